"""Python's signer libraries, called as their documentation suggests and as their defaults invite: see signers.mjs beside it.

    python signers.py v1|0.x PRIVATE_KEY MESSAGE DIGEST
"""

import json
import sys

from coincurve import PrivateKey
from eth_account import Account
from eth_account.messages import encode_defunct

dialect, private_key, message, digest = sys.argv[1:]
v1 = dialect == "v1"
asked = message if v1 else digest
personal = "right" if v1 else "prefixed-digest"
text_of = "text-of-message" if v1 else "text-of-digest"
raw = bytes.fromhex(digest[2:])
key = PrivateKey(bytes.fromhex(private_key[2:]))


def signed(signable):
    return Account.sign_message(signable, private_key).signature


calls = [
    ("eth-account 0.14.0", "encode_defunct(hexstr=it)", personal, signed(encode_defunct(hexstr=asked)).to_0x_hex()),
    ("eth-account 0.14.0", "encode_defunct(primitive=it)", personal,
     signed(encode_defunct(primitive=bytes.fromhex(asked[2:]))).to_0x_hex()),
    ("eth-account 0.14.0", "encode_defunct(text=it)", text_of, signed(encode_defunct(text=asked)).to_0x_hex()),
    ("eth-account 0.14.0", "encode_defunct(text=it without 0x)", text_of,
     signed(encode_defunct(text=asked[2:])).to_0x_hex()),
    ("eth-account 0.14.0", "signature.hex()", "no-0x", signed(encode_defunct(hexstr=asked)).hex()),
    ("eth-account 0.14.0", "unsafe_sign_hash(digest)", "right",
     Account.unsafe_sign_hash(digest, private_key).signature.to_0x_hex()),
    ("coincurve 21.0.0", "sign_recoverable(digest, hasher=None)", "right",
     "0x" + key.sign_recoverable(raw, hasher=None).hex()),
    ("coincurve 21.0.0", "sign_recoverable(digest)", "sha-256-of-digest", "0x" + key.sign_recoverable(raw).hex()),
    ("coincurve 21.0.0", "sign_recoverable(message)", "sha-256-of-message",
     "0x" + key.sign_recoverable(bytes.fromhex(message[2:])).hex()),
    ("coincurve 21.0.0", "sign(digest)", "der", "0x" + key.sign(raw).hex()),
]
if not v1:
    calls.append(("eth-account 0.14.0", "encode_defunct(text=text)", "prefixed-text",
                  signed(encode_defunct(text=bytes.fromhex(message[2:]).decode())).to_0x_hex()))
print(json.dumps([
    {"dialect": dialect, "software": software, "call": call, "kind": kind, "signature": signature}
    for software, call, kind, signature in calls
]))

#!/usr/bin/env bash
# eth-account 0.14.0, ethers 6.17.0, viem 2.57.20: a bytes32 of EIP-712 data that has fewer than 32 bytes.
# eth-account fills it up with zeros behind and signs; the others refuse. An id that lost its leading zeros on the way (0x01 for 0x00…01) becomes another id
# there, without a word.
set -euo pipefail
cd "$(mktemp -d)"
trap 'rm -rf "$PWD"' EXIT
npm install --silent --no-audit --no-fund ethers@6.17.0 viem@2.57.20
python3 -m venv python && python/bin/pip -q --disable-pip-version-check install eth-account==0.14.0
cat >run.mjs <<'JS'
import * as ethers from 'ethers';
import * as viem from 'viem';
const types = { Closure: [{ name: 'session', type: 'bytes32' }] };
const attempt = (library, run) => {
  try {
    run();
    console.log(`0x01 as bytes32, ${library}: taken`);
  } catch {
    console.log(`0x01 as bytes32, ${library}: refused`);
  }
};
attempt('ethers', () => ethers.TypedDataEncoder.hashStruct('Closure', types, { session: '0x01' }));
attempt('viem', () => viem.hashStruct({ data: { session: '0x01' }, primaryType: 'Closure', types }));
JS
cat >run.py <<'PY'
from eth_account.messages import encode_typed_data
def body(session):
    return encode_typed_data(full_message={
        "types": {"EIP712Domain": [{"name": "name", "type": "string"}], "Closure": [{"name": "session", "type": "bytes32"}]},
        "domain": {"name": "x"}, "primaryType": "Closure", "message": {"session": session}}).body
short = body("0x01")
print("0x01 as bytes32, eth-account: as 0x01 and zeros:", short == body("0x01" + "00" * 31), "; as zeros and 01:", short == body("0x" + "00" * 31 + "01"))
PY
{ node run.mjs; python/bin/python run.py; } | tee seen
diff seen - <<'SEEN'
0x01 as bytes32, ethers: refused
0x01 as bytes32, viem: refused
0x01 as bytes32, eth-account: as 0x01 and zeros: True ; as zeros and 01: False
SEEN

#!/usr/bin/env bash
# viem 2.57.20, ethers 6.17.0, web3 4.16.0, eth-account 0.14.0: an EIP-2098 signature (64 bytes) of a message.
# viem makes it with a function of its own and then does not recover from it; of the four only ethers does. All four take 0/1 as the last byte of 65.
set -euo pipefail
cd "$(mktemp -d)"
trap 'rm -rf "$PWD"' EXIT
npm install --silent --no-audit --no-fund ethers@6.17.0 viem@2.57.20 web3@4.16.0
python3 -m venv python && python/bin/pip -q --disable-pip-version-check install eth-account==0.14.0
cat >run.mjs <<'JS'
import { writeFileSync } from 'node:fs';
import * as ethers from 'ethers';
import * as viem from 'viem';
import { privateKeyToAccount } from 'viem/accounts';
import { Web3 } from 'web3';
const raw = `0x${'11'.repeat(32)}`;
const account = privateKeyToAccount(viem.keccak256(viem.toHex('a key of nobody')));
const full = await account.signMessage({ message: { raw } });
const { r, s, yParity } = viem.parseSignature(full);
const forms = {
  'compact, made by viem': viem.serializeCompactSignature(viem.signatureToCompactSignature({ r, s, yParity })),
  'recovery byte 0 or 1': viem.concat([r, s, viem.toHex(yParity, { size: 1 })]),
};
const readers = {
  ethers: (signature) => ethers.verifyMessage(ethers.getBytes(raw), signature),
  viem: (signature) => viem.recoverMessageAddress({ message: { raw }, signature }),
  web3: (signature) => new Web3().eth.accounts.recover(raw, signature),
};
for (const [form, signature] of Object.entries(forms)) {
  for (const [library, recover] of Object.entries(readers)) {
    let outcome;
    try {
      outcome = (await recover(signature)) === account.address ? 'recovered' : 'another address';
    } catch (error) {
      outcome = 'error';
    }
    console.log(`${form}, ${library}: ${outcome}`);
  }
}
writeFileSync('forms.json', JSON.stringify({ raw, address: account.address, forms }));
JS
cat >run.py <<'PY'
import json
from eth_account import Account
from eth_account.messages import encode_defunct
made = json.load(open("forms.json"))
for form, signature in made["forms"].items():
    try:
        found = Account.recover_message(encode_defunct(hexstr=made["raw"]), signature=signature)
        print(f"{form}, eth-account:", "recovered" if found == made["address"] else "another address")
    except Exception:
        print(f"{form}, eth-account: error")
PY
{ node run.mjs; python/bin/python run.py; } | tee seen
diff seen - <<'SEEN'
compact, made by viem, ethers: recovered
compact, made by viem, viem: error
compact, made by viem, web3: error
recovery byte 0 or 1, ethers: recovered
recovery byte 0 or 1, viem: recovered
recovery byte 0 or 1, web3: recovered
compact, made by viem, eth-account: error
recovery byte 0 or 1, eth-account: recovered
SEEN

#!/usr/bin/env bash
# ethers 6.17.0, viem 2.57.20, eth-account 0.14.0: EIP-712 data whose bool is the text "false", as form fields and query parameters bring it.
# ethers signs it as true, eth-account as false, viem refuses it.
set -euo pipefail
cd "$(mktemp -d)"
trap 'rm -rf "$PWD"' EXIT
npm install --silent --no-audit --no-fund ethers@6.17.0 viem@2.57.20
python3 -m venv python && python/bin/pip -q --disable-pip-version-check install eth-account==0.14.0
cat >run.mjs <<'JS'
import * as ethers from 'ethers';
import * as viem from 'viem';
const types = { Order: [{ name: 'final', type: 'bool' }] };
const readers = {
  ethers: (final) => ethers.TypedDataEncoder.hashStruct('Order', types, { final }),
  viem: (final) => viem.hashStruct({ data: { final }, primaryType: 'Order', types }),
};
for (const [library, hash] of Object.entries(readers)) {
  let outcome = 'refused';
  try {
    const signed = hash('false');
    outcome = `read as ${signed === hash(true)}`;
  } catch {}
  console.log(`"false", ${library}: ${outcome}`);
}
JS
cat >run.py <<'PY'
from eth_account.messages import encode_typed_data
def body(final):
    return encode_typed_data(full_message={
        "types": {"EIP712Domain": [{"name": "name", "type": "string"}], "Order": [{"name": "final", "type": "bool"}]},
        "domain": {"name": "x"}, "primaryType": "Order", "message": {"final": final}}).body
print('"false", eth-account: read as', str(body("false") == body(True)).lower())
PY
{ node run.mjs; python/bin/python run.py; } | tee seen
diff seen - <<'SEEN'
"false", ethers: read as true
"false", viem: refused
"false", eth-account: read as false
SEEN

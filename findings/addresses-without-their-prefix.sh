#!/usr/bin/env bash
# ethers 6.17.0, viem 2.57.20, web3 4.16.0, eth-utils 6.0.0 (of eth-account): is this an address?
# Without 0x all but viem say yes, with 0X web3 and eth-utils alone. What one part of a system takes, stores and compares as text the next one refuses:
# addresses have to be brought to one form where they come in.
set -euo pipefail
cd "$(mktemp -d)"
trap 'rm -rf "$PWD"' EXIT
npm install --silent --no-audit --no-fund ethers@6.17.0 viem@2.57.20 web3@4.16.0
python3 -m venv python && python/bin/pip -q --disable-pip-version-check install eth-utils==6.0.0
cat >run.mjs <<'JS'
import * as ethers from 'ethers';
import * as viem from 'viem';
import { Web3 } from 'web3';
const digits = '52908400098527886E0F7030069857D2E4169EE7';
for (const [form, text] of [['0x', `0x${digits}`], ['0X', `0X${digits}`], ['no prefix', digits.toLowerCase()]]) {
  console.log(`${form}: ethers ${ethers.isAddress(text)}, viem ${viem.isAddress(text)}, web3 ${Web3.utils.isAddress(text)}`);
}
JS
cat >run.py <<'PY'
from eth_utils import is_address
digits = "52908400098527886E0F7030069857D2E4169EE7"
for form, text in (("0x", "0x" + digits), ("0X", "0X" + digits), ("no prefix", digits.lower())):
    print(f"{form}: eth-utils", is_address(text))
PY
{ node run.mjs; python/bin/python run.py; } | tee seen
diff seen - <<'SEEN'
0x: ethers true, viem true, web3 true
0X: ethers false, viem false, web3 true
no prefix: ethers true, viem false, web3 true
0x: eth-utils True
0X: eth-utils True
no prefix: eth-utils True
SEEN

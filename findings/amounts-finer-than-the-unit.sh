#!/usr/bin/env bash
# ethers 6.17.0, viem 2.57.20, web3 4.16.0: one amount with more digits than its token has, three outcomes.
# ethers refuses it, viem rounds it half up, web3 cuts it off; half of the smallest unit becomes 1 in viem and the empty text in web3.
# Whoever lets users type amounts has to check the digits before any of them does the conversion.
set -euo pipefail
cd "$(mktemp -d)"
trap 'rm -rf "$PWD"' EXIT
npm install --silent --no-audit --no-fund ethers@6.17.0 viem@2.57.20 web3@4.16.0
cat >run.mjs <<'JS'
import * as ethers from 'ethers';
import * as viem from 'viem';
import { Web3 } from 'web3';
const readers = { ethers: ethers.parseUnits, viem: viem.parseUnits, web3: Web3.utils.toWei };
for (const amount of ['1.2345675', '0.0000005']) {
  for (const [library, read] of Object.entries(readers)) {
    let outcome;
    try {
      outcome = JSON.stringify(String(read(amount, 6)));
    } catch (error) {
      outcome = `refused (${error.code})`;
    }
    console.log(`${amount} with 6 decimals, ${library}: ${outcome}`);
  }
}
JS
node run.mjs | tee seen
diff seen - <<'SEEN'
1.2345675 with 6 decimals, ethers: refused (NUMERIC_FAULT)
1.2345675 with 6 decimals, viem: "1234568"
1.2345675 with 6 decimals, web3: "1234567"
0.0000005 with 6 decimals, ethers: refused (NUMERIC_FAULT)
0.0000005 with 6 decimals, viem: "1"
0.0000005 with 6 decimals, web3: ""
SEEN

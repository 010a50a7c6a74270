#!/usr/bin/env bash
# ethers 6.17.0, viem 2.57.20, web3 4.16.0: the same whole amount becomes two texts.
# ethers writes "50.0", the others "50". Where a protocol hashes or signs amounts as text (NitroRPC 0.x, v1 allocations), a state that was
# built with ethers' formatUnits has another hash than everybody else's: amounts must be brought to one form first.
set -euo pipefail
cd "$(mktemp -d)"
trap 'rm -rf "$PWD"' EXIT
npm install --silent --no-audit --no-fund ethers@6.17.0 viem@2.57.20 web3@4.16.0
cat >run.mjs <<'JS'
import * as ethers from 'ethers';
import * as viem from 'viem';
import { Web3 } from 'web3';
for (const units of [50000000n, 37500000n, 0n]) {
  const texts = [ethers.formatUnits(units, 6), viem.formatUnits(units, 6), Web3.utils.fromWei(units, 6)];
  const hashes = texts.map((text) => ethers.id(text));
  console.log(`${units}: ethers ${texts[0]}, viem ${texts[1]}, web3 ${texts[2]}; one hash: ${new Set(hashes).size === 1}`);
}
JS
node run.mjs | tee seen
diff seen - <<'SEEN'
50000000: ethers 50.0, viem 50, web3 50; one hash: false
37500000: ethers 37.5, viem 37.5, web3 37.5; one hash: true
0: ethers 0.0, viem 0, web3 0; one hash: false
SEEN

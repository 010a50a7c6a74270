#!/usr/bin/env bash
# viem 2.57.20 and siwe 3.0.0 read the same Sign-In with Ethereum message and write it again from what they read.
# siwe keeps the instants as they were spelt; viem makes Dates of them, so that every spelling but milliseconds in UTC comes back as other bytes,
# which the wallet did not sign. A service must compare with the text that it handed out, never with one made from parsed fields.
set -euo pipefail
cd "$(mktemp -d)"
trap 'rm -rf "$PWD"' EXIT
npm install --silent --no-audit --no-fund viem@2.57.20 siwe@3.0.0 ethers@6.17.0
cat >run.mjs <<'JS'
import { createSiweMessage, parseSiweMessage } from 'viem/siwe';
import { SiweMessage } from 'siwe';
const text = (instant) => `example.org wants you to sign in with your Ethereum account:
0x70997970C51812dc3A010C7d01b50e0d17dc79C8


URI: https://example.org/
Version: 1
Chain ID: 1
Nonce: abcdefgh12345678
Issued At: ${instant}`;
for (const instant of ['2026-11-29T18:00:00.000Z', '2026-11-29T18:00:00Z', '2026-11-29T18:00:00.123456Z', '2026-11-29T19:00:00+01:00']) {
  const message = text(instant);
  const viem = createSiweMessage(parseSiweMessage(message)) === message;
  const siwe = new SiweMessage(message).prepareMessage() === message;
  console.log(`${instant}: the same bytes again: viem ${viem}, siwe ${siwe}`);
}
JS
node run.mjs | tee seen
diff seen - <<'SEEN'
2026-11-29T18:00:00.000Z: the same bytes again: viem true, siwe true
2026-11-29T18:00:00Z: the same bytes again: viem false, siwe true
2026-11-29T18:00:00.123456Z: the same bytes again: viem false, siwe true
2026-11-29T19:00:00+01:00: the same bytes again: viem false, siwe true
SEEN

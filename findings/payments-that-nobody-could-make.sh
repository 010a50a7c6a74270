#!/usr/bin/env bash
# anvil 1.7.1, Hardhat 2.29.1, Ganache 7.9.2: an account without any money asks what a payment would do, and what gas it would take.
# Hardhat lets the call pay what the account does not have; all three estimate its gas, and Hardhat one unit more than a payment takes. geth refuses both. Whether
# somebody can pay must be asked by eth_getBalance: on a local chain neither the call nor the estimate tells.
set -euo pipefail
cd "$(mktemp -d)"
trap 'kill $(jobs -p) 2>/dev/null || true; rm -rf "$PWD"' EXIT
npm install --silent --no-audit --no-fund @foundry-rs/anvil@1.7.1 hardhat@2.29.1 ganache@7.9.2 >/dev/null
echo 'module.exports = {}' >hardhat.config.cjs
free() { node -e 'const s = require("net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close(); })'; }
anvil=$(free) hardhat=$(free) ganache=$(free)
node_modules/@foundry-rs/anvil-*-*/bin/anvil --silent --port "$anvil" &
node node_modules/hardhat/internal/cli/bootstrap.js --config hardhat.config.cjs node --port "$hardhat" >/dev/null 2>&1 &
node node_modules/ganache/dist/node/cli.js --quiet --server.port "$ganache" >/dev/null 2>&1 &
cat >run.mjs <<'JS'
const [anvil, hardhat, ganache] = process.argv.slice(2);
const ask = (port) => async (method, ...params) => {
  const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method, params });
  for (let tried = 0; ; tried++) {
    try {
      return await (await fetch(`http://127.0.0.1:${port}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body })).json();
    } catch (notYet) {
      if (tried === 120) throw notYet;
      await new Promise((again) => setTimeout(again, 500));
    }
  }
};
for (const [name, port] of Object.entries({ anvil, hardhat, ganache })) {
  const rpc = ask(port);
  const payment = { from: `0x${'12'.repeat(20)}`, to: `0x${'13'.repeat(20)}`, value: '0xde0b6b3a7640000' };
  const told = ({ result, error }) => (error ? `error ${error.code}` : result);
  console.log(`${name}, eth_call: ${told(await rpc('eth_call', payment, 'latest'))}`);
  console.log(`${name}, eth_estimateGas: ${told(await rpc('eth_estimateGas', payment))}`);
}
JS
node run.mjs "$anvil" "$hardhat" "$ganache" | tee seen
diff seen - <<'SEEN'
anvil, eth_call: error -32003
anvil, eth_estimateGas: 0x5208
hardhat, eth_call: 0x
hardhat, eth_estimateGas: 0x5209
ganache, eth_call: error -32000
ganache, eth_estimateGas: 0x5208
SEEN

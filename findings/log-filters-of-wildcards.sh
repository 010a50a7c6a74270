#!/usr/bin/env bash
# anvil 1.7.1, Hardhat 2.29.1, Ganache 7.9.2: one log with one topic, and three filters made of wildcards alone.
# anvil finds it for a filter with more places than it has topics, the others do not (nor does geth); Hardhat finds nothing for a place that may be any of no values,
# which is a wildcard to the others (and to geth). A library that fills up its filters is right on one chain and blind, or sees too much, on another.
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
  const [from] = (await rpc('eth_accounts')).result;
  // as a contract that is being made: one log, with the topic 7
  const { result } = await rpc('eth_sendTransaction', { from, data: '0x600760006000a100', gas: '0x30000' });
  while (!(await rpc('eth_getTransactionReceipt', result)).result) {}
  for (const topics of [[null], [null, null], [[]]]) {
    const found = await rpc('eth_getLogs', { fromBlock: '0x0', toBlock: 'latest', topics });
    console.log(`${name}, topics ${JSON.stringify(topics)}: ${found.result.length}`);
  }
}
JS
node run.mjs "$anvil" "$hardhat" "$ganache" | tee seen
diff seen - <<'SEEN'
anvil, topics [null]: 1
anvil, topics [null,null]: 1
anvil, topics [[]]: 1
hardhat, topics [null]: 1
hardhat, topics [null,null]: 0
hardhat, topics [[]]: 0
ganache, topics [null]: 1
ganache, topics [null,null]: 0
ganache, topics [[]]: 1
SEEN

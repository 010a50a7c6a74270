// Compiles contracts/*.sol into one file per contract under build/: its interface and its creation bytecode. Deterministic: the exact
// compiler of package-lock.json, no metadata hash. `node build.mjs --check` only compares and fails where a file differs.
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import solc from 'solc';

const here = dirname(fileURLToPath(import.meta.url));
const sources = Object.fromEntries(
  readdirSync(join(here, 'contracts')).sort().map((name) => [name, { content: readFileSync(join(here, 'contracts', name), 'utf8') }]),
);
const wanted = ['ChannelHub', 'ConsensusAdjudicator', 'Custody', 'EcdsaValidator', 'SessionKeyValidator', 'TestToken'];

const output = JSON.parse(solc.compile(JSON.stringify({
  language: 'Solidity',
  sources,
  settings: {
    viaIR: true,
    evmVersion: 'cancun',
    optimizer: { enabled: true, runs: 200 },
    metadata: { bytecodeHash: 'none', appendCBOR: false },
    outputSelection: { '*': { '*': ['abi', 'evm.bytecode.object'] } },
  },
})));
const complaints = (output.errors ?? []).filter((error) => error.severity === 'error');
if (complaints.length > 0) {
  console.error(complaints.map((error) => error.formattedMessage).join('\n'));
  process.exit(1);
}

let stale = [];
mkdirSync(join(here, 'build'), { recursive: true });
for (const file of Object.keys(output.contracts).sort()) {
  for (const [name, contract] of Object.entries(output.contracts[file])) {
    if (!wanted.includes(name)) continue;
    const path = join(here, 'build', `${name}.json`);
    const text = JSON.stringify({ contract: name, abi: contract.abi, bytecode: `0x${contract.evm.bytecode.object}` }, null, 1) + '\n';
    if (!process.argv.includes('--check')) writeFileSync(path, text);
    else if (readFileSync(path, 'utf8') !== text) stale.push(name);
  }
}
if (stale.length > 0) {
  console.error(`stale: ${stale.join(', ')}; run npm run build`);
  process.exit(1);
}

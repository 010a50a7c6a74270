// What docs/integration.md shows runs as it stands, and what it lists is complete.

import assert from "node:assert/strict";
import { execFile, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { promisify } from "node:util";
import { readdirSync } from "node:fs";
import { ALICE, BOB, client, DIALECTS, KEYS, service, session, skip } from "./services.js";

const HERE = import.meta.dirname;
const page = readFileSync(join(HERE, "../../../docs/integration.md"), "utf8");
const blocks = [...page.matchAll(/^```(\w+)(?: (\S+))?\n([\s\S]*?)^```$/gm)].map(([, language, name, text]) => ({ language, name, text }));
const named = (name) => blocks.filter((block) => block.name === name).map((block) => block.text);
const run = promisify(execFile);

/** A folder with what the page takes for granted: the packages, and two wallets in files. */
function folder(t) {
  const path = mkdtempSync(join(tmpdir(), "epilogue-docs-"));
  t.after(() => rmSync(path, { recursive: true }));
  symlinkSync(join(HERE, "node_modules"), join(path, "node_modules"));
  for (const [wallet, account] of Object.entries({ alice: ALICE, bob: BOB })) {
    writeFileSync(join(path, `${wallet}.key`), KEYS[wallet]);
    writeFileSync(join(path, `${wallet}.address`), account.address);
  }
  writeFileSync(join(path, "rebuild-and-sign.mjs"), named("rebuild-and-sign.mjs")[0]);
  return path;
}

async function surroundings(dialect) {
  const { url, key } = await service(dialect);
  const sessionId = await session(dialect);
  return { ...process.env, EPILOGUE: url, EPILOGUE_KEY: key, SESSION: sessionId, ALICE_KEY: KEYS.alice, BOB_KEY: KEYS.bob, ALICE: ALICE.address, BOB: BOB.address };
}

async function printed(t, text, env) {
  const cwd = folder(t);
  writeFileSync(join(cwd, "program.mjs"), text);
  return (await run(process.execPath, ["program.mjs"], { cwd, env, timeout: 600_000 })).stdout.trim().split("\n");
}

const [closing, splitting, texts] = named("node");

for (const dialect of DIALECTS) {
  test(`${dialect}: the program for Node closes, and sees the money`, { skip }, async (t) => {
    assert.deepEqual(await printed(t, closing, await surroundings(dialect)), ["true COOPERATIVE", "CREDITED"]);
  });

  test(`${dialect}: what does not add up is refused as shown`, { skip }, async (t) => {
    assert.deepEqual(await printed(t, splitting, await surroundings(dialect)), ["allocation-sum false The session holds 87.5 yusd, the proposal distributes 88.5."]);
  });

  const tools = skip || (spawnSync("jq", ["--version"]).status === 0 && spawnSync("curl", ["--version"]).status === 0 ? false : "no curl or no jq");
  test(`${dialect}: curl and another library close as well`, { skip: tools }, async (t) => {
    const shell = blocks.find((block) => block.language === "bash").text;
    const { stdout } = await run("bash", ["-euo", "pipefail", "-c", shell], { cwd: folder(t), env: await surroundings(dialect), timeout: 600_000 });
    assert.deepEqual(stdout.trim().split("\n"), ["false", "true", "COOPERATIVE"]);
  });
}

test("the page's program signs in a browser, by a link", { skip }, async (t) => {
  const application = await client(t, "v1");
  const { url } = await service("v1");
  const sessionId = await session("v1");
  const { closureId } = await application.closeApplicationSession({ sessionId });
  const link = await application.request("POST", `/v1/closures/${closureId}/links`, { body: { participant: ALICE.address }, idempotent: false });
  const browser = `
    import { privateKeyToAccount } from "viem/accounts";
    const account = privateKeyToAccount("${KEYS.alice}");
    const request = async ({ method, params }) => (method === "eth_requestAccounts" ? [account.address] : account.signMessage({ message: { raw: params[0] } }));
    globalThis.window = { ethereum: { request } };
    globalThis.location = new URL("${url}/?session=${sessionId}${new URL(link.url).hash}");
    globalThis.show = (text) => console.log(text);
    ${named("browser")[0].replace(/^import .*viem.*$/m, 'const { generatePrivateKey } = await import("viem/accounts");')}`;
  const [shown] = await printed(t, browser, process.env);
  assert.match(shown, /^You sign with your wallet: \[.*"amount":"50"/);
  const { consensus } = await application.request("GET", `/v1/closures/${closureId}`);
  assert.deepEqual(consensus.signed.map((each) => each.participant), [ALICE.address]);
});

test("the guide's program is the one that is tried", () => {
  const tried = readFileSync(join(HERE, "guide/program.js"), "utf8");
  assert.equal(named("guide")[0].trim(), tried.slice(tried.indexOf("\n\n")).trim());
});

test("texts and the mandate are as shown", async (t) => {
  const lines = await printed(t, texts, { ALICE: ALICE.address, BOB: BOB.address });
  assert.equal(lines.slice(0, 6).join("\n") + "\n", named("decline")[0]);
  assert.deepEqual(JSON.parse(lines.slice(6).join("\n")), JSON.parse(named("mandate")[0]));
});

test("every event and every problem has its line, and no other", () => {
  const contract = (file, name) => {
    const text = readFileSync(join(HERE, "../../main/resources/openapi", file), "utf8");
    const from = text.indexOf(`    ${name}:`);
    return [...text.slice(from, text.indexOf("        - {type: string}", from)).matchAll(/^ {12}- (\S+)$/gm)].map(([, value]) => value);
  };
  const table = (title) => {
    const section = page.slice(page.indexOf(title));
    const end = section.indexOf("\n\n", section.indexOf("|---"));
    return [...section.slice(0, end < 0 ? undefined : end).matchAll(/^\| `([^`]+)` \|/gm)].map(([, value]) => value);
  };
  assert.deepEqual(table("## Events").sort(), contract("events.yaml", "EventType").sort());
  assert.deepEqual(table("## Problems").sort(), contract("problems.yaml", "ProblemCode").sort());
  const written = readdirSync(join(HERE, "../../main/js/lib"))
    .flatMap((file) => [...readFileSync(join(HERE, "../../main/js/lib", file), "utf8").matchAll(/(?:EpilogueError|super)\((?:refused \? "signer-refused" : )?"([a-z-]+)"/g)])
    .map(([, code]) => code);
  const service = new Set(contract("problems.yaml", "ProblemCode"));
  assert.deepEqual(table("The client's own:").sort(), [...new Set([...written, "signer-refused"])].filter((code) => !service.has(code)).sort());
});

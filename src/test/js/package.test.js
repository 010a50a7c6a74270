// The package as it is published: what it promises to package managers and compilers.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { formatMessage } from "publint/utils";
import { publint } from "publint";
import { service, skip } from "./services.js";
import { contract, FILE, typesOf } from "./types.js";

const PACKAGE = fileURLToPath(new URL("../../main/js", import.meta.url));
const manifest = JSON.parse(readFileSync(`${PACKAGE}/package.json`, "utf8"));
const sources = readdirSync(PACKAGE, { recursive: true }).filter((name) => /\.(d\.ts|js)$/.test(name));

test("publint finds nothing", async () => {
  const { messages } = await publint({ pkgDir: PACKAGE, strict: true, pack: false });
  assert.deepEqual(messages.map((message) => formatMessage(message, manifest)), []);
});

/** Every way in, as every compiler and program resolves it that takes modules at all. */
test("@arethetypeswrong finds nothing", () => {
  const report = execFileSync(process.execPath, ["node_modules/@arethetypeswrong/cli/dist/index.js", "--pack", PACKAGE, "--profile", "esm-only", "--format", "json"], { encoding: "utf8" });
  const { analysis } = JSON.parse(report);
  assert.deepEqual(Object.keys(analysis.entrypoints).sort(), Object.keys(manifest.exports).sort());
  assert.deepEqual(analysis.problems.filter(({ kind }) => kind !== "CJSResolvesToESM"), []);
});

test("it needs nothing beside itself, and nothing is built", () => {
  for (const field of ["dependencies", "peerDependencies", "optionalDependencies", "scripts"]) assert.equal(manifest[field], undefined, field);
  for (const name of sources) {
    for (const [, from] of readFileSync(`${PACKAGE}/${name}`, "utf8").matchAll(/^(?:import|export) .*from "([^"]+)"/gm)) {
      assert.match(from, /^\.{1,2}\//, `${name} imports ${from}`);
    }
  }
});

test("every file of it is published", () => {
  for (const name of sources) {
    assert.ok(manifest.files.some((each) => name === each || name.startsWith(`${each}/`)), name);
  }
});

test("applications compile against its types, and the types are those of what is written", { timeout: 600_000 }, () => {
  for (const project of ["types/declared.json", "types/tsconfig.json", "types/bundler.json"]) {
    execFileSync(process.execPath, ["node_modules/typescript/bin/tsc", "-p", project], { stdio: "inherit" });
  }
});

test("the answers' types are those of the contract", async () => {
  assert.equal(readFileSync(FILE, "utf8"), await typesOf(contract()), "the contract has changed: node types.js in src/test/js writes the types anew");
});

test("the contract is the document that the service serves", { skip }, async () => {
  const { url } = await service("v1");
  assert.equal(await typesOf(new URL("/openapi.yaml", url)), readFileSync(FILE, "utf8"));
});

// The same files in a browser, as they are: loaded as modules, against a running service behind the page's own origin.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { accessSync, constants, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer, request } from "node:http";
import { tmpdir } from "node:os";
import { extname, join, normalize } from "node:path";
import { test } from "node:test";
import { ALICE, BOB, DIALECTS, eventually, KEYS, service, session, skip } from "./services.js";

const BROWSER = [process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(executable);
const noBrowser = skip || (BROWSER ? false : "no Chromium on this machine");
const FOLDERS = { "/client/": join(import.meta.dirname, "../../main/js"), "/packages/": join(import.meta.dirname, "node_modules") };
const PUBLIC_ORIGIN = "http://localhost:8080";
const TYPES = { ".js": "text/javascript", ".html": "text/html" };

function executable(file) {
  try {
    accessSync(file ?? "", constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

const page = ({ key, sessionId }) => `<!doctype html><meta charset="utf-8"><script type="importmap">
{"imports": {"@noble/hashes/": "/packages/@noble/hashes/", "@noble/curves/": "/packages/@noble/curves/"}}</script><script type="module">
import { EpilogueClient } from "/client/index.js";
import { personalDigest } from "/client/payloads.js";
import { secp256k1 } from "@noble/curves/secp256k1.js";

const bytes = (hex) => Uint8Array.from(hex.slice(2).match(/../g), (pair) => parseInt(pair, 16));
const signer = (address, secret) => ({
  address,
  sign({ scheme, message, digest }) {
    const made = secp256k1.sign(bytes(scheme === "RAW" ? digest : personalDigest(message)), bytes(secret), { prehash: false, format: "recovered" });
    return Uint8Array.from([...made.slice(1), made[0]]);
  },
});

const result = { told: [], events: [] };
try {
  const url = location.origin;
  const alices = new EpilogueClient({ url, key: "${key}", signers: [signer("${ALICE.address}", "${KEYS.alice}")] });
  const bobs = new EpilogueClient({ url, key: "${key}", signers: [signer("${BOB.address}", "${KEYS.bob}")] });
  const sessionId = "${sessionId}";
  const finalState = await alices.getFinalApplicationState(sessionId);
  const { closureId } = await alices.closeApplicationSession({ sessionId, finalState });
  result.before = await alices.hasFinalStateConsensus(sessionId);
  const told = new Promise((resolve) => alices.on("finalStateConsensus", (...what) => resolve(result.told.push(what))));
  const signed = await bobs.signState(sessionId, finalState);
  await told;
  result.outcome = (await alices.finalizeApplicationSessionClosure(sessionId)).outcome;
  for await (const { type } of alices.events({ closureId })) {
    result.events.push(type);
    if (type === "session.closed") break;
  }
  result.active = await alices.isApplicationSessionActive(sessionId);
} catch (failure) {
  result.failure = String(failure?.stack ?? failure);
}
await fetch("/done", { method: "POST", body: JSON.stringify(result) });
</script>`;

/** Page, files and the service, all of one origin. */
async function site(t, html, target) {
  let done;
  const result = new Promise((resolve) => (done = resolve));
  const server = createServer(async (asked, answer) => {
    const folder = Object.keys(FOLDERS).find((prefix) => asked.url.startsWith(prefix));
    if (asked.url === "/") return answer.writeHead(200, { "content-type": "text/html" }).end(html);
    if (folder) {
      try {
        const file = readFileSync(join(FOLDERS[folder], normalize("/" + asked.url.slice(folder.length))));
        return answer.writeHead(200, { "content-type": TYPES[extname(asked.url)] ?? "text/plain" }).end(file);
      } catch {
        return answer.writeHead(404).end();
      }
    }
    if (asked.url === "/done") {
      let body = "";
      for await (const chunk of asked) body += chunk;
      answer.end();
      return done(JSON.parse(body));
    }
    // the browser knows the page by another address than the service's public origin, which it stands for here
    const headers = { ...asked.headers, host: new URL(PUBLIC_ORIGIN).host, ...(asked.headers.origin ? { origin: PUBLIC_ORIGIN } : {}) };
    const passed = request(new URL(asked.url, target), { method: asked.method, headers }, (response) => {
      answer.writeHead(response.statusCode, response.headers);
      response.pipe(answer);
      answer.flushHeaders();
    });
    passed.on("error", () => answer.destroy());
    answer.on("close", () => passed.destroy());
    asked.pipe(passed);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${server.address().port}/`, result };
}

for (const dialect of DIALECTS) {
  test(`${dialect}: a page closes a session, listens and follows its events`, { skip: noBrowser }, async (t) => {
    const { url, key } = await service(dialect);
    const sessionId = await session(dialect);
    const { url: address, result } = await site(t, page({ key, sessionId }), url);
    const profile = mkdtempSync(join(tmpdir(), "epilogue-browser-"));
    const browser = spawn(BROWSER, ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync", `--user-data-dir=${profile}`, address], { stdio: "ignore", detached: true });
    const ended = new Promise((resolve) => browser.once("exit", resolve));
    t.after(async () => {
      // it and its children, which write into the folder for as long as they live
      process.kill(-browser.pid, "SIGKILL");
      await ended;
      await eventually("the folder's end", () => {
        try {
          rmSync(profile, { recursive: true, force: true });
          return true;
        } catch {
          return false;
        }
      });
    });

    const seen = await result;

    assert.equal(seen.failure, undefined);
    assert.equal(seen.before, false);
    assert.equal(seen.told.length, 1);
    assert.equal(seen.told[0][0], sessionId);
    assert.equal(seen.outcome, "COOPERATIVE");
    assert.equal(seen.active, false);
    assert.deepEqual([seen.events[0], seen.events.at(-1)], ["closure.proposed", "session.closed"]);
  });
}

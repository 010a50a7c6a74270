// A listener misses nothing, is told nothing twice, and holds nobody up.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { createServer } from "node:http";
import { test } from "node:test";
import { promisify } from "node:util";
import { EpilogueClient } from "epilogue-client";
import { proxy } from "./proxy.js";
import { ALICE, BOB, client, DIALECTS, eventually, restart, service, session, skip, update } from "./services.js";

const run = promisify(execFile);

/** What a listener was told, in order. */
function told(epilogue, options) {
  const calls = [];
  const off = epilogue.on("finalStateConsensus", (sessionId, agreement) => calls.push({ sessionId, ...agreement }), options);
  return { calls, off };
}

async function close(t, dialect, sessionId, signers = [ALICE, BOB]) {
  const other = await client(t, dialect, { signers });
  return other.closeApplicationSession({ sessionId });
}

for (const dialect of DIALECTS) {
  const at = (name, body) => test(`${dialect}: ${name}`, { skip }, body);

  at("a listener that was registered after a false answer is told of what came between", async (t) => {
    const epilogue = await client(t, dialect);
    const sessionId = await session(dialect);
    assert.equal(await epilogue.hasFinalStateConsensus(sessionId), false);
    const { closureId } = await close(t, dialect, sessionId);

    const { calls } = told(epilogue);

    await eventually("a call", () => calls.length > 0);
    assert.deepEqual(calls, [{ sessionId, closureId, round: 1, unanimous: true }]);
  });

  at("one that listens already is told once, and once only, of each session that it touched", async (t) => {
    const epilogue = await client(t, dialect);
    const [first, second, foreign] = [await session(dialect), await session(dialect), await session(dialect)];
    await epilogue.hasFinalStateConsensus(first);
    const { calls } = told(epilogue);
    const again = told(epilogue);
    await epilogue.hasFinalStateConsensus(second);
    await close(t, dialect, foreign);
    await close(t, dialect, second);
    await close(t, dialect, first);
    await eventually("both calls", () => calls.length === 2);
    await epilogue.finalizeApplicationSessionClosure(first);
    assert.deepEqual(calls.map((each) => each.sessionId), [second, first]);
    assert.deepEqual(again.calls, calls);
  });

  at("whoever knows already is not told again", async (t) => {
    const epilogue = await client(t, dialect);
    const [known, other] = [await session(dialect), await session(dialect)];
    await close(t, dialect, known);
    assert.equal(await epilogue.hasFinalStateConsensus(known), true);
    const { calls } = told(epilogue);
    await epilogue.hasFinalStateConsensus(other);
    await close(t, dialect, other);
    await eventually("a call", () => calls.length > 0);
    assert.deepEqual(calls.map((each) => each.sessionId), [other]);
  });

  at("it ends when it is asked to, by its own word, by a signal, by close", async (t) => {
    const epilogue = await client(t, dialect);
    const sessionId = await session(dialect);
    await epilogue.hasFinalStateConsensus(sessionId);
    const one = told(epilogue);
    const stop = new AbortController();
    const two = told(epilogue, { signal: stop.signal });
    const other = await client(t, dialect);
    await other.hasFinalStateConsensus(sessionId);
    const three = told(other);
    const witness = await client(t, dialect);
    await witness.hasFinalStateConsensus(sessionId);
    const four = told(witness);
    one.off();
    stop.abort();
    other.close();
    await close(t, dialect, sessionId);
    await eventually("the witness", () => four.calls.length === 1);
    assert.deepEqual([one, two, three].map(({ calls }) => calls.length), [0, 0, 0]);
  });
}

test("v1: a restart of the service and of the proxy before it are slept through", { skip }, async (t) => {
  const { url, key } = await service("v1");
  const between = await proxy(t, url);
  const epilogue = new EpilogueClient({ url: between.url, key });
  t.after(() => epilogue.close());
  const troubles = [];
  epilogue.on("error", (trouble) => troubles.push(trouble));
  const sessions = [];
  for (let count = 0; count < 3; count++) sessions.push(await session("v1"));
  for (const sessionId of sessions) await epilogue.hasFinalStateConsensus(sessionId);
  const { calls } = told(epilogue);
  await eventually("a stream", () => between.connections > 0);

  await close(t, "v1", sessions[0]);
  await eventually("the first call", () => calls.length === 1);

  await between.stop();
  await close(t, "v1", sessions[1]);
  await between.start();
  await eventually("the second call", () => calls.length === 2);

  between.follow((await restart("v1")).url);
  await close(t, "v1", sessions[2]);
  await eventually("the third call", () => calls.length === 3);

  assert.deepEqual(calls.map((each) => each.sessionId), sessions);
  assert.ok(troubles.length > 0 && troubles.every((trouble) => trouble.retryable), JSON.stringify(troubles));
});

test("v1: of each round that is agreed on, once", { skip }, async (t) => {
  const epilogue = await client(t, "v1", { signers: [ALICE] });
  const bobs = await client(t, "v1", { signers: [BOB] });
  const sessionId = await session("v1");
  const finalState = await epilogue.getFinalApplicationState(sessionId);
  const { closureId } = await epilogue.closeApplicationSession({ sessionId, finalState });
  const { calls } = told(epilogue);
  await update("v1", sessionId, { alice: "60", bob: "27.5" });

  await bobs.signState(sessionId, finalState);
  await eventually("the first call", () => calls.length === 1);
  await eventually("another round", async () => (await bobs.request("GET", `/v1/closures/${closureId}`)).round.number === 2);
  assert.equal(await bobs.hasFinalStateConsensus(sessionId), false);
  await assert.rejects(bobs.signState(sessionId, finalState), { code: "state-differs" });
  await epilogue.closeApplicationSession({ sessionId });
  assert.equal((await bobs.closeApplicationSession({ sessionId })).closed, true);

  await eventually("the second call", () => calls.length === 2);
  assert.deepEqual(calls.map(({ closureId: id, round }) => [id, round]), [[closureId, 1], [closureId, 2]]);
});

test("v1: a participant's link and a wallet that signed in listen as well", { skip }, async (t) => {
  const application = await client(t, "v1");
  const { url } = await service("v1");
  const sessionId = await session("v1");
  const { closureId } = await application.closeApplicationSession({ sessionId });
  const made = await application.request("POST", `/v1/closures/${closureId}/links`, { body: { participant: ALICE.address }, idempotent: false });
  const linked = new EpilogueClient({ url, link: made.url });
  const wallet = new EpilogueClient({ url, origin: "http://localhost:8080" });
  t.after(() => [linked, wallet].forEach((each) => each.close()));
  await wallet.signIn(BOB);
  const calls = [];
  for (const each of [linked, wallet]) {
    assert.equal(await each.hasFinalStateConsensus(sessionId), false);
    calls.push(told(each).calls);
  }
  await close(t, "v1", sessionId);
  await eventually("both calls", () => calls.every((each) => each.length === 1));
  assert.deepEqual(calls[0], [{ sessionId, closureId, round: 1, unanimous: true }]);
  assert.deepEqual(calls[1], calls[0]);
});

test("v1: nothing of it keeps a process alive, whether the service is there or not", { skip }, async () => {
  const { url, key } = await service("v1");
  const sessionId = await session("v1");
  const away = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => away.once("listening", resolve));
  const closed = `http://127.0.0.1:${away.address().port}`;
  await new Promise((resolve) => away.close(resolve));
  const listening = (service, ask) => `
    import { EpilogueClient } from "epilogue-client";
    const client = new EpilogueClient({ url: "${service}", key: "${key}" });
    client.on("error", () => {});
    ${ask ? `await client.hasFinalStateConsensus("${sessionId}");` : ""}
    client.on("finalStateConsensus", () => {});
    ${ask ? `await client.hasFinalStateConsensus("${sessionId}"); await new Promise((resolve) => setTimeout(resolve, 1500));` : ""}
    console.log("at the end");`;
  for (const program of [listening(url, true), listening(url, false), listening(closed, false)]) {
    const { stdout } = await run(process.execPath, ["--input-type=module", "-e", program], { timeout: 600_000, cwd: import.meta.dirname });
    assert.equal(stdout.trim(), "at the end");
  }
});

test("a refused credential is told, and does not end the listening", { skip }, async (t) => {
  const { url } = await service("v1");
  const epilogue = new EpilogueClient({ url, key: "epk_000000000000_nobody" });
  t.after(() => epilogue.close());
  const trouble = await new Promise((resolve) => {
    epilogue.on("error", resolve);
    epilogue.on("finalStateConsensus", () => {});
  });
  assert.equal(trouble.code, "unauthenticated");
  assert.throws(() => epilogue.on("finalStateConsens", () => {}), TypeError);
});

// A service that lies, fails, falls silent or is slow: played by a server of the test's own.

import assert from "node:assert/strict";
import { createServer } from "node:http";
import { test } from "node:test";
import { EpilogueClient, EpilogueError, PayloadMismatch } from "epilogue-client";
import { declineText, signInText } from "epilogue-client/payloads";
import { requireOwn } from "../../main/js/lib/signin.js";
import { ALICE, BOB, client, DIALECTS, eventually, service, session, skip } from "./services.js";

const SESSION = "0x" + "11".repeat(32);
const problem = (status, code, more = {}) => ({
  status,
  type: "application/problem+json",
  body: { type: `about:${code}`, title: code, status, detail: code, instance: null, code, retryable: false, retryAfter: null, actor: "CALLER", violations: [], ...more },
});

/** Answers by the given function, and remembers what it was asked. */
async function played(t, answer, options = {}) {
  const asked = [];
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    asked.push({ method: request.method, url: request.url, headers: request.headers, body: body && JSON.parse(body) });
    const given = await answer(asked.length, request, response, body && JSON.parse(body));
    if (given === undefined) return;
    response.writeHead(given.status, { "content-type": given.type ?? "application/json" });
    response.end(given.body === undefined ? "" : typeof given.body === "string" ? given.body : JSON.stringify(given.body));
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${server.address().port}`;
  const epilogue = new EpilogueClient({ url, key: "epk_test", ...options });
  t.after(() => {
    epilogue.close();
    server.closeAllConnections();
    server.close();
  });
  return { asked, epilogue, url };
}

test("what may succeed later is repeated, under one key", async (t) => {
  const { asked, epilogue } = await played(t, (time, _, response) => {
    if (time === 1) return problem(503, "node-unavailable", { retryable: true });
    if (time === 2) return void response.destroy();
    if (time === 3) return { status: 502, type: "text/html", body: "<html>502 Bad Gateway</html>" };
    if (time === 4) return problem(409, "idempotency-in-progress", { retryable: true });
    return { status: 200, body: { ok: true } };
  });
  assert.deepEqual(await epilogue.request("POST", "/v1/closures/x/extension", { body: { seconds: 1 } }), { ok: true });
  assert.equal(asked.length, 5);
  const keys = new Set(asked.map(({ headers }) => headers["idempotency-key"]));
  assert.equal(keys.size, 1);
  assert.match([...keys][0], /^js-[0-9a-f]{32}$/);
  assert.equal(asked[0].headers.authorization, "Bearer epk_test");
  await epilogue.request("POST", "/v1/closures/x/extension", { body: { seconds: 1 } });
  assert.ok(!keys.has(asked.at(-1).headers["idempotency-key"]), "another call has another key");
});

test("what never succeeds is not repeated, and says why", async (t) => {
  const { asked, epilogue } = await played(t, () => problem(422, "allocation-sum", { violations: [{ path: "finalState", code: "allocation-sum", detail: "x" }] }));
  await assert.rejects(epilogue.request("POST", "/v1/closures", { body: {} }), (failure) => {
    assert.ok(failure instanceof EpilogueError);
    assert.equal(failure.code, "allocation-sum");
    assert.equal(failure.retryable, false);
    assert.equal(failure.problem.violations[0].path, "finalState");
    return true;
  });
  assert.equal(asked.length, 1);
});

test("the service says how long to wait, and patience has an end", async (t) => {
  const times = [];
  const { epilogue } = await played(t, (time) => {
    times.push(Date.now());
    return time === 1 ? problem(429, "rate-limited", { retryable: true, retryAfter: 1 }) : { status: 200, body: {} };
  });
  await epilogue.request("GET", "/v1/nodes");
  assert.ok(times[1] - times[0] >= 950, `${times[1] - times[0]} ms`);
  const hasty = await played(t, () => problem(503, "overloaded", { retryable: true, retryAfter: 3 }), { patience: 1000 });
  await assert.rejects(hasty.epilogue.request("GET", "/v1/nodes"), { code: "overloaded", retryable: true });
  assert.equal(hasty.asked.length, 1);
});

test("a wait that is none is no reason to ask at once and for ever", async (t) => {
  for (const retryAfter of ["soon", -5, 0]) {
    const { asked, epilogue } = await played(t, () => problem(503, "overloaded", { retryable: true, retryAfter }), { patience: 500 });
    await assert.rejects(epilogue.request("GET", "/v1/nodes"), { code: "overloaded" });
    assert.ok(asked.length < 6, `${asked.length} times (${retryAfter})`);
  }
});

/** Every call that waits for somebody. */
const CALLS = {
  getApplicationState: (c, o) => c.getApplicationState(SESSION, o),
  getFinalApplicationState: (c, o) => c.getFinalApplicationState(SESSION, o),
  closeApplicationSession: (c, o) => c.closeApplicationSession({ sessionId: SESSION }, o),
  signState: (c, o) => c.signState(SESSION, { allocations: [] }, o),
  hasFinalStateConsensus: (c, o) => c.hasFinalStateConsensus(SESSION, o),
  finalizeApplicationSessionClosure: (c, o) => c.finalizeApplicationSessionClosure(SESSION, o),
  updateChannelState: (c, o) => c.updateChannelState(SESSION, o),
  isApplicationSessionActive: (c, o) => c.isApplicationSessionActive(SESSION, o),
  getClosedSessionData: (c, o) => c.getClosedSessionData(SESSION, o),
  getChannelAllocation: (c, o) => c.getChannelAllocation(SESSION, o),
  getChannels: (c, o) => c.getChannels(SESSION, o),
  getPendingSigners: (c, o) => c.getPendingSigners(SESSION, o),
  extendClosureTimeout: (c, o) => c.extendClosureTimeout(SESSION, 60, o),
  challengeApplicationState: (c, o) => c.challengeApplicationState(SESSION, o),
  getSessionTimeout: (c, o) => c.getSessionTimeout(SESSION, o),
  declineState: (c, o) => c.declineState(SESSION, { reason: "no", ...o }),
  canSign: (c, o) => c.canSign(SESSION, o),
  signIn: (c, o) => c.signIn(ALICE, o),
  events: (c, o) => c.events({ closureId: "018f", ...o }).next(),
  request: (c, o) => c.request("GET", "/v1/nodes", o),
};

test("every call can be given up while the service says nothing, and before it is made", async (t) => {
  const { asked, epilogue } = await played(t, () => undefined, { signers: [ALICE] });
  const calls = Object.getOwnPropertyNames(EpilogueClient.prototype).filter((name) => !["constructor", "on", "close"].includes(name));
  assert.deepEqual(Object.keys(CALLS).sort(), calls.sort());
  for (const [name, call] of Object.entries(CALLS)) {
    const before = asked.length;
    const late = AbortSignal.abort(new Error("never mind"));
    await assert.rejects(call(epilogue, { signal: late }), { message: "never mind" }, name);
    assert.equal(asked.length, before, name);
    const stop = new AbortController();
    const waiting = assert.rejects(call(epilogue, { signal: stop.signal }), { message: "enough" }, name);
    await eventually(name, () => asked.length > before);
    stop.abort(new Error("enough"));
    await waiting;
  }
});

test("whoever waits for a wallet, or for a token, can be told to stop", async (t) => {
  for (const given of [{ key: undefined, token: () => new Promise(() => {}) }, { signers: [{ provider: { request: () => new Promise(() => {}) } }] }]) {
    const closure = { id: "018f", sessionId: SESSION, dialect: "nitronode-v1", endedAt: null, session: { closed: false }, participants: [{ participant: ALICE.address }], consensus: { signed: [] }, finalState: {} };
    const { epilogue } = await played(t, () => ({ status: 200, body: { closures: [closure] } }), given);
    const stop = new AbortController();
    setTimeout(() => stop.abort(new Error("enough")), 100);
    await assert.rejects(epilogue.canSign(SESSION, { signal: stop.signal }), { message: "enough" });
  }
});

test("a channel that waits for somebody says for whom, and one that is on its way is waited for", async (t) => {
  const update = (status, more = {}) => ({ status: 200, body: { id: "018f", mode: "ACKNOWLEDGE", status, participant: BOB.address, asset: "yusd", detail: null, problem: null, allocation: null, ...more } });
  const told = { WAITING_SIGNATURE: /must sign for it/, UNACKNOWLEDGED: /has not signed for it in time/, NO_CREDIT: /no closure has paid yusd/, NO_CHANNEL: /has no channel for yusd/, CHALLENGED: /under challenge/, FAILED: /FAILED/ };
  for (const [status, message] of Object.entries(told)) {
    const { epilogue } = await played(t, () => update(status));
    await assert.rejects(epilogue.updateChannelState(SESSION), (failure) => {
      assert.equal(failure.code, "channel-not-updated");
      assert.equal(failure.participant, BOB.address);
      assert.equal(failure.update.status, status);
      assert.match(failure.message, message);
      return status === "WAITING_SIGNATURE" ? failure.message.includes(BOB.address) : true;
    });
  }
  const { asked, epilogue } = await played(t, (time) => (time < 3 ? update(["PENDING", "SENT"][time - 1]) : update("CONFIRMED", { allocation: { channelId: SESSION } })));
  assert.deepEqual(await epilogue.updateChannelState(SESSION), { channelId: SESSION });
  assert.deepEqual(asked.map(({ method }) => method), ["POST", "GET", "GET"]);
});

test("nothing there is a failure of the network, and may be tried again", async () => {
  const epilogue = new EpilogueClient({ url: "http://127.0.0.1:9", patience: 500 });
  await assert.rejects(epilogue.request("GET", "/v1/nodes"), { code: "network", retryable: true, problem: null });
});

test("a token that has to be renewed is asked for at every call", async (t) => {
  let count = 0;
  const { asked, epilogue } = await played(t, () => ({ status: 200, body: {} }), { key: undefined, token: async () => `token-${++count}` });
  await epilogue.request("GET", "/v1/nodes");
  await epilogue.request("GET", "/v1/nodes");
  assert.deepEqual(asked.map(({ headers }) => headers.authorization), ["Bearer token-1", "Bearer token-2"]);
});

const event = (position, more = {}) => `id: ${position}\nevent: signature.accepted\ndata: ${JSON.stringify({ position: String(position), type: "signature.accepted", ...more })}\n\n`;

test("a stream goes on where it was, over ended and silent connections, and ends where nothing can follow", async (t) => {
  const { asked, epilogue } = await played(
    t,
    (time, request, response) => {
      if (time === 4) return { status: 204 };
      if (time === 3) return problem(503, "overloaded", { retryable: true });
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.write(`: heartbeat\n\nid: ${2 * time - 2}\nevent: stream.opened\ndata: {"type":"stream.opened","position":"${2 * time - 2}"}\n\n`);
      response.write(`${event(2 * time - 1)}${event(2 * time)}`);
      if (time === 1) response.end();
      // the second connection falls silent
    },
    { silence: 3_000 },
  );
  const seen = [];
  for await (const { position } of epilogue.events({ closureId: "018f", types: ["signature.accepted", "closure.ended"] })) seen.push(position);
  assert.deepEqual(seen, ["1", "2", "3", "4"]);
  assert.deepEqual(asked.map(({ headers }) => headers["last-event-id"]), [undefined, "2", "4", "4"]);
  assert.equal(asked[0].url, "/v1/closures/018f/events?types=signature.accepted%2Cclosure.ended");
});

test("a stream that is not to be read is an error at once", async (t) => {
  const { epilogue } = await played(t, () => problem(404, "closure-not-found"));
  await assert.rejects(epilogue.events({ closureId: "018f" }).next(), { code: "closure-not-found" });
});

test("a stream ends when its reader leaves, and when it is told to", async (t) => {
  let closed = 0;
  const { epilogue } = await played(t, (time, _, response) => {
    response.writeHead(200, { "content-type": "text/event-stream" });
    response.write(event(1));
    response.on("close", () => closed++);
  });
  for await (const _ of epilogue.events({ closureId: "018f" })) break;
  await eventually("the connection's end", () => closed === 1);
  const stop = new AbortController();
  const reading = (async () => {
    for await (const _ of epilogue.events({ closureId: "018f", signal: stop.signal })) stop.abort(new Error("enough"));
  })();
  await assert.rejects(reading, { message: "enough" });
  await eventually("the connection's end", () => closed === 2);
});

test("a reader that takes its time holds the sender back", async (t) => {
  let written = 0;
  const block = "x".repeat(64 * 1024);
  const { epilogue } = await played(t, (_, request, response) => {
    response.writeHead(200, { "content-type": "text/event-stream" });
    const more = () => {
      while (!response.destroyed && written < 5000 && response.write(event(++written, { block })));
      if (written < 5000) response.once("drain", more);
    };
    more();
  });
  const reader = epilogue.events({ closureId: "018f" });
  await reader.next();
  let before = -1;
  await eventually("standstill", async () => {
    const stands = before === written;
    before = written;
    await new Promise((resolve) => setTimeout(resolve, 200));
    return stands;
  });
  assert.ok(written < 1000, `${written} events of 64 KiB were sent to somebody who had read one`);
  await reader.return();
});

for (const dialect of DIALECTS) {
  test(`${dialect}: a service that lies by one letter never gets a signature`, { skip }, async (t) => {
    const { url, key } = await service(dialect);
    const honest = await client(t, dialect);
    const lies = {
      amount: (text) => text.replaceAll('"amount":"50"', '"amount":"50.1"'),
      participant: (text) => text.replaceAll(BOB.address, ALICE.address),
      message: (text) => text.replace(/"message":"0x(..)/, (_, two) => `"message":"0x${two === "5b" ? "5c" : two === "00" ? "01" : "00"}`),
      digest: (text) => text.replace(/"digest":"0x(..)/, (_, two) => `"digest":"0x${two === "00" ? "01" : "00"}`),
      version: (text) => text.replace(/"versionNumber":([0-9]+)/, (_, number) => `"versionNumber":${Number(number) + 1}`),
      data: (text) => text.replace(/"sessionData":(null|"")/, '"sessionData":"mine"'),
      scheme: (text) => text.replace(/"scheme":"(EIP191|RAW)"/, (_, one) => `"scheme":"${one === "RAW" ? "EIP191" : "RAW"}"`),
    };
    for (const [name, lie] of Object.entries(lies)) {
      let asked = 0;
      const signer = { address: ALICE.address, sign: () => assert.fail(`asked to sign (${name})`, asked++) };
      const liar = async (address, options) => {
        const response = await fetch(address, options);
        if (!String(address).includes("/payloads")) return response;
        const text = await response.text();
        const lied = lie(text);
        assert.notEqual(lied, text, name);
        return new Response(lied, { status: response.status, headers: response.headers });
      };
      const epilogue = new EpilogueClient({ url, key, signers: [signer], fetch: liar });
      t.after(() => epilogue.close());
      const sessionId = await session(dialect);
      const finalState = await honest.getFinalApplicationState(sessionId);
      await assert.rejects(epilogue.closeApplicationSession({ sessionId, finalState }), PayloadMismatch, name);
      assert.equal(asked, 0);
      assert.equal((await honest.getPendingSigners(sessionId)).length, 2);
    }
  });
}

test("a text of another page, account, chain or time is not signed to sign in", () => {
  const own = { origin: "https://close.example", address: ALICE.address, chainId: 1, nonce: "abcdefgh12345678", issuedAt: "2026-11-29T12:00:00Z", expiresAt: "2026-11-29T12:05:00Z" };
  const mine = { origin: own.origin, address: own.address, chainId: 1 };
  const invited = (other) => ({ message: signInText({ ...own, ...other }), nonce: { ...own, ...other }.nonce });
  requireOwn(invited({}), mine);
  for (const other of [{ origin: "https://evil.example" }, { address: BOB.address }, { chainId: 2 }, { expiresAt: "2027-11-29T12:05:00Z" }, { expiresAt: "2026-11-29T11:00:00Z" }]) {
    assert.throws(() => requireOwn(invited(other), mine), PayloadMismatch, JSON.stringify(other));
  }
  const { message, nonce } = invited({});
  for (const lied of [message + "\n", message.replace("Version: 1", "Version: 1\nResources:\n- x"), message.replace("no money", "money"), "", declineText({ service: "s", closureId: "c", round: 1, sessionId: SESSION, reason: "r" })]) {
    assert.throws(() => requireOwn({ message: lied, nonce }, mine), PayloadMismatch);
  }
  assert.throws(() => requireOwn({ message, nonce: "zzzzzzzzzzzz" }, mine), PayloadMismatch);
});

test("a link is taken with the page's address before it, or without", async (t) => {
  const { asked, epilogue } = await played(t, () => ({ status: 200, body: {} }), { key: undefined, link: "https://close.example/s/018f#epl_abc" });
  await epilogue.request("GET", "/v1/access");
  assert.equal(asked[0].headers.authorization, "Bearer epl_abc");
  assert.throws(() => new EpilogueClient({ url: "http://localhost", link: "https://close.example/s/018f" }), TypeError);
});

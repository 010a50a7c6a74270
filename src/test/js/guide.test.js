// An application in the guide's shape runs as it is, whoever is the last to sign; also where it is killed between any two of its lines
// and started again.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { test } from "node:test";
import { ALICE, BOB, client, DIALECTS, eventually, recount, service, session, skip } from "./services.js";

/** @returns the line that it printed, or the signal that ended it */
const run = (given) =>
  new Promise((resolve, reject) => {
    execFile(process.execPath, ["run.js", JSON.stringify(given)], { cwd: new URL("guide/", import.meta.url), timeout: 600_000 }, (failure, out, err) => {
      if (failure?.signal === "SIGKILL" && !failure.killed) resolve("killed");
      else if (failure) reject(new Error(`${failure.message}\n${out}\n${err}`));
      else resolve(JSON.parse(out));
    });
  });

/** Bob signs what is proposed, sooner or later; what is paid is counted again without the wait for it. */
async function bobSigns(t, dialect, sessionId) {
  const bobs = await client(t, dialect, { signers: [BOB] });
  const [closure] = await eventually("a proposal that Alice has signed", async () => {
    const { closures } = await bobs.request("GET", `/v1/sessions/${sessionId}/closures`);
    return closures.some((each) => each.consensus.signed.length > 0) && closures;
  });
  await bobs.signState(sessionId, closure.finalState);
  await eventually("the close", async () => !(await bobs.isApplicationSessionActive(sessionId)));
  await eventually("the end", async () => {
    await recount(dialect, closure.id);
    return (await bobs.request("GET", `/v1/closures/${closure.id}`)).endedAt !== null;
  });
  return closure;
}

function assertSettled(result, sessionId) {
  assert.equal(result.error, null);
  assert.equal(result.active, false);
  assert.equal(result.closed.outcome, "COOPERATIVE");
  assert.equal(result.closed.source, "EPILOGUE");
  if (result.proved !== null) assert.equal(result.proved.allocation.credits.find((each) => each.sessionId === sessionId).amount, "50");
}

for (const dialect of DIALECTS) {
  test(`${dialect}: it is told when the last one signs, and finishes`, { skip }, async (t) => {
    const { url, key, channelId } = await service(dialect);
    const sessionId = await session(dialect);
    const running = run({ url, key, channelId, sessionId, wait: true });
    const closure = await bobSigns(t, dialect, sessionId);
    const result = await running;
    assert.equal(result.told, 1);
    assert.equal(result.closed.closureId, closure.id);
    assertSettled(result, sessionId);
  });

  test(`${dialect}: where all have signed it finishes at once`, { skip }, async (t) => {
    const { url, key, channelId } = await service(dialect);
    const sessionId = await session(dialect);
    const bobs = await client(t, dialect, { signers: [BOB] });
    await bobs.closeApplicationSession({ sessionId });
    const result = await run({ url, key, channelId, sessionId, wait: true });
    assert.equal(result.told, 1);
    assert.notEqual(result.proved, null);
    assertSettled(result, sessionId);
  });

  test(`${dialect}: where somebody never signs it asks for time, and for a challenge`, { skip }, async (t) => {
    const { url, key, channelId } = await service(dialect);
    const sessionId = await session(dialect);
    const epilogue = await client(t, dialect);
    const first = await run({ url, key, channelId, sessionId, wait: false });
    assert.equal(first.active, true);
    assert.equal(first.closed, "session-open");
    assert.equal(first.challenged, null);
    const second = await run({ url, key, channelId, sessionId, wait: false, ahead: 2 * 3_600_000 });
    assert.equal(second.challenged.started, false);
    assert.ok(second.challenged.reasons.length > 0);
    assert.deepEqual((await epilogue.getPendingSigners(sessionId)).map((each) => each.participant), [BOB.address]);
    const { closures } = await epilogue.request("GET", `/v1/sessions/${sessionId}/closures`);
    assert.equal(closures.length, 1);
    assert.equal(closures[0].consensus.signed[0]?.participant ?? ALICE.address, ALICE.address);
  });

  test(`${dialect}: killed behind any of its lines and started again, it closes once`, { skip, concurrency: 4 }, async (t) => {
    const { url, key, channelId } = await service(dialect);
    const lines = await run({ kill: -1 });
    const reached = new Set();
    const each = async (kill, bob) => {
      const sessionId = await session(dialect);
      const given = { url, key, channelId, sessionId };
      if (bob === "signed before") await closed(t, dialect, sessionId);
      const signing = bob === "signs meanwhile" ? bobSigns(t, dialect, sessionId) : null;
      const first = await run({ ...given, kill, wait: bob !== "signs later" });
      if (first === "killed") reached.add(kill);
      const again = run({ ...given, wait: true });
      await (bob === "signs later" ? bobSigns(t, dialect, sessionId) : signing);
      const result = await again;
      assertSettled(result, sessionId);
      const { closures } = await (await client(t, dialect)).request("GET", `/v1/sessions/${sessionId}/closures`);
      assert.equal(closures.length, 1);
      assert.equal(result.closed.closureId, closures[0].id);
    };
    const tries = Object.entries(PLACES).flatMap(([bob, places]) => places.map((kill) => [kill, bob]));
    await Promise.all(tries.map(([kill, bob]) => t.test(`behind line ${kill}, where Bob ${bob}`, () => each(kill, bob))));
    // all but what the program does where the money does not come, or the session stays open
    const missed = Array.from({ length: lines }, (_, at) => at + 1).filter((line) => !reached.has(line));
    assert.ok(missed.every((line) => line === 12), `the program never came to the end of the lines ${missed}`);
  });
}

const some = (from, to) => Array.from({ length: to - from + 1 }, (_, at) => from + at);
/** Behind which lines the program is killed, by what Bob does. */
const PLACES = {
  "signs meanwhile": [...some(1, 7), 9, 10, 11, 13, 17, 18, 19],
  "signs later": [2, 3, 7, 13],
  "signed before": [8, 9, 10, 14, 15, 16],
};

/** Both have signed, and the close is proved. */
async function closed(t, dialect, sessionId) {
  const both = await client(t, dialect, { signers: [ALICE, BOB] });
  const { closureId } = await both.closeApplicationSession({ sessionId });
  await recount(dialect, closureId);
}

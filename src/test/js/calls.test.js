// The guide's calls, at services of every dialect that let nobody in without a credential.

import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { describe, test } from "node:test";
import { toHex } from "viem";
import { generatePrivateKey, privateKeyToAccount } from "viem/accounts";
import { EpilogueClient, EpilogueError } from "epilogue-client";
import { ALICE, BOB, CAROL, client, DIALECTS, recount, registerKey, service, session, skip, update } from "./services.js";

for (const dialect of DIALECTS) describe(dialect, { skip, concurrency: 4 }, () => {
  const at = test;
  const both = (t) => client(t, dialect, { signers: [ALICE, BOB] });

  at("a session closes as it stands, and every call says so", async (t) => {
    const epilogue = await both(t);
    const sessionId = await session(dialect);
    assert.equal(await epilogue.isApplicationSessionActive(sessionId), true);
    assert.equal(await epilogue.hasFinalStateConsensus(sessionId), false);
    await assert.rejects(epilogue.getClosedSessionData(sessionId), { code: "session-open" });
    const finalState = await epilogue.getFinalApplicationState(sessionId);
    assert.equal(finalState.isFinal, true);
    assert.equal(typeof finalState.versionNumber, "number");

    const result = await epilogue.closeApplicationSession({ sessionId, finalState, reference: "table-17" });

    assert.equal(result.closed, true);
    assert.equal(result.outcome, "COOPERATIVE");
    assert.equal(result.reference, "table-17");
    assert.deepEqual(result.pendingSigners, []);
    assert.equal(result.sessionTimeout, await epilogue.getSessionTimeout(sessionId));
    assert.ok(result.sessionTimeout > Date.now());
    assert.equal(await epilogue.hasFinalStateConsensus(sessionId), true);
    assert.equal((await epilogue.finalizeApplicationSessionClosure(sessionId)).id, result.closureId);
    assert.equal(await epilogue.isApplicationSessionActive(sessionId), false);
    const closed = await epilogue.getClosedSessionData(sessionId);
    assert.equal(closed.closureId, result.closureId);
    assert.equal(closed.source, "EPILOGUE");
    assert.deepEqual(await epilogue.getPendingSigners(sessionId), []);
    await assert.rejects(epilogue.getFinalApplicationState(sessionId), { code: "session-closed", retryable: false });
  });

  at("another split closes as well, with data, and the money reaches the channel", async (t) => {
    const epilogue = await both(t);
    const { channelId } = await service(dialect);
    const sessionId = await session(dialect);
    const current = await epilogue.getApplicationState(sessionId);
    const allocations = [
      { participant: ALICE.address, asset: "yusd", amount: "80.000001" },
      { participant: BOB.address.toLowerCase(), asset: "yusd", amount: "7.499999" },
    ];
    const sessionData = dialect === "v1" ? current.sessionData : '{"winner":"alice","path":"a\\\\b"}';
    const byHand = { ...current, allocations, sessionData, isFinal: true, versionNumber: current.versionNumber + 1, timestamp: Date.now() };

    const signed = await epilogue.signState(sessionId, byHand);

    assert.equal(signed.signatures.length, 2);
    assert.equal(signed.signatures[0].signatures.length, dialect === "v1" ? 2 : 1);
    assert.equal(signed.consensus.reached, true);
    assert.equal(signed.sessionData, sessionData);
    const closure = await epilogue.finalizeApplicationSessionClosure(sessionId);
    assert.equal(closure.outcome, "COOPERATIVE");
    await recount(dialect, closure.id);
    const [channel] = (await epilogue.getChannels(sessionId)).filter((each) => each.participant === ALICE.address);
    assert.equal(channel.channelId, channelId);
    const updated = await epilogue.updateChannelState(channelId);
    const credit = updated.credits.find((each) => each.sessionId === sessionId);
    assert.equal(credit.amount, "80.000001");
    assert.equal((await epilogue.getChannelAllocation(channelId)).channelId, channelId);
  });

  at("who has not signed is pending; a second program signs the rest", async (t) => {
    const alices = await client(t, dialect, { signers: [ALICE] });
    const bobs = await client(t, dialect, { signers: [BOB] });
    const sessionId = await session(dialect);
    const finalState = await alices.getFinalApplicationState(sessionId);

    const first = await alices.closeApplicationSession({ sessionId, finalState });
    assert.equal(first.closed, false);
    assert.equal(first.status, "COLLECTING");
    assert.equal(first.waitingFor, "SIGNATURES");
    assert.deepEqual(first.pendingSigners.map((each) => each.participant), [BOB.address]);
    assert.deepEqual(await alices.getPendingSigners(sessionId), first.pendingSigners);
    assert.equal(await alices.hasFinalStateConsensus(sessionId), false);

    const joined = await bobs.closeApplicationSession({ sessionId, finalState });
    assert.equal(joined.closureId, first.closureId);
    assert.equal(joined.closed, true);
  });

  at("what is signed already may be passed on to a close, and again", async (t) => {
    const alices = await client(t, dialect, { signers: [ALICE] });
    const sessionId = await session(dialect);
    const signed = await alices.signState(sessionId, await alices.getFinalApplicationState(sessionId));
    const again = await alices.signState(sessionId, signed);
    assert.deepEqual(again.signatures, []);
    const bobs = await client(t, dialect, { signers: [BOB] });
    const result = await bobs.closeApplicationSession({ sessionId, finalState: signed });
    assert.equal(result.closed, true);
    const repeated = await bobs.closeApplicationSession({ sessionId, finalState: signed });
    assert.equal(repeated.closed, true);
    assert.equal(repeated.closureId, result.closureId);
  });

  at("another state than the one under way is neither joined nor signed", async (t) => {
    const alices = await client(t, dialect, { signers: [ALICE] });
    const sessionId = await session(dialect);
    const { closureId } = await alices.closeApplicationSession({ sessionId, sign: false });
    const current = await alices.getApplicationState(sessionId);
    const allocations = [{ participant: ALICE.address, asset: "yusd", amount: "87.5" }];
    const differs = { code: "state-differs", path: `allocations (yusd of ${ALICE.address})`, expected: "87.5", actual: "50" };
    await assert.rejects(alices.signState(sessionId, { allocations }), differs);
    await assert.rejects(alices.closeApplicationSession({ sessionId, finalState: { allocations } }), differs);
    await assert.rejects(alices.signState(sessionId, { ...current, versionNumber: current.versionNumber + 2 }), { code: "state-differs", path: "versionNumber" });
    await assert.rejects(alices.signState(sessionId, { ...current, versionNumber: current.versionNumber + 1, sessionData: "x" }), { code: "state-differs", path: "sessionData" });
    const closure = await alices.request("GET", `/v1/closures/${closureId}`);
    assert.deepEqual(closure.consensus.signed, []);
  });

  at("a misspelt member is refused and never becomes a close at another split", async (t) => {
    const epilogue = await both(t);
    const sessionId = await session(dialect);
    await assert.rejects(epilogue.closeApplicationSession({ sessionId, finalState: { alocations: [] } }), (failure) => {
      assert.ok(failure instanceof EpilogueError);
      assert.equal(failure.code, "unknown-member");
      assert.equal(failure.problem.status, 400);
      return true;
    });
    await assert.rejects(epilogue.getPendingSigners(sessionId), { code: "closure-not-found" });
  });

  at("more time is given, and too late is an answer", async (t) => {
    const epilogue = await both(t);
    const sessionId = await session(dialect);
    const { closureId, deadline, sessionTimeout } = await epilogue.closeApplicationSession({ sessionId, sign: false });
    const before = await epilogue.extendClosureTimeout(sessionId, 3600);
    // what is signed on 0.x has an end of its own: more time takes another round
    assert.equal(before.extended, dialect === "v1");
    assert.equal(before.newRoundNeeded, dialect !== "v1");
    const extension = before.extended ? before : await epilogue.extendClosureTimeout(sessionId, 3600, { newRound: true });
    assert.equal(extension.extended, true);
    assert.equal(extension.sessionTimeout, sessionTimeout);
    assert.equal(extension.signaturesKept, dialect === "v1");
    assert.equal(Date.parse(extension.deadline), Date.parse(deadline) + 3_600_000);
    await epilogue.request("POST", `/v1/closures/${closureId}/cancellation`, { body: { reason: "changed our mind" } });
    const late = await epilogue.extendClosureTimeout(sessionId, 3600);
    assert.equal(late.extended, false);
    assert.equal(late.reason, "closure-ended");
  });

  at("what cannot be challenged is told with its reasons", async (t) => {
    const epilogue = await both(t);
    const sessionId = await session(dialect);
    await epilogue.closeApplicationSession({ sessionId, sign: false });
    const report = await epilogue.challengeApplicationState(sessionId);
    assert.equal(report.started, false);
    assert.ok(report.reasons.length > 0);
    for (const list of ["recoverable", "notRecoverable", "frozen"]) assert.ok(Array.isArray(report[list]), list);
    assert.ok("earliestFinality" in report);
  });

  at("a participant declines with its wallet, over a text that it sees", async (t) => {
    const epilogue = await client(t, dialect, { signers: [ALICE], origin: "http://localhost:8080" });
    const sessionId = await session(dialect);
    await epilogue.closeApplicationSession({ sessionId, sign: false });
    const closure = await epilogue.declineState(sessionId, { reason: "I won the last hand" });
    assert.deepEqual(closure.consensus.declined.map(({ participant, reason }) => [participant, reason]), [[ALICE.address, "I won the last hand"]]);
    assert.equal(await epilogue.hasFinalStateConsensus(sessionId), false);
  });

  at("a close that was given up is not waited for", async (t) => {
    const epilogue = await both(t);
    const sessionId = await session(dialect);
    const { closureId } = await epilogue.closeApplicationSession({ sessionId, sign: false });
    const refused = assert.rejects(epilogue.finalizeApplicationSessionClosure(sessionId), { code: "closure-ended" });
    await epilogue.request("POST", `/v1/closures/${closureId}/cancellation`, { body: { reason: "changed our mind" } });
    await refused;
  });

  at("whoever waits can be told to stop", async (t) => {
    const epilogue = await both(t);
    const sessionId = await session(dialect);
    await epilogue.closeApplicationSession({ sessionId, sign: false });
    const stop = new AbortController();
    setTimeout(() => stop.abort(new Error("enough")), 200);
    await assert.rejects(epilogue.finalizeApplicationSessionClosure(sessionId, { signal: stop.signal }), { message: "enough" });
    setTimeout(() => epilogue.close(), 200);
    await assert.rejects(epilogue.finalizeApplicationSessionClosure(sessionId), { code: "client-closed" });
    await assert.rejects(epilogue.getApplicationState(sessionId), { code: "client-closed" });
  });

  at("the wallet of a link signs for itself, and the wallet that signed in does too", async (t) => {
    const epilogue = await client(t, dialect);
    const { url } = await service(dialect);
    const sessionId = await session(dialect);
    const finalState = await epilogue.getFinalApplicationState(sessionId);
    const { closureId } = await epilogue.closeApplicationSession({ sessionId, finalState });
    const made = await epilogue.request("POST", `/v1/closures/${closureId}/links`, { body: { participant: ALICE.address, expiresIn: "PT1H", reuse: true }, idempotent: false });

    const linked = new EpilogueClient({ url, link: made.url, signers: [ALICE] });
    t.after(() => linked.close());
    assert.equal((await linked.signState(sessionId, finalState)).signatures.length, 1);

    const wallet = new EpilogueClient({ url, origin: "http://localhost:8080", signers: [BOB] });
    t.after(() => wallet.close());
    const principal = await wallet.signIn(BOB);
    assert.equal(principal.kind, "WALLET");
    assert.equal((await wallet.signState(sessionId, finalState)).consensus.reached, true);
    for (const each of [linked, wallet, epilogue]) {
      assert.equal((await each.finalizeApplicationSessionClosure(sessionId)).outcome, "COOPERATIVE");
      assert.equal(await each.isApplicationSessionActive(sessionId), false);
    }
  });

  at("a session key signs where the wallet vouches for it, or where the node knows it", async (t) => {
    const key = privateKeyToAccount(generatePrivateKey());
    const provider = {
      async request({ method, params }) {
        if (method === "eth_requestAccounts") return [ALICE.address];
        if (method === "personal_sign") return ALICE.signMessage({ message: { raw: params[0] } });
        const { EIP712Domain, ...types } = JSON.parse(params[1]).types;
        return ALICE.signTypedData({ ...JSON.parse(params[1]), types });
      },
    };
    const sessionId = await session(dialect);
    const browser = await client(t, dialect, { signers: [provider] });
    const [told] = await browser.canSign(sessionId);
    assert.equal(told.able, dialect === "v1");
    const finalState = await browser.getFinalApplicationState(sessionId);
    if (dialect !== "v1") {
      assert.match(told.reason, /session key/);
      await assert.rejects(browser.signState(sessionId, finalState), { code: "signer-unable" });
    }
    await registerKey(dialect, key.address);
    const signer = { participant: ALICE.address, sessionKey: key, ...(dialect === "v1" ? {} : { wallet: provider }) };
    const keyed = await client(t, dialect, { signers: [signer, BOB] });
    const result = await keyed.closeApplicationSession({ sessionId, finalState });
    assert.equal(result.closed, true);
    assert.equal(result.consensus.signed.find((each) => each.participant === ALICE.address).signer, key.address);
    const other = await session(dialect);
    const wallets = await client(t, dialect, { signers: [provider] });
    if (dialect === "v1") assert.equal((await wallets.signState(other, await wallets.getFinalApplicationState(other))).signatures.length, 1);
  });

  at("a round that others have moved on is signed again only where it says the same", async (t) => {
    const alices = await client(t, dialect, { signers: [ALICE] });
    const sessionId = await session(dialect);
    const finalState = await alices.getFinalApplicationState(sessionId);
    await alices.closeApplicationSession({ sessionId, finalState });
    await update(dialect, sessionId, { alice: "60", bob: "27.5" });
    const bobs = await client(t, dialect, { signers: [BOB] });
    await assert.rejects(
      (async () => {
        // on 0.x nothing that was signed falls away by an update: there Bob may sign, and the close is at what was agreed
        const { consensus } = await bobs.signState(sessionId, finalState);
        if (dialect !== "v1" && consensus.reached) throw new EpilogueError("state-differs", "as agreed");
        for (;;) {
          await bobs.signState(sessionId, finalState);
          await new Promise((resolve) => setTimeout(resolve, 50));
        }
      })(),
      { code: "state-differs" },
    );
  });

  at("a stranger's signer signs nothing, and no signer at all is told", async (t) => {
    const sessionId = await session(dialect);
    const carols = await client(t, dialect, { signers: [CAROL] });
    const finalState = await carols.getFinalApplicationState(sessionId);
    await assert.rejects(carols.signState(sessionId, finalState), { code: "no-signer" });
    await assert.rejects((await client(t, dialect)).signState(sessionId, finalState), { code: "no-signer" });
    assert.deepEqual(await carols.canSign(sessionId), []);
  });

  at("unknown sessions and bad credentials are errors, not answers", async (t) => {
    const epilogue = await both(t);
    const unknown = toHex(randomBytes(32));
    await assert.rejects(epilogue.isApplicationSessionActive(unknown), { code: "session-not-found" });
    await assert.rejects(epilogue.finalizeApplicationSessionClosure(unknown), EpilogueError);
    await assert.rejects(epilogue.isApplicationSessionActive("0x12"), TypeError);
    const { url } = await service(dialect);
    const nobody = new EpilogueClient({ url });
    await assert.rejects(nobody.getApplicationState(unknown), { code: "unauthenticated", retryable: false });
    assert.throws(() => new EpilogueClient({ url, key: "a", token: "b" }), TypeError);
  });
});

// Signing a round: look, compare with what was agreed, rebuild, ask the signers, hand in.

import { sameAddress } from "./address.js";
import { hasConsensus, isClosed } from "./closures.js";
import { EpilogueError, PayloadMismatch } from "./errors.js";
import { waited } from "./http.js";
import { instantOf, mandateTypedData } from "./mandate.js";
import { difference, rebuild } from "./rebuild.js";
import { hindrance } from "./signers.js";

/** Those of the signers that may sign for somebody in this closure, with what hinders them. */
export async function able(signers, closure) {
  const found = [];
  for (const signer of signers) {
    const address = await signer.participant();
    const member = closure.participants.find((each) => sameAddress(each.participant, address));
    if (member) found.push({ signer, participant: member.participant, hindrance: hindrance(signer, closure.dialect) });
  }
  return found;
}

/**
 * Once enough have signed, the session moves on by what they signed: then the same split at a later version is still the same state, of
 * which nothing is left to be signed.
 *
 * @throws EpilogueError `state-differs`, naming the first difference, where the closure would end with another state than this one
 */
export function requireSame(state, closure) {
  const { versionNumber, ...split } = state;
  const differs = difference(hasConsensus(closure) ? split : state, { ...closure.finalState, sessionId: closure.sessionId });
  if (differs === null) return;
  throw new EpilogueError("state-differs", `closure ${closure.id} ends with another state: ${differs.path} is ${differs.actual} there, not ${differs.expected}`, {
    closureId: closure.id,
    ...differs,
  });
}

/**
 * @param state what the caller agreed to; null agrees to what the closure shows
 * @returns `[{participant, signer, signatures}]` of those who signed now
 */
export async function signRound(http, signers, closure, state, signal) {
  if (isClosed(closure) || (state?.versionNumber ?? closure.finalState.versionNumber) !== closure.finalState.versionNumber) return [];
  const members = (await waited(able(signers, closure), http.any(signal))).filter(({ participant }) => !closure.consensus.signed.some((each) => sameAddress(each.participant, participant)));
  const unable = members.find((member) => member.hindrance !== null);
  if (unable) throw new EpilogueError("signer-unable", `${unable.participant} cannot sign: ${unable.hindrance}`, { participant: unable.participant });
  const signed = [];
  for (const { signer, participant } of members) signed.push(await signOne(http, signer, participant, closure, state, signal));
  return signed;
}

async function signOne(http, signer, participant, closure, state, signal) {
  const path = `/v1/closures/${closure.id}`;
  const { body: asked } = await http.call("GET", `${path}/payloads`, { query: { participant }, signal });
  if (asked.closureId !== closure.id) throw new PayloadMismatch("closureId", closure.id, asked.closureId);
  if (asked.round !== closure.round.number) throw roundMoved(closure, asked.round);
  const agreed = agreedOf(closure, state ?? closure.finalState);
  const about = { participant, closureId: closure.id, sessionId: closure.sessionId, application: closure.application, node: closure.node, allocations: agreed.allocations };
  // a wallet may ask its user for as long as it likes: whoever called need not wait for it
  const made = await waited(signatures(signer, rebuild(agreed, asked.payloads), participant, closure, about), http.any(signal));
  const { body } = await http.call("POST", `${path}/signatures`, { body: { participant, round: asked.round, ...made }, key: true, signal });
  return { participant, signer: body.receipts[0]?.signer ?? participant, signatures: made.signatures, receipts: body.receipts, consensus: body.consensus };
}

/** What a signature stands for: the state that was agreed to, in the closure's terms. */
export const agreedOf = (closure, state = closure.finalState) => ({
  dialect: closure.dialect,
  sessionId: closure.sessionId,
  participants: closure.participants.map((each) => each.participant),
  allocations: state.allocations ?? closure.finalState.allocations,
  sessionData: state.sessionData ?? null,
  versionNumber: closure.finalState.versionNumber,
});

export const roundMoved = (closure, round) =>
  new EpilogueError("round-superseded", `closure ${closure.id} has come to round ${round}: look at it again before signing`, { retryable: true, round });

async function signatures(signer, payloads, participant, closure, about) {
  const by = signer.key ?? signer.wallet;
  const v1 = closure.dialect === "nitronode-v1";
  const made = [];
  for (const payload of payloads) {
    const what = { ...about, purpose: payload.purpose, digest: payload.digest, text: payload.text };
    const signature = await (v1 ? by.personal({ hex: payload.message }, what) : by.raw(payload.digest, what));
    made.push(v1 && signer.key ? `0xa2${signature.slice(2)}` : signature);
  }
  return v1 || signer.key === null ? { signatures: made } : { signatures: made, mandate: await mandate(signer, participant, closure, about) };
}

async function mandate({ wallet, key, mandate: given, mandateFor }, participant, closure, about) {
  if (given) return given;
  const signer = await key.address();
  const end = Math.max(Date.now(), Date.parse(closure.deadline), Date.parse(closure.reopenableUntil ?? closure.deadline)) / 1000;
  const notAfter = Math.floor(end) + mandateFor;
  const signature = await wallet.typed(mandateTypedData({ participant, signer, sessionId: closure.sessionId, notAfter }), about);
  return { signer, notAfter: instantOf(notAfter), signature };
}

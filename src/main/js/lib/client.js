import { sameAddress } from "./address.js";
import { hasConsensus, isClosed, proposable, resultOf, standing, timeoutOf } from "./closures.js";
import { credentialOf } from "./credentials.js";
import { EpilogueError } from "./errors.js";
import { isHex } from "./hex.js";
import { Http, pauseAfter, sleep, waited } from "./http.js";
import { Listening } from "./listening.js";
import { participantSigner, signer } from "./signers.js";
import { able, requireSame, signRound } from "./signing.js";
import { signIn } from "./signin.js";
import { follow } from "./streams.js";
import { declineText } from "./texts.js";

/** As long as the service lets a caller wait at once. */
const WAIT = "PT20S";
const ROUNDS_AT_ONCE = 3;
const TOO_LATE = new Set(["not-extendable", "closure-ended", "round-sealed", "outcome-unknown", "session-closed"]);
const REACHED = new Set(["REFLECTED", "CONFIRMED"]);
const UNDER_WAY = new Set(["PENDING", "SENT"]);

/** Closes application sessions. Every call takes `{signal}` as its last argument; one client serves any number of sessions. */
export class EpilogueClient {
  #http;
  #signers;
  #origin;
  #node;
  #silence;
  #listening;
  #owners = new Map();

  constructor({ url, key, token, link, cookie, signers = [], origin, node, fetch, patience, silence }) {
    this.#http = new Http({ url, fetch, patience, credential: credentialOf({ key, token, link, cookie }) });
    this.#signers = signers.map(participantSigner);
    this.#origin = origin;
    this.#node = node;
    this.#silence = silence;
    this.#listening = new Listening(this.#http, (sessionId, signal) => this.#standing(sessionId, { signal, background: true }), silence);
  }

  /** The session as it stands now. */
  async getApplicationState(sessionId, options) {
    return this.#session(sessionId, "", options);
  }

  /** What a close at the current split would end with. */
  async getFinalApplicationState(sessionId, options) {
    return this.#session(sessionId, "/final-state", options);
  }

  /**
   * Proposes the close, or joins an equal one that is under way, and signs with the client's own signers. Comes back once the close is
   * proved where everybody who is needed has signed, else at once.
   */
  async closeApplicationSession({ sessionId, finalState, policy, reference, memo, node = this.#node, sign = true }, { signal } = {}) {
    this.#touch(sessionId);
    const state = finalState == null ? null : proposable(finalState);
    const body = { sessionId, node, finalState: state, policy, reference, memo };
    let { closure, done } = await this.#proposed(body, state, signal);
    if (done) return resultOf(closure);
    if (sign) closure = await this.#signed(closure, state, signal);
    return resultOf(hasConsensus(closure) ? await this.#untilProvedOrLost(closure, signal) : closure);
  }

  /** Signs this very state, with all of the client's signers who take part. */
  async signState(sessionId, state, { signal } = {}) {
    this.#touch(sessionId);
    if (this.#signers.length === 0) throw new EpilogueError("no-signer", "this client was given no signers");
    const agreed = proposable(state);
    let closure = await this.#standing(sessionId, { signal });
    if (closure === null || (closure.endedAt !== null && !isClosed(closure))) {
      closure = (await this.#proposed({ sessionId, node: this.#node, finalState: agreed }, agreed, signal)).closure;
    }
    requireSame(agreed, closure);
    const members = await this.#able(closure, signal);
    if (members.length === 0) throw new EpilogueError("no-signer", "none of this client's signers takes part in the session");
    const signatures = await this.#sign(closure, agreed, signal);
    const now = await this.#closure(closure.id, { signal });
    return { ...closure.finalState, closureId: now.id, round: closure.round.number, signatures, consensus: now.consensus };
  }

  /** Whether enough have signed. */
  async hasFinalStateConsensus(sessionId, options) {
    this.#touch(sessionId);
    const closure = await this.#standing(sessionId, options);
    if (closure === null || !hasConsensus(closure)) return false;
    this.#listening.knows(closure);
    return true;
  }

  /**
   * `finalStateConsensus`: `(sessionId, {closureId, round, unanimous})`, once for each round of each closure of every session that this
   * client has touched, also where it happened before. `error`: what hinders the listening.
   *
   * @returns a function that ends it
   */
  on(name, callback, options) {
    return this.#listening.on(name, callback, options);
  }

  /** Waits until the close is proved, over rounds and restarts. @param until `SETTLED` waits for the money as well */
  async finalizeApplicationSessionClosure(sessionId, { until = "CLOSED", signal } = {}) {
    this.#touch(sessionId);
    let closure = await this.#required(sessionId, signal);
    for (;;) {
      try {
        const answer = await this.#finalization(closure, until, signal);
        if (answer.proved) return answer.closure;
        closure = answer.closure;
      } catch (failure) {
        const next = failure.code === "closure-ended" ? await this.#standing(sessionId, { signal }) : null;
        if (next === null || next.id === closure.id || next.endedAt !== null) throw failure;
        closure = next;
      }
    }
  }

  /** Waits until what the close credited has reached the channel, as far as the policy goes. */
  async updateChannelState(channelId, { mode = null, closureId = null, participant, asset, node = this.#node, signal } = {}) {
    const ask = (owner) => this.#http.call("POST", `/v1/channels/${channelId}/update`, { query: { node, ...owner }, body: { mode, closureId }, signal });
    let update = (await this.#ofOwner(channelId, { participant, asset, node, signal }, ask)).body;
    for (let attempt = 0; UNDER_WAY.has(update.status) && update.id !== null; attempt++) {
      await sleep(pauseAfter(attempt, 3_000), this.#http.any(signal));
      update = (await this.#http.call("GET", `/v1/channel-updates/${update.id}`, { signal })).body;
    }
    if (REACHED.has(update.status)) return update.allocation ?? this.getChannelAllocation(channelId, { participant, asset, node, signal });
    throw new EpilogueError("channel-not-updated", notUpdated(channelId, update), { update, participant: update.participant });
  }

  /** Unknown sessions and nodes that are away throw: neither is an answer. */
  async isApplicationSessionActive(sessionId, options) {
    return (await this.getApplicationState(sessionId, options)).active;
  }

  /** Of a closed session: how it ended, and how that is known. */
  async getClosedSessionData(sessionId, options) {
    return this.#session(sessionId, "/closure", options);
  }

  async getChannelAllocation(channelId, { participant, asset, node = this.#node, signal } = {}) {
    const ask = (owner) => this.#http.call("GET", `/v1/channels/${channelId}/allocation`, { query: { node, ...owner }, signal });
    return (await this.#ofOwner(channelId, { participant, asset, node, signal }, ask)).body;
  }

  /** The channels of a session's participants: what the money is paid into. */
  async getChannels(sessionId, options) {
    const { channels } = await this.#session(sessionId, "/channels", options);
    for (const { channelId, participant, asset } of channels) if (channelId !== null) this.#owners.set(channelId.toLowerCase(), { participant, asset });
    return channels;
  }

  /** Who has not signed. */
  async getPendingSigners(sessionId, { signal } = {}) {
    this.#touch(sessionId);
    const closure = await this.#required(sessionId, signal);
    return (await this.#http.call("GET", `/v1/closures/${closure.id}/pending-signers`, { signal })).body.pending;
  }

  /**
   * More time. Too late is an answer, and no error.
   *
   * @param newRound whether all may have to sign once more for it; where nothing is said, only where what they signed has expired already
   */
  async extendClosureTimeout(sessionId, seconds, { newRound, signal } = {}) {
    this.#touch(sessionId);
    const before = await this.#required(sessionId, signal);
    try {
      const body = { seconds, newRound: newRound ?? before.status === "EXPIRED" };
      const { body: closure } = await this.#http.call("POST", `/v1/closures/${before.id}/extension`, { body, key: true, signal });
      return { extended: true, ...termsOf(closure), signaturesKept: closure.round.number === before.round.number, reason: null, newRoundNeeded: false };
    } catch (failure) {
      if (!TOO_LATE.has(failure.code)) throw failure;
      return { extended: false, ...termsOf(before), signaturesKept: true, reason: failure.code, newRoundNeeded: failure.problem.newRoundNeeded ?? false };
    }
  }

  /** Protects on chain what can be protected there. What cannot is an answer, and no error. */
  async challengeApplicationState(sessionId, { action = null, participants = null, signal } = {}) {
    this.#touch(sessionId);
    const closure = await this.#required(sessionId, signal);
    try {
      return (await this.#http.call("POST", `/v1/closures/${closure.id}/challenge`, { body: { action, participants }, key: true, signal })).body;
    } catch (failure) {
      if (failure.code !== "challenge-unavailable") throw failure;
      return { ...failure.problem.report, started: false, reasons: failure.problem.reasons ?? failure.problem.report.reasons };
    }
  }

  /** The first deadline, in milliseconds since 1970. */
  async getSessionTimeout(sessionId, { signal } = {}) {
    this.#touch(sessionId);
    return timeoutOf(await this.#required(sessionId, signal));
  }

  /** Refuses the current round, with the participant's wallet. */
  async declineState(sessionId, { participant, reason, counterProposal = null, signal }) {
    this.#touch(sessionId);
    const closure = await this.#required(sessionId, signal);
    const members = await this.#able(closure, signal);
    const member = members.find((each) => participant === undefined || sameAddress(each.participant, participant));
    if (!member?.signer.wallet) throw new EpilogueError("no-signer", "declining takes the wallet of a participant among this client's signers");
    const text = declineText({ service: this.#origin ?? this.#http.origin, closureId: closure.id, round: closure.round.number, sessionId: closure.sessionId, reason });
    const about = { participant: member.participant, purpose: "DECLINE", closureId: closure.id, sessionId: closure.sessionId };
    const signature = await waited(member.signer.wallet.personal({ text }, about), this.#http.any(signal));
    const body = { participant: member.participant, round: closure.round.number, reason, signature, counterProposal };
    return (await this.#http.call("POST", `/v1/closures/${closure.id}/decline`, { body, key: true, signal })).body;
  }

  /** Which of the client's signers can sign this session's close, and why the others cannot: before anybody is asked. */
  async canSign(sessionId, { signal } = {}) {
    this.#touch(sessionId);
    const closure = (await this.#standing(sessionId, { signal })) ?? (await this.getApplicationState(sessionId, { signal }));
    return (await this.#able(closure, signal)).map(({ participant, hindrance }) => ({ participant, able: hindrance === null, reason: hindrance }));
  }

  /** Lets a wallet in. From then on the client speaks for that wallet. @param wallet any signer of personal messages */
  async signIn(wallet, { chainId = 1, cookie = false, origin = this.#origin, signal } = {}) {
    const entered = await signIn(this.#http, signer(wallet), { origin, chainId, cookie, signal });
    this.#http.credential = cookie ? { cookie: true } : { token: async () => entered.token };
    return entered.principal;
  }

  /**
   * Events as they come, for `for await`: of a closure, of a wallet's inbox, or of all closures of an application. Goes on over cut
   * connections; what is not asked for is not read. Ends by itself only where nothing can follow any more.
   */
  events({ closureId, participant, sessionId, types, after = null, signal } = {}) {
    const path = closureId ? `/v1/closures/${closureId}/events` : participant ? `/v1/participants/${participant}/events` : "/v1/events";
    const query = { sessionId, types: types?.join(",") };
    return follow(this.#http, path, { query, after, signal, silence: this.#silence });
  }

  /** Any other call of the service, with the client's credential and retries. @returns the answer's body */
  async request(method, path, { query, body, signal, idempotent = method !== "GET" } = {}) {
    return (await this.#http.call(method, path, { query, body, key: idempotent, signal })).body;
  }

  /** Ends what listens and what waits. */
  close() {
    this.#http.close();
  }

  #touch(sessionId) {
    if (!isHex(sessionId, 32)) throw new TypeError("a session's id is 0x and 64 hexadecimal digits");
    this.#listening.touch(sessionId);
  }

  async #session(sessionId, rest, { node = this.#node, signal, background } = {}) {
    this.#touch(sessionId);
    return (await this.#http.call("GET", `/v1/sessions/${sessionId}${rest}`, { query: { node }, signal, background })).body;
  }

  async #standing(sessionId, options) {
    return standing((await this.#session(sessionId, "/closures", options)).closures);
  }

  async #required(sessionId, signal) {
    const closure = await this.#standing(sessionId, { signal });
    if (closure === null) throw new EpilogueError("closure-not-found", `nobody has proposed to close session ${sessionId}`);
    return closure;
  }

  async #closure(id, { signal, ...query } = {}) {
    return (await this.#http.call("GET", `/v1/closures/${id}`, { query, signal })).body;
  }

  /** Proposes; or finds the equal one that is under way, or that has closed the session before this program was started again. */
  async #proposed(body, state, signal) {
    try {
      return { closure: (await this.#http.call("POST", "/v1/closures", { body, key: true, signal })).body, done: false };
    } catch (failure) {
      const other = await this.#equalOf(failure, body.sessionId, state, signal);
      if (other === null) throw failure;
      return { closure: other, done: isClosed(other) };
    }
  }

  async #equalOf(failure, sessionId, state, signal) {
    if (failure.code === "closure-active") {
      const closure = await this.#closure(failure.problem.closureId, { signal });
      requireSame(state ?? { ...(await this.getFinalApplicationState(sessionId, { node: closure.node, signal })), versionNumber: null }, closure);
      return closure;
    }
    if (failure.code !== "session-closed") return null;
    const closure = await this.#standing(sessionId, { signal });
    if (closure === null || !isClosed(closure)) return null;
    if (state !== null) requireSame(state, closure);
    return closure;
  }

  /** Whose account it is has to be asked of some signers, and they may take their time. */
  #able(closure, signal) {
    return waited(able(this.#signers, closure), this.#http.any(signal));
  }

  async #signed(closure, state, signal) {
    if ((await this.#able(closure, signal)).length === 0) return closure;
    await this.#sign(closure, state, signal);
    return this.#closure(closure.id, { signal });
  }

  /** A round may close while its signers are at it: an equal one that follows is signed as well, one that differs is refused. */
  async #sign(closure, state, signal) {
    for (let attempt = 1; ; attempt++) {
      try {
        return await signRound(this.#http, this.#signers, closure, state, signal);
      } catch (failure) {
        if (failure.code === "round-sealed" || failure.code === "closure-ended") {
          const now = await this.#closure(closure.id, { signal });
          if (hasConsensus(now)) return [];
        }
        if (failure.code !== "round-superseded" || attempt === ROUNDS_AT_ONCE) throw failure;
        closure = await this.#closure(closure.id, { signal });
        if (state !== null) requireSame(state, closure);
      }
    }
  }

  async #untilProvedOrLost(closure, signal) {
    while (!isClosed(closure) && hasConsensus(closure)) closure = (await this.#finalization(closure, "CLOSED", signal)).closure;
    return closure;
  }

  /** @returns `{proved, closure}` after a while; @throws where it never will be */
  async #finalization({ id }, until, signal) {
    try {
      const { status, body } = await this.#http.call("POST", `/v1/closures/${id}/finalization`, { query: { wait: WAIT, until }, body: {}, signal });
      return { proved: status === 200, closure: body };
    } catch (failure) {
      if (failure.code !== "scope-missing") throw failure;
    }
    // a wallet that signed in may look, and not ask to be told
    const closure = await this.#closure(id, { signal });
    const proved = until === "CLOSED" ? isClosed(closure) : closure.status === "SETTLED";
    if (!proved && closure.endedAt !== null) throw new EpilogueError("closure-ended", `closure ${id} has ended without closing the session: ${closure.status}`);
    if (proved) return { proved, closure };
    return { proved, closure: await this.#closure(id, { wait: WAIT, seen: closure.revision, signal }) };
  }

  /** No node finds a channel by its id alone. Whose it is the caller says, or the service remembers, or a session of ours shows. */
  async #ofOwner(channelId, { participant, asset, node, signal }, ask) {
    if (!isHex(channelId, 32)) throw new TypeError("a channel's id is 0x and 64 hexadecimal digits");
    const owner = () => {
      const known = this.#owners.get(channelId.toLowerCase());
      return { participant: participant ?? known?.participant, asset: asset ?? known?.asset ?? undefined };
    };
    try {
      return await ask(owner());
    } catch (failure) {
      if (failure.code !== "invalid-parameter" || owner().participant) throw failure;
      for (const sessionId of this.#listening.touched) await this.getChannels(sessionId, { node, signal });
      if (!owner().participant) throw failure;
      return ask(owner());
    }
  }
}

const termsOf = (closure) => ({ deadline: closure.deadline, sessionTimeout: timeoutOf(closure) });

function notUpdated(channelId, { status, participant, asset, detail, problem }) {
  const why = detail ?? problem?.detail ?? "";
  const reason = {
    WAITING_SIGNATURE: `${participant} must sign for it`,
    UNACKNOWLEDGED: `${participant} has not signed for it in time`,
    NO_CREDIT: `no closure has paid ${asset} into it`,
    NO_CHANNEL: `${participant} has no channel for ${asset}`,
    CHALLENGED: "it is under challenge",
  }[status];
  return `channel ${channelId} is not updated: ${reason ?? status}${why ? ` (${why})` : ""}`;
}

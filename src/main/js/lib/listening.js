// Who listens for consensus: one stream for all sessions that the client has touched. What was reached before it began is looked up
// once it is known from where on the stream tells.

import { EpilogueError } from "./errors.js";
import { hasConsensus } from "./closures.js";
import { pauseAfter, sleep } from "./http.js";
import { follow } from "./streams.js";

/** A credential that was refused may be let in again: a key restored, a token renewed. */
const REFUSED_PAUSE = 60_000;

export class Listening {
  #http;
  #standing;
  #silence;
  #listeners = new Map();
  #touched = new Set();
  #told = new Set();
  #running = null;

  /** @param standing of a session id, the closure that stands for it, or null */
  constructor(http, standing, silence) {
    this.#http = http;
    this.#standing = standing;
    this.#silence = silence;
  }

  /** Before the service is asked, so that nothing it answers is older than our interest. */
  touch(sessionId) {
    this.#touched.add(sessionId.toLowerCase());
  }

  get touched() {
    return [...this.#touched];
  }

  on(name, callback, { signal } = {}) {
    if (name !== "finalStateConsensus" && name !== "error") throw new TypeError(`nobody tells of ${name}: finalStateConsensus, error`);
    if (typeof callback !== "function") throw new TypeError("a listener is a function");
    if (signal?.aborted) return () => {};
    const listener = { callback };
    const all = this.#listeners.get(name) ?? new Set();
    this.#listeners.set(name, all.add(listener));
    const off = () => {
      all.delete(listener);
      signal?.removeEventListener("abort", off);
      if (name === "finalStateConsensus" && all.size === 0) this.#stop();
    };
    signal?.addEventListener("abort", off, { once: true });
    if (name === "finalStateConsensus") this.#start();
    return off;
  }

  /** The application knows already: it asked, and the answer was yes. */
  knows(closure) {
    this.#told.add(`${closure.id}/${closure.round.number}`);
  }

  #start() {
    if (this.#running !== null || this.#http.closed.aborted) return;
    this.#running = new AbortController();
    this.#run(AbortSignal.any([this.#running.signal, this.#http.closed])).catch(() => {});
  }

  #stop() {
    this.#running?.abort();
    this.#running = null;
  }

  async #run(signal) {
    for (let attempt = 0; !signal.aborted; attempt++) {
      try {
        await this.#follow(signal);
        return;
      } catch (failure) {
        if (signal.aborted) return;
        this.#trouble(failure);
        await sleep(failure.retryable ? pauseAfter(attempt, 30_000) : REFUSED_PAUSE, signal, true);
      }
    }
  }

  async #follow(signal) {
    const { path, query, after } = await this.#feed(signal);
    await this.#reconcile(signal);
    const events = follow(this.#http, path, { query, after, signal, background: true, silence: this.#silence, onTrouble: (failure) => this.#trouble(failure) });
    for await (const event of events) {
      if (event.type === "consensus.reached" && this.#touched.has(event.sessionId?.toLowerCase())) {
        this.#tell(event.sessionId, event.closureId, event.data.round, event.data.unanimous);
      } else if (event.type === "reset" || event.type === "snapshot") {
        await this.#reconcile(signal);
      }
    }
    // a closure's own stream has an end: its link can learn nothing more
  }

  /** Where the events of whoever we are come from, and from where on. */
  async #feed(signal) {
    const get = async (path, query) => (await this.#http.call("GET", path, { query, signal, background: true })).body;
    const { principal: me } = await get("/v1/access");
    const query = { types: "consensus.reached" };
    if (me.kind === "LINK") return { path: `/v1/closures/${me.closureId}/events`, query, after: null };
    const path = me.kind === "WALLET" ? `/v1/participants/${me.participant}/events` : "/v1/events";
    return { path, query, after: (await get(path, { ...query, limit: 1 })).position };
  }

  async #reconcile(signal) {
    for (const sessionId of this.touched) {
      let closure = null;
      try {
        closure = await this.#standing(sessionId, signal);
      } catch (failure) {
        if (failure.retryable || signal.aborted) throw failure;
        this.#trouble(failure);
      }
      if (closure && hasConsensus(closure)) this.#tell(closure.sessionId, closure.id, closure.round.number, closure.consensus.unanimous);
    }
  }

  #tell(sessionId, closureId, round, unanimous) {
    if (this.#told.has(`${closureId}/${round}`)) return;
    this.#told.add(`${closureId}/${round}`);
    for (const { callback } of [...(this.#listeners.get("finalStateConsensus") ?? [])]) {
      this.#call(callback, sessionId, { closureId, round, unanimous });
    }
  }

  /** What a listener throws is the application's own: it goes where uncaught errors go, and stops no other listener. */
  #call(callback, ...what) {
    queueMicrotask(() => callback(...what));
  }

  #trouble(failure) {
    const trouble = failure instanceof EpilogueError ? failure : new EpilogueError("listening", String(failure?.message ?? failure), { cause: failure });
    for (const { callback } of [...(this.#listeners.get("error") ?? [])]) this.#call(callback, trouble);
    return false;
  }
}

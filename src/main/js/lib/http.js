// Calls and their retries. What is repeated is what the service says may be, or what never arrived, and only under a key that the
// client made itself where the call changes something.

import { EpilogueError } from "./errors.js";

const FIRST_PAUSE = 200;
const LONGEST_PAUSE = 5_000;
const ANSWER_TIME = 30_000;
const SECONDS = /^PT([0-9]+)S$/;

export const pauseAfter = (attempt, longest = LONGEST_PAUSE) => Math.min(longest, FIRST_PAUSE * 2 ** attempt) * (0.5 + Math.random() / 2);

/** @param unref where nothing but a listener waits: the process may end meanwhile */
export function sleep(milliseconds, signal, unref = false) {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    const ended = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", ended);
      resolve();
    }, milliseconds);
    if (unref) timer.unref?.();
    signal?.addEventListener("abort", ended, { once: true });
  });
}

/** What comes first: the answer of somebody who may never give one, or the word that nobody waits for it any more. */
export function waited(promise, signal) {
  return new Promise((resolve, reject) => {
    const ended = () => reject(signal.reason);
    Promise.resolve(promise)
      .then(resolve, reject)
      .finally(() => signal.removeEventListener("abort", ended));
    if (signal.aborted) return ended();
    signal.addEventListener("abort", ended, { once: true });
  });
}

export function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return "js-" + Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

export class Http {
  #base;
  #fetch;
  #credential;
  #patience;
  #closed = new AbortController();

  constructor({ url, fetch, credential, patience }) {
    this.#base = new URL(url.endsWith("/") ? url : url + "/");
    this.#fetch = fetch ?? ((...call) => globalThis.fetch(...call));
    this.ownFetch = fetch !== undefined;
    this.#credential = credential;
    this.#patience = patience ?? 60_000;
  }

  get origin() {
    return this.#base.origin;
  }

  get closed() {
    return this.#closed.signal;
  }

  close() {
    this.#closed.abort(new EpilogueError("client-closed", "the client was closed"));
  }

  set credential(credential) {
    this.#credential = credential;
  }

  get credential() {
    return this.#credential;
  }

  /** Of several cookies the closure's own is meant, which stands in the path or has to be named. */
  address(path, query = {}) {
    const url = new URL(path.replace(/^\//, ""), this.#base);
    const cookie = this.#credential.cookie;
    const named = typeof cookie === "string" && !path.startsWith("/v1/closures/");
    for (const [name, value] of Object.entries(named ? { closure: cookie, ...query } : query)) {
      for (const each of [value].flat()) if (each !== undefined && each !== null) url.searchParams.append(name, String(each));
    }
    return url;
  }

  async headers(more = {}) {
    const token = await this.#credential.token?.();
    return { Accept: "application/json", ...(token ? { Authorization: `Bearer ${token}` } : {}), ...more };
  }

  any(signal) {
    return signal ? AbortSignal.any([signal, this.#closed.signal]) : this.#closed.signal;
  }

  /**
   * @param key true for a call that changes something and takes an idempotency key: it is made here, and stays the same over retries
   * @param once never repeated
   * @returns `{status, body, headers}` of an answer below 400
   * @throws EpilogueError of the service's problem, or `network` where nothing came back
   */
  async call(method, path, { query, body, headers = {}, key = false, once = false, signal, patience = this.#patience, background = false } = {}) {
    const all = this.any(signal);
    const url = this.address(path, query);
    const fixed = { ...(body === undefined ? {} : { "Content-Type": "application/json" }), ...(key ? { "Idempotency-Key": newKey() } : {}), ...headers };
    const until = Date.now() + patience;
    for (let attempt = 0; ; attempt++) {
      all.throwIfAborted();
      try {
        return await this.#once(method, url, fixed, body, all, query?.wait);
      } catch (failure) {
        all.throwIfAborted();
        const told = Number(failure.problem?.retryAfter) * 1000;
        const pause = told > 0 ? told : pauseAfter(attempt);
        if (once || !failure.retryable || Date.now() + pause > until) throw failure;
        await sleep(pause, all, background);
      }
    }
  }

  /** An answer whose body is read as it comes. */
  async stream(url, headers, signal) {
    const credentials = this.#credential.cookie ? "include" : "omit";
    const response = await this.#fetch(url, { headers, credentials, redirect: "error", signal });
    return { status: response.status, body: chunks(response.body) };
  }

  async #once(method, url, headers, body, signal, wait) {
    const time = ANSWER_TIME + (wait ? Number(SECONDS.exec(wait)?.[1] ?? 60) * 1000 : 0);
    const all = await waited(this.headers(headers), signal);
    let response;
    let text;
    try {
      response = await this.#fetch(url, {
        method,
        headers: all,
        body: body === undefined ? undefined : JSON.stringify(body),
        credentials: this.#credential.cookie ? "include" : "omit",
        redirect: "error",
        signal: AbortSignal.any([signal, AbortSignal.timeout(time)]),
      });
      text = await response.text();
    } catch (failure) {
      signal.throwIfAborted();
      throw new EpilogueError("network", `${method} ${url.pathname}: no answer (${failure.cause?.code ?? failure.name})`, { retryable: true, cause: failure });
    }
    return answer(method, url, response, text);
  }
}

/** An answer, or its problem. What is no document of ours comes of something in between: a gateway whose service is away. */
function answer(method, url, response, text) {
  let body = null;
  try {
    body = text === "" ? null : JSON.parse(text);
  } catch {
    if (response.ok) throw new EpilogueError("network", `${method} ${url.pathname}: an answer that is no JSON`, { retryable: true, status: response.status });
  }
  if (response.status < 400) return { status: response.status, body, headers: response.headers };
  if (typeof body?.code === "string") throw EpilogueError.ofProblem(body);
  const away = response.status === 429 || response.status >= 500;
  throw new EpilogueError("network", `${method} ${url.pathname}: ${response.status} without a problem document`, { retryable: away, status: response.status });
}

/** Streams of browsers are not everywhere iterable by themselves. */
async function* chunks(body) {
  if (body === null) return;
  const reader = body.getReader();
  try {
    for (let next; !(next = await reader.read()).done; ) yield next.value;
  } finally {
    reader.cancel().catch(() => {});
  }
}

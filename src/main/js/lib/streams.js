// Event streams that go on where they were: over cut connections, silent ones, and restarts of the service.

import { EpilogueError } from "./errors.js";
import { pauseAfter, sleep, waited } from "./http.js";
import { messages } from "./sse.js";

/** Three heartbeats of the service's default. */
const SILENCE = 45_000;
const LONGEST_PAUSE = 30_000;
/** Says only from where the stream goes on. */
const OPENED = "stream.opened";

/**
 * @param after position behind which to begin
 * @param background nothing but a listener waits: in Node neither socket nor timer keeps the process
 * @param onTrouble told of what interrupts the stream; a problem that no retry cures ends it, unless this returns true
 * @yields events as the service has them, each once
 */
export async function* follow(http, path, { query = {}, after = null, signal, background = false, silence = SILENCE, onTrouble } = {}) {
  const all = http.any(signal);
  let position = after;
  let attempt = 0;
  while (!all.aborted) {
    const connection = new AbortController();
    try {
      const headers = await waited(http.headers({ Accept: "text/event-stream", ...(position === null ? {} : { "Last-Event-ID": position }) }), all);
      const stream = await open(http, http.address(path, query), headers, AbortSignal.any([all, connection.signal]), background);
      if (stream.status === 204) return;
      for await (const message of messages(watched(stream.body, connection, silence, background))) {
        // a comment alone is no stream: one that cannot be opened at present says so by it
        if (message.data === null || message.data === undefined) continue;
        attempt = 0;
        const event = JSON.parse(message.data);
        position = message.id ?? position;
        if (event.type !== OPENED) yield event;
      }
    } catch (failure) {
      if (all.aborted) break;
      const trouble = failure instanceof EpilogueError ? failure : new EpilogueError("network", `the stream was cut: ${failure?.message}`, { retryable: true, cause: failure });
      const goOn = onTrouble?.(trouble) ?? false;
      if (!trouble.retryable && !goOn) throw trouble;
    } finally {
      connection.abort();
    }
    try {
      await sleep(pauseAfter(attempt++, LONGEST_PAUSE), all, background);
    } catch {
      break;
    }
  }
  if (signal?.aborted) throw signal.reason;
}

/** A connection that says nothing any more, not even a heartbeat, is dead. The time runs only while we read. */
async function* watched(body, connection, silence, background) {
  const chunks = body[Symbol.asyncIterator]();
  try {
    for (;;) {
      const timer = setTimeout(() => connection.abort(new EpilogueError("network", "the stream fell silent", { retryable: true })), silence);
      if (background) timer.unref?.();
      let next;
      try {
        next = await chunks.next();
      } finally {
        clearTimeout(timer);
      }
      if (next.done) return;
      yield next.value;
    }
  } finally {
    await chunks.return?.().catch(() => {});
  }
}

async function open(http, url, headers, signal, background) {
  const quiet = background && !http.ownFetch && globalThis.process?.versions?.node !== undefined;
  const response = quiet ? await inBackground(url, headers, signal) : await http.stream(url, headers, signal);
  if (response.status < 300) return response;
  let text = "";
  const decoder = new TextDecoder();
  for await (const chunk of response.body) text += decoder.decode(chunk, { stream: true });
  throw problem(response.status, text);
}

function problem(status, text) {
  try {
    const body = JSON.parse(text);
    if (typeof body.code === "string") return EpilogueError.ofProblem(body);
  } catch {
    // no document of ours
  }
  return new EpilogueError("network", `the stream was answered with ${status}`, { retryable: status === 429 || status >= 500, status });
}

/** By Node's own client, whose sockets can be told not to keep the process alive; those of fetch cannot. */
async function inBackground(url, headers, signal) {
  const client = await import(/* @vite-ignore */ url.protocol === "https:" ? "node:https" : "node:http");
  return new Promise((resolve, reject) => {
    const request = client.get(url, { headers, signal, agent: false }, (response) => resolve({ status: response.statusCode, body: response }));
    request.on("socket", (socket) => socket.unref());
    request.on("error", reject);
  });
}

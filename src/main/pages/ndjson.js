// Many signatures in one request, a line each, answered a line each.

import { EpilogueError } from "../js/lib/errors.js";

const LONGEST = 60_000;

/** @returns a map from closure to `accepted` or the code of its problem; what got no answer is `network` */
export async function handIn(signed) {
  const states = new Map(signed.map(({ ref }) => [ref, "network"]));
  let response;
  let lines;
  try {
    response = await fetch("/v1/signatures", {
      method: "POST",
      headers: { "Content-Type": "application/x-ndjson", Accept: "application/x-ndjson" },
      body: signed.map((line) => JSON.stringify(line) + "\n").join(""),
      credentials: "include",
      redirect: "error",
      signal: AbortSignal.timeout(LONGEST),
    });
    lines = linesOf(await response.text());
  } catch (cause) {
    throw new EpilogueError("network", "nobody knows whether the signatures came in", { retryable: true, cause });
  }
  if (!response.ok) throw typeof lines[0]?.code === "string" ? EpilogueError.ofProblem(lines[0]) : new EpilogueError("network", `answered with ${response.status}`, { retryable: true });
  for (const { ref, problem } of lines) if (states.has(ref)) states.set(ref, problem === null ? "accepted" : String(problem?.code));
  return states;
}

/** What is cut off, or of something between us and the service, is no line. */
function linesOf(text) {
  const lines = [];
  for (const line of text.split("\n")) {
    try {
      const value = JSON.parse(line);
      if (typeof value === "object" && value !== null) lines.push(value);
    } catch {
      // no answer to anything
    }
  }
  return lines;
}

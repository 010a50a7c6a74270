// Many signatures in one request, a line each, answered a line each.

import { EpilogueError } from "../js/lib/errors.js";

/** @returns a map from closure to `accepted` or the code of its problem; what got no answer is `network` */
export async function handIn(signed) {
  const states = new Map(signed.map(({ ref }) => [ref, "network"]));
  const response = await fetch("/v1/signatures", {
    method: "POST",
    headers: { "Content-Type": "application/x-ndjson", Accept: "application/x-ndjson" },
    body: signed.map((line) => JSON.stringify(line) + "\n").join(""),
    credentials: "include",
    redirect: "error",
  }).catch((cause) => {
    throw new EpilogueError("network", "the signatures were not handed in", { retryable: true, cause });
  });
  const lines = (await response.text()).split("\n").filter(Boolean).map((line) => JSON.parse(line));
  if (!response.ok) throw EpilogueError.ofProblem(lines[0]);
  for (const { ref, problem } of lines) if (states.has(ref)) states.set(ref, problem === null ? "accepted" : problem.code);
  return states;
}

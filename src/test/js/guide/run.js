// Runs the program with what it takes from around it, and prints what came of it as one line of JSON. An application stays for other
// reasons than its listener; this one stays until it is told to have finished, or that nothing is to be waited for.
//
//   node run.js '{"url","key","sessionId","channelId","wait":true,"kill":n,"ahead":ms}'
//
// Its clock may be ahead, so that deadlines have passed. With a number it kills itself behind the n-th line of the program; with -1 it prints how many there are.

import { readFileSync } from "node:fs";
import { EpilogueClient } from "epilogue-client";
import { ALICE, PATIENCE } from "../services.js";

const given = JSON.parse(process.argv[2]);
const program = readFileSync(new URL("program.js", import.meta.url), "utf8");

/** The same, telling behind every line that it has come so far. Where a line goes on in the next one there is no between. */
function told(text) {
  const lines = text.split("\n");
  let count = 0;
  const out = lines.map((line, at) => {
    const next = lines.slice(at + 1).find((each) => each.trim() !== "" && !each.trim().startsWith("//")) ?? "";
    return line.trim().endsWith(";") && !/^\s*else\b/.test(next) ? `${line} await line(${++count});` : line;
  });
  return { text: out.join("\n"), count };
}

if (given.kill === -1) {
  console.log(told(program).count);
} else {
  const { url, key, sessionId, channelId } = given;
  const client = new EpilogueClient({ url, key, signers: [ALICE], patience: PATIENCE });
  const now = Date.now;
  Date.now = () => now() + (given.ahead ?? 0);
  const stay = setInterval(() => {}, 1000);
  const result = { told: 0, error: null, proved: null, challenged: null };
  const ended = new Promise((resolve) => {
    globalThis.finished = async (error) => {
      result.told++;
      result.error = error === undefined ? null : (error.code ?? String(error));
      resolve();
    };
  });
  Object.assign(globalThis, { client, sessionId, channelId, proved: null, challenged: null });
  globalThis.line = async (number) => {
    if (number === given.kill) process.kill(process.pid, "SIGKILL");
    // what was killed before it was dead goes no further
    if (number === given.kill) await new Promise(() => {});
  };
  const source = given.kill ? told(program).text : program;
  await import(`data:text/javascript,${encodeURIComponent(source)}`);
  if (given.wait) await ended;
  result.active = await client.isApplicationSessionActive(sessionId);
  result.closed = await client.getClosedSessionData(sessionId).catch((failure) => failure.code);
  result.proved = globalThis.proved;
  result.challenged = globalThis.challenged;
  console.log(JSON.stringify(result));
  clearInterval(stay);
}

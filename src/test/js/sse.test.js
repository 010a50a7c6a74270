// The reader of event streams, against another one, however the bytes are cut.

import assert from "node:assert/strict";
import { test } from "node:test";
import { createParser } from "eventsource-parser";
import fc from "fast-check";
import { messages } from "../../main/js/lib/sse.js";

async function* cut(bytes, sizes) {
  let at = 0;
  for (const size of sizes) {
    if (at >= bytes.length) return;
    yield bytes.subarray(at, (at += size));
  }
  if (at < bytes.length) yield bytes.subarray(at);
}

async function mine(bytes, sizes) {
  const found = [];
  for await (const { id, event, data } of messages(cut(bytes, sizes))) if (data !== undefined) found.push({ id: id ?? undefined, event, data });
  return found;
}

/** An id that came with another event stays until the next one; the other reader leaves that to its users. */
function theirs(text) {
  const found = [];
  createParser({ onEvent: ({ id, event, data }) => found.push({ id, event: event ?? "message", data }) }).feed(text);
  return found;
}

const line = fc.oneof(
  fc.constantFrom("", "", "data: {}", "data", "id: 7", "event: closure.ended", ": heartbeat", "data:ünï€😀", "retry: 10", "unknown: x"),
  fc.tuple(fc.constantFrom("data: ", "event:", "id: "), fc.string().map((text) => text.replace(/[\r\n\0\ufeff]/g, "_"))).map(([name, value]) => name + (value || "1")),
);

test("however lines end and wherever the bytes are cut, the events are those of another reader", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(line), fc.constantFrom("\n", "\r\n"), fc.array(fc.integer({ min: 1, max: 9 })), async (lines, end, sizes) => {
      const text = lines.map((each) => each + end).join("");
      const [read, other] = [await mine(new TextEncoder().encode(text), sizes), theirs(text)];
      assert.deepEqual(read.map((each, at) => (other[at]?.id === undefined ? { ...each, id: undefined } : each)), other);
    }),
    { numRuns: 1000 },
  );
});

test("what is not asked for is not read", async () => {
  let read = 0;
  async function* source() {
    for (;;) {
      read++;
      yield new TextEncoder().encode(`id: ${read}\ndata: {}\n\n`);
    }
  }
  const reader = messages(source());
  await reader.next();
  await reader.next();
  await new Promise((resolve) => setImmediate(resolve));
  assert.equal(read, 2);
  await reader.return();
});

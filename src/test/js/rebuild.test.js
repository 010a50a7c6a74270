// A signer gets its own bytes or none: what the service hands out is rebuilt from what was agreed, and any difference is named.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { encodeAbiParameters, hashMessage, keccak256, stringToHex } from "viem";
import { PayloadMismatch, rebuild } from "epilogue-client/payloads";

const RUNS = { numRuns: 300 };
const UPDATE = [
  { type: "bytes32" },
  { type: "uint8" },
  { type: "uint64" },
  {
    type: "tuple[]",
    components: [
      { name: "participant", type: "address" },
      { name: "asset", type: "string" },
      { name: "amount", type: "string" },
    ],
  },
  { type: "string" },
];

const hex = (bytes) => fc.uint8Array({ minLength: bytes, maxLength: bytes }).map((each) => "0x" + Buffer.from(each).toString("hex"));
const printable = fc.string({ unit: fc.integer({ min: 32, max: 126 }).map((code) => String.fromCharCode(code)), minLength: 1, maxLength: 12 });
const amount = fc
  .tuple(fc.bigInt({ min: 0n, max: 10n ** 20n }), fc.bigInt({ min: 0n, max: 10n ** 18n }))
  .map(([whole, fraction]) => `${whole}.${fraction}`.replace(/0+$/, "").replace(/\.$/, ""));
const compare = (one, other) => (one < other ? -1 : one > other ? 1 : 0);

/** A session's end as people agree on it, whatever the dialect. */
const agreement = fc
  .record({
    sessionId: hex(32),
    participants: fc.uniqueArray(hex(20), { minLength: 1, maxLength: 4 }),
    assets: fc.uniqueArray(printable, { minLength: 1, maxLength: 3 }),
    amounts: fc.array(amount, { minLength: 12, maxLength: 12 }),
    versionNumber: fc.integer({ min: 1, max: 2 ** 40 }),
    data: fc.option(printable),
  })
  .map(({ sessionId, participants, assets, amounts, versionNumber, data }) => ({
    sessionId,
    participants,
    versionNumber,
    sessionData: data,
    allocations: participants.flatMap((participant, row) => assets.map((asset, column) => ({ participant, asset, amount: amounts[row * 3 + column] }))),
  }));

const v1 = fc.tuple(agreement, fc.boolean()).map(([agreed, paysOut]) => {
  const all = [...agreed.allocations].sort((one, other) => compare(one.asset, other.asset) || compare(one.participant, other.participant));
  const paid = all.filter((row) => row.amount !== "0");
  const payload = (index, purpose, intent, versionNumber, allocations) => {
    const sessionData = agreed.sessionData ?? "";
    const message = keccak256(encodeAbiParameters(UPDATE, [agreed.sessionId, intent, BigInt(versionNumber), allocations, sessionData]));
    const rest = { required: true, participant: null, asset: null, channelId: null, scheme: "EIP191", text: null, request: null };
    return { index, purpose, intent, versionNumber, message, digest: hashMessage({ raw: message }), allocations, sessionData, ...rest };
  };
  const at = agreed.versionNumber;
  const payloads = paysOut ? [payload(0, "OPERATE", 0, at, all), payload(1, "CLOSE", 3, at + 1, paid)] : [payload(0, "CLOSE", 3, at, paid)];
  return { agreed: { ...agreed, dialect: "nitronode-v1" }, payloads };
});

const v0 = fc
  .tuple(agreement, fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }), fc.integer({ min: 1e12, max: 9999999999999 }), fc.constantFrom("0.2", "0.4"))
  .map(([agreed, id, timestamp, version]) => {
    const params = { app_session_id: agreed.sessionId, allocations: agreed.allocations };
    if (agreed.sessionData !== null) params.session_data = agreed.sessionData;
    const text = JSON.stringify([id, "close_app_session", params, timestamp]);
    const payload = {
      index: 0, purpose: "CLOSE", required: true, participant: null, asset: null, channelId: null,
      versionNumber: agreed.versionNumber, intent: null, scheme: "RAW", message: stringToHex(text), text, digest: keccak256(stringToHex(text)),
      request: { id, method: "close_app_session", timestamp }, allocations: agreed.allocations, sessionData: agreed.sessionData,
    };
    return { agreed: { ...agreed, dialect: `nitrorpc-${version}` }, payloads: [payload] };
  });

for (const [dialect, asked] of [["v1", v1], ["0.x", v0]]) {
  test(`${dialect}: what was agreed is rebuilt to the bytes that other libraries make`, () => {
    fc.assert(
      fc.property(asked, ({ agreed, payloads }) => {
        const mine = rebuild(agreed, payloads);
        assert.deepEqual(mine.map((each) => [each.message, each.digest]), payloads.map((each) => [each.message, each.digest]));
      }),
      RUNS,
    );
  });

  test(`${dialect}: one changed member, anywhere, and nothing is signed`, () => {
    fc.assert(
      fc.property(asked, fc.nat(), fc.nat(), ({ agreed, payloads }, which, how) => {
        const changed = change(payloads, which, how);
        assert.throws(() => rebuild(agreed, changed), PayloadMismatch, JSON.stringify(changed));
      }),
      { numRuns: 2000 },
    );
  });

  test(`${dialect}: one changed member of what was agreed, and nothing is signed`, () => {
    fc.assert(
      fc.property(asked, fc.nat(), fc.nat(), ({ agreed, payloads }, which, how) => {
        const { dialect: kept, participants, ...rest } = agreed;
        const changed = { dialect: kept, participants, ...change(rest, which, how) };
        fc.pre(meaning(changed) !== meaning(agreed));
        assert.throws(() => rebuild(changed, payloads), PayloadMismatch, JSON.stringify(changed));
      }),
      { numRuns: 1000 },
    );
  });

  test(`${dialect}: more, fewer or swapped payloads and rows are refused`, () => {
    fc.assert(
      fc.property(asked, ({ agreed, payloads }) => {
        assert.throws(() => rebuild(agreed, []), PayloadMismatch);
        assert.throws(() => rebuild(agreed, [...payloads, ...payloads]), PayloadMismatch);
        if (payloads.length > 1) assert.throws(() => rebuild(agreed, payloads.toReversed()), PayloadMismatch);
        const [first, ...others] = payloads;
        if (first.allocations.length > 1) {
          assert.throws(() => rebuild(agreed, [{ ...first, allocations: first.allocations.toReversed() }, ...others]), PayloadMismatch);
        }
        if (first.allocations.length > 0) {
          assert.throws(() => rebuild(agreed, [{ ...first, allocations: first.allocations.slice(1) }, ...others]), PayloadMismatch);
          assert.throws(() => rebuild(agreed, [{ ...first, allocations: [...first.allocations, first.allocations[0]] }, ...others]), PayloadMismatch);
        }
      }),
      RUNS,
    );
  });
}

test("a difference is named by its place, with what was expected", () => {
  const [{ agreed, payloads }] = fc.sample(v1, { seed: 7, numRuns: 1 });
  const lying = payloads.map((each) => ({ ...each, digest: "0x" + "00".repeat(32) }));
  assert.throws(
    () => rebuild(agreed, lying),
    (refused) => refused.code === "payload-mismatch" && refused.path === "payloads[0].digest" && refused.expected === payloads[0].digest,
  );
  assert.throws(() => rebuild({ ...agreed, dialect: "nitronode-v2" }, payloads), { code: "dialect-unknown" });
});

/** What people mean by an agreement: rows of nothing and zeros in front or behind say nothing; no data means that what is stored stays. */
const meaning = ({ sessionId, versionNumber, sessionData, allocations }) =>
  JSON.stringify([
    sessionId,
    versionNumber,
    sessionData === "x" ? null : sessionData,
    allocations.filter(({ amount: text }) => !/^0*(\.0*)?$/.test(text)).map((row) => [row.participant, row.asset, row.amount.replace(/^0+(?=[0-9])/, "").replace(/(\.[0-9]*?)0+$/, "$1")]),
  ]);

/** The same with one leaf changed. The place in a list is no leaf, nor is what a required payload leaves empty. */
function change(value, which, how) {
  const copy = structuredClone(value);
  const leaves = leavesOf(copy);
  const { holder, name } = leaves[which % leaves.length];
  holder[name] = other(holder[name], how);
  return copy;
}

const leavesOf = (value) =>
  Object.entries(value).flatMap(([name, each]) => {
    if (each !== null && typeof each === "object") return leavesOf(each);
    return name === "index" || (each === null && name !== "sessionData") ? [] : [{ holder: value, name }];
  });

function other(value, how) {
  if (value === null) return "x";
  if (typeof value === "boolean") return !value;
  if (typeof value === "number") return how % 2 ? value + 1 : value - 1;
  if (/^0x[0-9a-f]+$/.test(value)) {
    const at = 2 + (how % (value.length - 2));
    return value.slice(0, at) + (parseInt(value[at], 16) ^ (1 + (how % 15))).toString(16) + value.slice(at + 1);
  }
  const at = how % (value.length + 1);
  const shorter = value.slice(0, at) + value.slice(at + 1);
  return how % 3 === 0 || shorter === value || shorter === "" ? value.slice(0, at) + "1" + value.slice(at) : shorter;
}

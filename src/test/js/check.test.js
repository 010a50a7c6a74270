// The check page's arithmetic, against the vectors; and that what the signing page hands it comes to what the wallet signs.

import assert from "node:assert/strict";
import { test } from "node:test";
import { isDeepStrictEqual } from "node:util";
import { digests } from "../../main/pages/digests.js";
import { asFragment, fieldsOf, ofFragment } from "../../main/pages/fields.js";
import { inHashingOrder, updateHash } from "epilogue-client/payloads";
import { v0, v1, v1Recorded } from "./vectors.js";

const PURPOSES = { 0: "OPERATE", 3: "CLOSE" };

/** Of a row that has nothing no close says anything; those of the vectors that have one are updates of another kind. */
const plain = (rows, intent) => rows.length > 0 && rows.every((row) => /^[0-9]{1,40}(\.[0-9]{1,30})?$/.test(row.amount) && (intent !== 3 || Number(row.amount) > 0)) && isDeepStrictEqual(inHashingOrder(rows), rows);

test("v1: typed-in fields come to the hashes of vectors and recordings, in whatever order the rows are typed", () => {
  const vectors = v1.app_state_update.map((each) => ({ ...each, rows: each.allocations_signed }));
  const recorded = v1Recorded
    .filter((line) => line.kind === "update" && line.error === null)
    .map(({ update }) => ({ ...update, name: "recorded", rows: update.allocations.map(({ participant, asset, amount }) => ({ participant, asset, amount })) }));
  const usable = [...vectors, ...recorded].filter((each) => each.intent in PURPOSES && Number.isSafeInteger(Number(each.version)) && Number(each.version) > 0 && plain(each.rows, each.intent));
  for (const vector of usable) {
    const typed = { dialect: "nitronode-v1", session: vector.app_session_id, purpose: PURPOSES[vector.intent], version: vector.version, allocations: vector.rows, data: vector.session_data };
    const made = digests(typed);
    const { app_session_id: sessionId, intent, version, rows: allocations, session_data: sessionData } = vector;
    assert.equal(made.message, vector.payload_hash ?? updateHash({ sessionId, intent, versionNumber: BigInt(version), allocations, sessionData }), vector.name);
    assert.deepEqual(digests({ ...typed, allocations: [...vector.rows].reverse() }), made);
  }
  assert.ok(usable.length >= 5, `${usable.length} updates`);
});

test("what cannot be signed is named", () => {
  assert.deepEqual(digests({ dialect: "nitronode-v1", session: "0x12", purpose: "CLOSE", version: "x", allocations: [{ participant: "0x1", asset: "", amount: "-1" }] }).faults, [
    "session",
    "participant",
    "asset",
    "amount",
    "version",
  ]);
  const twice = { dialect: "nitronode-v1", session: "0x" + "11".repeat(32), purpose: "CLOSE", version: 5, allocations: ["1", "2"].map((amount) => ({ ...allocations[0], amount })) };
  assert.deepEqual(digests(twice).faults, ["twice"]);
  assert.deepEqual(digests({ ...twice, allocations: [allocations[0]], purpose: "constructor" }).faults, ["purpose"]);
  assert.deepEqual(digests({ dialect: "nitrorpc-0.4", session: "0x" + "11".repeat(32), allocations: [] }).faults, ["allocations", "request", "timestamp"]);
});

const closure = { dialect: "nitrorpc-0.4", sessionId: "0x" + "AB".repeat(32) };
const allocations = [{ participant: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8", asset: "yusd", amount: "87.5" }];

test("fields survive the way through an address, and an address that says something else says nothing", () => {
  const asked = { payloads: [{ index: 0, allocations, sessionData: "é\"}", versionNumber: 5, request: { id: 7, timestamp: 1795485894480 } }] };
  const [fields] = fieldsOf(closure, { payloads: [{ index: 0, text: "…" }] }, asked);
  assert.deepEqual(ofFragment(asFragment(fields)), fields);
  assert.equal(fields.session, "0x" + "ab".repeat(32));
  for (const nonsense of ["", "#", "#%", "#12", "#null", "#{"]) assert.equal(ofFragment(nonsense), null, nonsense);
});

test("0.x: the text and its digest are those of the vectors' closes", () => {
  const closes = JSON.stringify(v0.vectors).match(/\[\d+,\\"close_app_session\\",\{(?:[^\\]|\\\\?")*?\},\d{13}\]/g) ?? [];
  assert.ok(closes.length > 0);
  for (const text of new Set(closes.map((each) => each.replaceAll('\\"', '"')))) {
    const [request, , params, timestamp] = JSON.parse(text);
    if (!params.allocations) continue; // an answer, not what is signed
    const made = digests({ dialect: "nitrorpc-0.4", session: params.app_session_id, allocations: params.allocations, data: params.session_data ?? null, request, timestamp });
    assert.equal(made.text, text, JSON.stringify(made.faults));
  }
});

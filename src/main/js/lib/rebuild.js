// What may be signed: built from what was agreed and what is shown, and compared with what the service asks for, member by member.

import { isAddress, sameAddress } from "./address.js";
import { canonicalAmount, isAmount } from "./amounts.js";
import { closeText, METHOD, readCloseText } from "./closetext.js";
import { EpilogueError, PayloadMismatch } from "./errors.js";
import { isHex, toHex, utf8 } from "./hex.js";
import { hashOf } from "./keccak.js";
import { personalDigest } from "./texts.js";
import { INTENTS, inHashingOrder, updateHash } from "./update.js";

const V1 = "nitronode-v1";
const V0 = ["nitrorpc-0.4", "nitrorpc-0.2"];

/**
 * @param agreed `{dialect, sessionId, allocations, sessionData, versionNumber, participants}`: what the signer was shown and said yes to.
 *   sessionData null: what is stored stays. versionNumber null: nobody said anything about it.
 * @param payloads as the service hands them out
 * @returns what to sign for each required payload, in order, in bytes that were made here:
 *   `[{index, purpose, scheme, message, digest, text}]`
 * @throws PayloadMismatch naming the first difference
 */
export function rebuild(agreed, payloads) {
  const required = list("payloads", payloads).filter((payload) => payload.required === true);
  checkAgreed(agreed);
  if (agreed.dialect === V1) return updates(agreed, required);
  if (V0.includes(agreed.dialect)) return frozen(agreed, required);
  throw new EpilogueError("dialect-unknown", `this client does not know how ${agreed.dialect} hashes, and signs nothing for it`);
}

function checkAgreed({ sessionId, allocations, participants }) {
  if (!isHex(sessionId, 32)) throw new PayloadMismatch("sessionId", "0x and 64 hexadecimal digits", sessionId);
  for (const [at, row] of list("allocations", allocations).entries()) {
    const path = `finalState.allocations[${at}]`;
    if (!isAddress(row.participant)) throw new PayloadMismatch(`${path}.participant`, "an address", row.participant);
    if (typeof row.asset !== "string" || row.asset === "") throw new PayloadMismatch(`${path}.asset`, "a symbol", row.asset);
    if (!isAmount(row.amount) || row.amount.startsWith("-")) throw new PayloadMismatch(`${path}.amount`, "an amount", row.amount);
    if (!participants.some((each) => sameAddress(each, row.participant))) {
      throw new PayloadMismatch(`${path}.participant`, "a participant of the session", row.participant);
    }
  }
  byKey(allocations, "finalState.allocations");
}

function updates(agreed, required) {
  const purposes = required.length === 2 ? ["OPERATE", "CLOSE"] : ["CLOSE"];
  same("payloads.length", purposes.length, required.length);
  const first = agreed.versionNumber ?? required[0].versionNumber;
  return required.map((payload, at) => {
    const path = `payloads[${payload.index}]`;
    same(`${path}.purpose`, purposes[at], payload.purpose);
    same(`${path}.intent`, INTENTS[purposes[at]], payload.intent);
    same(`${path}.versionNumber`, first + at, payload.versionNumber);
    same(`${path}.scheme`, "EIP191", payload.scheme);
    const data = sessionData(path, agreed, payload.sessionData, "");
    const allocations = inHashingOrder(rowsOf(agreed, payload, path));
    sameRows(path, allocations, payload.allocations);
    const update = { sessionId: agreed.sessionId, intent: payload.intent, versionNumber: payload.versionNumber, allocations, sessionData: data };
    const message = guarded(path, () => updateHash(update));
    const digest = personalDigest(message);
    same(`${path}.message`, message, payload.message);
    same(`${path}.digest`, digest, payload.digest);
    return { index: payload.index, purpose: payload.purpose, scheme: "EIP191", message, digest, text: null };
  });
}

/** Of a v1 update: who gets something, and in an update before the close also who shall have nothing any more. */
function rowsOf(agreed, payload, path) {
  const paid = agreed.allocations.filter((row) => canonicalAmount(row.amount) !== "0").map(canonicalRow);
  if (payload.purpose === "CLOSE") return paid;
  const known = byKey(paid, path);
  const emptied = list(`${path}.allocations`, payload.allocations).filter((row) => row.amount === "0" && !known.has(key(row)));
  for (const row of emptied) {
    if (!agreed.participants.some((each) => sameAddress(each, row.participant))) {
      throw new PayloadMismatch(`${path}.allocations`, "participants of the session only", row.participant);
    }
  }
  return [...paid, ...emptied.map(canonicalRow)];
}

function frozen(agreed, required) {
  same("payloads.length", 1, required.length);
  const [payload] = required;
  const path = `payloads[${payload.index}]`;
  same(`${path}.purpose`, "CLOSE", payload.purpose);
  same(`${path}.scheme`, "RAW", payload.scheme);
  const shown = guarded(`${path}.text`, () => readCloseText(payload.text));
  const { id, method, timestamp } = payload.request ?? {};
  same(`${path}.request.method`, METHOD, method);
  same(`${path}.text (session)`, agreed.sessionId.toLowerCase(), shown.sessionId);
  const data = sessionData(path, agreed, payload.sessionData, null);
  sameRows(path, shown.allocations, payload.allocations);
  everybodyOnce(agreed, shown.allocations, path);
  const text = guarded(path, () =>
    closeText({ id, sessionId: agreed.sessionId.toLowerCase(), allocations: shown.allocations, sessionData: data, timestamp }),
  );
  same(`${path}.text`, text, payload.text);
  if (agreed.versionNumber != null) same(`${path}.versionNumber`, agreed.versionNumber, payload.versionNumber);
  const bytes = utf8(text);
  const digest = hashOf(bytes);
  same(`${path}.message`, toHex(bytes), payload.message);
  same(`${path}.digest`, digest, payload.digest);
  return [{ index: payload.index, purpose: "CLOSE", scheme: "RAW", message: toHex(bytes), digest, text }];
}

/** A 0.x close lists every participant for every asset: whoever is left out keeps a balance that nobody pays. */
function everybodyOnce(agreed, rows, path) {
  const wanted = byKey(agreed.allocations, "finalState.allocations");
  const shown = byKey(rows, `${path}.allocations`);
  for (const [each, row] of shown) {
    same(`${path}.allocations (${row.asset} of ${row.participant})`, canonicalAmount(wanted.get(each)?.amount ?? "0"), row.amount);
  }
  for (const asset of new Set([...agreed.allocations, ...rows].map((row) => row.asset))) {
    for (const participant of agreed.participants) {
      if (!shown.has(key({ participant, asset }))) {
        throw new PayloadMismatch(`${path}.allocations`, `${asset} of ${participant}`, "no such row");
      }
    }
  }
  same(`${path}.allocations.length`, agreed.participants.length * new Set(rows.map((row) => row.asset)).size, rows.length);
}

/** What is signed as data: what was agreed, or nothing where what is stored stays. @param keeps what says that it stays */
function sessionData(path, agreed, signed, keeps) {
  if (signed !== keeps) same(`${path}.sessionData`, agreed.sessionData ?? keeps, signed);
  return signed;
}

function sameRows(path, wanted, shown) {
  same(`${path}.allocations.length`, wanted.length, list(`${path}.allocations`, shown).length);
  wanted.forEach((row, at) => {
    const where = `${path}.allocations[${at}]`;
    if (!sameAddress(row.participant, shown[at].participant)) {
      throw new PayloadMismatch(`${where}.participant`, row.participant, shown[at].participant);
    }
    same(`${where}.asset`, row.asset, shown[at].asset);
    same(`${where}.amount`, row.amount, shown[at].amount);
  });
}

const key = (row) => JSON.stringify([row.participant.toLowerCase(), row.asset]);
const canonicalRow = (row) => ({ participant: row.participant, asset: row.asset, amount: canonicalAmount(row.amount) });

function byKey(rows, path) {
  const map = new Map();
  for (const row of rows) {
    if (map.has(key(row))) throw new PayloadMismatch(path, "every participant once for each asset", row);
    map.set(key(row), row);
  }
  return map;
}

/** Compares states, where an allocation that is left out is zero and another member that is left out says nothing. @returns the first difference, or null */
export function difference(mine, theirs) {
  const [one, other] = (mine.allocations == null ? [[], []] : [mine.allocations, theirs.allocations]).map((rows) => byKey(rows, "allocations"));
  for (const [each, row] of [...one, ...other]) {
    const [wanted, actual] = [one, other].map((side) => canonicalAmount(side.get(each)?.amount ?? "0"));
    if (wanted !== actual) return { path: `allocations (${row.asset} of ${row.participant})`, expected: wanted, actual };
  }
  for (const [member, form] of MEMBERS) {
    const [wanted, actual] = [mine[member], theirs[member]].map((value) => (value == null ? null : form(value)));
    if (wanted !== null && wanted !== actual) return { path: member, expected: wanted, actual };
  }
  return null;
}

const MEMBERS = [
  ["sessionId", (id) => id.toLowerCase()],
  ["versionNumber", Number],
  ["sessionData", String],
];

function same(path, expected, actual) {
  if (expected !== actual) throw new PayloadMismatch(path, expected, actual);
}

function list(path, value) {
  if (!Array.isArray(value)) throw new PayloadMismatch(path, "a list", value);
  return value;
}

/** Fields that no payload can be made of are a difference as well. */
function guarded(path, make) {
  try {
    return make();
  } catch (unfit) {
    if (unfit instanceof TypeError || unfit instanceof RangeError) throw new PayloadMismatch(path, "fields that can be signed", unfit.message);
    throw unfit;
  }
}

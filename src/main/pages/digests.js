// From typed-in fields to what is signed: the same modules that the signing page and the client use, and nothing of any service.

import { isAddress } from "../js/lib/address.js";
import { canonicalAmount, isAmount } from "../js/lib/amounts.js";
import { closeText } from "../js/lib/closetext.js";
import { isHex } from "../js/lib/hex.js";
import { hashOfText } from "../js/lib/keccak.js";
import { personalDigest } from "../js/lib/texts.js";
import { INTENTS, inHashingOrder, updateHash } from "../js/lib/update.js";

export const V1 = "nitronode-v1";

/**
 * @param fields `{dialect, session, allocations, data}` and, by dialect, `{purpose, version}` or `{request, timestamp}`
 * @returns `{message, text, digest}`, or `{faults: [name]}`
 */
export function digests(fields) {
  const faults = faultsOf(fields);
  if (faults.length > 0) return { faults };
  const allocations = fields.allocations.map((row) => ({ ...row, amount: canonicalAmount(row.amount) }));
  try {
    if (fields.dialect === V1) {
      const kept = fields.purpose === "CLOSE" ? allocations.filter((row) => row.amount !== "0") : allocations;
      const update = { sessionId: fields.session, intent: INTENTS[fields.purpose], versionNumber: Number(fields.version), allocations: inHashingOrder(kept), sessionData: fields.data ?? "" };
      const message = updateHash(update);
      return { message, text: null, digest: personalDigest(message) };
    }
    const text = closeText({ id: Number(fields.request), sessionId: fields.session.toLowerCase(), allocations, sessionData: fields.data ?? null, timestamp: Number(fields.timestamp) });
    return { message: null, text, digest: hashOfText(text) };
  } catch (unfit) {
    return { faults: [unfit.message] };
  }
}

const whole = (value) => /^[1-9][0-9]{0,15}$/.test(String(value)) && Number.isSafeInteger(Number(value));

function faultsOf({ dialect, session, allocations, purpose, version, request, timestamp }) {
  const faults = [];
  const keys = new Set();
  if (!isHex(session, 32)) faults.push("session");
  if (!Array.isArray(allocations) || allocations.length === 0) faults.push("allocations");
  for (const row of Array.isArray(allocations) ? allocations : []) {
    if (!isAddress(row.participant)) faults.push("participant");
    if (typeof row.asset !== "string" || row.asset === "") faults.push("asset");
    if (!isAmount(row.amount) || row.amount.startsWith("-")) faults.push("amount");
    const key = JSON.stringify([String(row.participant).toLowerCase(), row.asset]);
    if (keys.has(key)) faults.push("twice");
    keys.add(key);
  }
  if (dialect === V1) {
    if (!Object.hasOwn(INTENTS, purpose)) faults.push("purpose");
    if (!whole(version)) faults.push("version");
  } else {
    if (!whole(request)) faults.push("request");
    if (!whole(timestamp)) faults.push("timestamp");
  }
  return [...new Set(faults)];
}

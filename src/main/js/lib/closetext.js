// A 0.x close: one request whose text is fixed, letter for letter. Writer and reader; the reader accepts nothing else than what the
// writer writes, so that look-alike names, repeated members, blanks and other orders have no way in.

import { isAddress } from "./address.js";
import { canonicalAmount, isAmount } from "./amounts.js";
import { isHex } from "./hex.js";

export const METHOD = "close_app_session";
const PRINTABLE = /^[ -~]*$/;

function quoted(text) {
  if (typeof text !== "string" || !PRINTABLE.test(text)) throw new TypeError("only printable ASCII can be signed");
  return `"${text.replace(/["\\]/g, "\\$&")}"`;
}

function number(value, least = 1) {
  if (!Number.isSafeInteger(value) || value < least) throw new TypeError("expected a whole number up to 2^53-1");
  return String(value);
}

/** Milliseconds with 13 digits: the node refuses others. */
function timestamp(value) {
  if (number(value, 1e12).length !== 13) throw new TypeError("a timestamp has 13 digits");
  return String(value);
}

function row({ participant, asset, amount }) {
  if (!isAddress(participant)) throw new TypeError("expected an address as participant");
  if (asset === "") throw new TypeError("an asset without a symbol");
  if (amount.startsWith("-")) throw new TypeError("a negative amount");
  return `{"participant":${quoted(participant)},"asset":${quoted(asset)},"amount":${quoted(canonicalAmount(amount))}}`;
}

/**
 * @param close `{id, sessionId, allocations, sessionData, timestamp}`; participants in the spelling of the session's definition;
 *   sessionData null leaves what is stored
 */
export function closeText({ id, sessionId, allocations, sessionData, timestamp: at }) {
  if (!isHex(sessionId, 32) || sessionId !== sessionId.toLowerCase()) throw new TypeError("expected a session id in small letters");
  if (allocations.length === 0) throw new TypeError("a close needs at least one allocation");
  const keys = new Set(allocations.map((each) => JSON.stringify([each.participant.toLowerCase(), each.asset])));
  if (keys.size !== allocations.length) throw new TypeError("a repeated allocation");
  const data = sessionData === null ? "" : `,"session_data":${quoted(sessionData)}`;
  return `[${number(id)},"${METHOD}",{"app_session_id":"${sessionId}","allocations":[${allocations.map(row).join(",")}]${data}},${timestamp(at)}]`;
}

const SHAPE = /^\[([1-9][0-9]{0,15}),"close_app_session",\{"app_session_id":"(0x[0-9a-f]{64})","allocations":\[(.+)\](?:,"session_data":"((?:[ !#-[\]-~]|\\["\\])*)")?\},([1-9][0-9]{12})\]$/;
const ROW = /\{"participant":"(0x[0-9a-fA-F]{40})","asset":"((?:[ !#-[\]-~]|\\["\\])+)","amount":"([0-9.]{1,97})"\}(?:,|$)/y;
const unquoted = (text) => text.replace(/\\(["\\])/g, "$1");

/** The fields of a text. @throws TypeError where the text is not, letter for letter, what its fields make */
export function readCloseText(text) {
  const parts = typeof text === "string" ? SHAPE.exec(text) : null;
  if (!parts) throw new TypeError("not the text of a close");
  const [, id, sessionId, rows, data, at] = parts;
  const close = { id: Number(id), sessionId, allocations: readRows(rows), sessionData: data === undefined ? null : unquoted(data), timestamp: Number(at) };
  if (closeText(close) !== text) throw new TypeError("not the canonical text of its own fields");
  return close;
}

function readRows(rows) {
  const allocations = [];
  ROW.lastIndex = 0;
  while (ROW.lastIndex < rows.length) {
    const found = ROW.exec(rows);
    if (!found || !isAmount(found[3])) throw new TypeError("not the allocations of a close");
    allocations.push({ participant: found[1], asset: unquoted(found[2]), amount: found[3] });
  }
  return allocations;
}

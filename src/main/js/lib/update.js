// A v1 update of a session: what is hashed, field by field.

import { address, array, bytes32, encode, string, tuple, uint } from "./abi.js";
import { canonicalAmount } from "./amounts.js";
import { hashOf } from "./keccak.js";

export const INTENTS = { OPERATE: 0, CLOSE: 3 };

/** @param update `{sessionId, intent, versionNumber, allocations, sessionData}`; allocations in the order in which they are signed */
export const updateEncoding = ({ sessionId, intent, versionNumber, allocations, sessionData }) =>
  encode(
    bytes32(sessionId),
    uint(intent),
    uint(versionNumber),
    array(allocations.map((row) => tuple(address(row.participant), string(row.asset), string(canonicalAmount(row.amount))))),
    string(sessionData),
  );

/** The 32 bytes that a wallet signs as a personal message. */
export const updateHash = (update) => hashOf(updateEncoding(update));

/** By asset, then by participant. */
export const inHashingOrder = (allocations) =>
  [...allocations].sort((one, other) => compare(one.asset, other.asset) || compare(one.participant.toLowerCase(), other.participant.toLowerCase()));

const compare = (one, other) => (one < other ? -1 : one > other ? 1 : 0);

// Texts that wallets sign as they are shown.

import { checksummed } from "./address.js";
import { concat, fromHex, isHex, utf8 } from "./hex.js";
import { hashOf } from "./keccak.js";

/** EIP-191: what recovery takes for a personal message. @param {string | Uint8Array} message `0x` hex, bytes, or any other text */
export function personalDigest(message) {
  const bytes = typeof message === "string" ? (isHex(message) ? fromHex(message) : utf8(message)) : message;
  return hashOf(concat(utf8(`\x19Ethereum Signed Message:\n${bytes.length}`), bytes));
}

const oneLine = (name, text) => {
  if (typeof text !== "string" || /[\p{Cc}\p{Zl}\p{Zp}]/u.test(text)) throw new TypeError(`${name}: one line without control characters`);
  return text;
};

/** What a participant signs to refuse a round. @param service the service's public origin: what was refused there counts nowhere else */
export const declineText = ({ service, closureId, round, sessionId, reason }) =>
  [
    "Epilogue decline",
    `service: ${oneLine("service", service)}`,
    `closure: ${oneLine("closureId", closureId)}`,
    `round: ${round}`,
    `session: ${sessionId.toLowerCase()}`,
    `reason: ${oneLine("reason", reason)}`,
  ].join("\n");

export const SIGN_IN_STATEMENT = "Sign in to see and sign the closures of this wallet. This moves no money and costs nothing.";

/** What a wallet signs to sign in (EIP-4361). Instants as the text has them, to the second. */
export const signInText = ({ origin, address, chainId, nonce, issuedAt, expiresAt }) =>
  [
    `${new URL(origin).host} wants you to sign in with your Ethereum account:`,
    checksummed(address),
    "",
    SIGN_IN_STATEMENT,
    "",
    `URI: ${oneLine("origin", origin)}`,
    "Version: 1",
    `Chain ID: ${chainId}`,
    `Nonce: ${oneLine("nonce", nonce)}`,
    `Issued At: ${oneLine("issuedAt", issuedAt)}`,
    `Expiration Time: ${oneLine("expiresAt", expiresAt)}`,
  ].join("\n");

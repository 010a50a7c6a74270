// Sign-In with Ethereum: the service writes the text, and the wallet signs it only where it is the one that these fields make.

import { EpilogueError, PayloadMismatch } from "./errors.js";
import { waited } from "./http.js";
import { signInText } from "./texts.js";

const FIELD = { nonce: /^Nonce: ([A-Za-z0-9]{8,})$/m, issuedAt: /^Issued At: ([0-9TZ:.-]+)$/m, expiresAt: /^Expiration Time: ([0-9TZ:.-]+)$/m };
const LONGEST = 15 * 60_000;

/** @returns the principal, and the session's token where no cookie was asked for */
export async function signIn(http, wallet, { origin, chainId, cookie, signal }) {
  const address = await waited(wallet.address(), http.any(signal));
  if (!wallet.can.has("EIP191")) throw new EpilogueError("signer-unable", `${wallet.kind} signs no personal messages, and so cannot sign in`);
  const { body: invitation } = await http.call("POST", "/v1/siwe/nonce", { body: { address, chainId, origin: origin ?? null }, signal });
  requireOwn(invitation, { origin: origin ?? http.origin, address, chainId });
  const signature = await waited(wallet.personal({ text: invitation.message }, { purpose: "SIGN_IN", participant: address }), http.any(signal));
  const { body } = await http.call("POST", "/v1/siwe/session", { body: { message: invitation.message, signature, cookie }, once: true, signal });
  return body;
}

/** A text for another page, account, chain or time than ours would let somebody else in. */
export function requireOwn({ message, nonce }, { origin, address, chainId }) {
  const read = Object.fromEntries(Object.entries(FIELD).map(([name, pattern]) => [name, pattern.exec(message)?.[1] ?? ""]));
  const own = signInText({ origin, address, chainId, ...read });
  if (message !== own) throw new PayloadMismatch("message", own, message);
  if (read.nonce !== nonce) throw new PayloadMismatch("nonce", nonce, read.nonce);
  const lives = Date.parse(read.expiresAt) - Date.parse(read.issuedAt);
  if (!(lives > 0 && lives <= LONGEST)) throw new PayloadMismatch("expirationTime", "some minutes after it was issued", read.expiresAt);
}

/** What wallets sign, made from fields: for pages and programs that want to see for themselves. */

import type { components } from "./api.d.ts";
import type { Hex } from "./index.js";

export { EpilogueError, PayloadMismatch } from "./index.js";

export type Row = { participant: string; asset: string; amount: string };

/** What a signer was shown and said yes to. */
export interface Agreed {
  dialect: string;
  sessionId: string;
  participants: readonly string[];
  allocations: readonly Row[];
  /** null: what is stored stays */
  sessionData: string | null;
  /** null: nobody said anything about it */
  versionNumber: number | null;
}

export interface Rebuilt {
  index: number;
  purpose: "OPERATE" | "CLOSE";
  scheme: "EIP191" | "RAW";
  /** The bytes that are signed: as a personal message (EIP191), or those whose hash is signed bare (RAW). */
  message: Hex;
  /** What recovery takes. */
  digest: Hex;
  text: string | null;
}

/** What to sign for each required payload. @throws PayloadMismatch naming the first difference */
export function rebuild(agreed: Agreed, payloads: readonly components["schemas"]["Payload"][]): Rebuilt[];

export interface Update {
  sessionId: string;
  intent: number;
  versionNumber: number | bigint;
  /** In the order in which they are signed. */
  allocations: readonly Row[];
  sessionData: string;
}

/** v1: the ABI encoding of an update, and its hash, which wallets sign as a personal message. */
export function updateEncoding(update: Update): Uint8Array;
export function updateHash(update: Update): Hex;
export function inHashingOrder<T extends Row>(allocations: readonly T[]): T[];

export interface FrozenClose {
  id: number;
  sessionId: string;
  /** Participants in the spelling of the session's definition. */
  allocations: readonly Row[];
  /** null leaves what is stored */
  sessionData: string | null;
  /** Milliseconds since 1970, 13 digits. */
  timestamp: number;
}

/** 0.x: the request that wallets sign, letter for letter, and back. */
export function closeText(close: FrozenClose): string;
export function readCloseText(text: string): FrozenClose;

export function declineText(refusal: { service: string; closureId: string; round: number; sessionId: string; reason: string }): string;
export function signInText(signIn: { origin: string; address: string; chainId: number; nonce: string; issuedAt: string; expiresAt: string }): string;
/** EIP-191. `0x` hex is taken as bytes, any other text as UTF-8. */
export function personalDigest(message: string | Uint8Array): Hex;

export interface Mandate {
  participant: string;
  signer: string;
  sessionId: string;
  /** Seconds since 1970. */
  notAfter: number;
}
export function mandateTypedData(mandate: Mandate): import("./index.js").TypedData;
export function mandateDigest(mandate: Mandate): Hex;

export function canonicalAmount(text: string): string;
export function checksummed(address: string): Hex;
export function keccak256(bytes: Uint8Array): Uint8Array;
export function hashOf(bytes: Uint8Array): Hex;
export function hashOfText(text: string): Hex;

/** Checks a closing certificate, in a browser or in Node, without asking anybody. */

import type { Hex } from "./index.js";

export interface CertificateReport {
  holds: boolean;
  /** What does not hold, the first thing first. */
  broken: { where: string; what: string }[];
  /** What holds, and is worth less than it seems: receipts of a key that was revoked. */
  remarks: { where: string; what: string }[];
  closureId: string | null;
  issuedAt: string | null;
  status: string | null;
  /** Of the key that sealed it. */
  keyId: string | null;
  /** How many statements are whose word. */
  marks: Record<string, number>;
  events: number;
  /** Hash of the last event and all before it. */
  head: Hex | null;
  signersChecked: boolean;
}

export interface CertificateOptions {
  /** The service's key set, from elsewhere; without it the file's own keys, which show that it is whole, not whose it is. */
  keys?: { keys: readonly object[] } | null;
  /** The address that signed, by a library of yours; without it signers are not checked. */
  recover?: ((digest: Hex, signature: Hex) => string | Promise<string>) | null;
}

export function verifyCertificate(file: Uint8Array | string, options?: CertificateOptions): Promise<CertificateReport>;

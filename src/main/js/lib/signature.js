// The form in which nodes take a signature: r, s in its lower half, v 27 or 28.

import { EpilogueError } from "./errors.js";
import { fromHex, isHex, toHex } from "./hex.js";

const ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;

export function nodeForm(signature, address) {
  const text = signature instanceof Uint8Array ? toHex(signature) : signature;
  if (!isHex(text)) throw malformed(address, "is not 0x hex");
  const bytes = fromHex(text);
  if (bytes.length > 66) {
    throw new EpilogueError("contract-wallet-unsupported", `${address} signed as a contract wallet does: nodes count signatures of keys only`);
  }
  if (bytes.length !== 65) throw malformed(address, `has ${bytes.length} bytes instead of the 65 of r, s and v`);
  const v = bytes[64] < 27 ? bytes[64] + 27 : bytes[64];
  if (v !== 27 && v !== 28) throw malformed(address, `ends in v ${bytes[64]}, and neither in 27 nor in 28`);
  const s = BigInt(toHex(bytes.subarray(32, 64)));
  const low = s <= ORDER / 2n;
  bytes.set(fromHex("0x" + (low ? s : ORDER - s).toString(16).padStart(64, "0")), 32);
  bytes[64] = low ? v : 55 - v;
  return toHex(bytes);
}

const malformed = (address, how) => new EpilogueError("signer-failed", `the signature of ${address} ${how}`);

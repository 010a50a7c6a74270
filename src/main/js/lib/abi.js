// As much of Solidity's ABI as the payloads need. A value is its head (one word, or an offset) and its tail.

import { concat, fromHex, isHex, utf8 } from "./hex.js";
import { isAddress } from "./address.js";

const fixed = (bytes) => ({ dynamic: false, bytes });
const dynamic = (bytes) => ({ dynamic: true, bytes });

function word(number) {
  const bytes = new Uint8Array(32);
  for (let at = 31, rest = number; rest > 0n; at--, rest >>= 8n) bytes[at] = Number(rest & 0xffn);
  return bytes;
}

/** @param {number | bigint} number 0 to 2^64-1; a plain number only where it is exact */
export function uint(number) {
  if (typeof number === "number" && !Number.isSafeInteger(number)) throw new TypeError("a number that is not whole, or not exact");
  const whole = BigInt(number);
  if (whole < 0n || whole >= 1n << 64n) throw new RangeError("a number outside of 0 to 2^64-1");
  return fixed(word(whole));
}

export function bytes32(hex) {
  if (!isHex(hex, 32)) throw new TypeError("expected 32 bytes as 0x hex");
  return fixed(fromHex(hex));
}

export function address(text) {
  if (!isAddress(text)) throw new TypeError("expected an address: 0x and 40 hexadecimal digits");
  return fixed(concat(new Uint8Array(12), fromHex(text)));
}

/** A signed number of 256 bits. @param {bigint} number */
export function integer(number) {
  if (number < -(1n << 255n) || number >= 1n << 255n) throw new RangeError("a number of more than 256 bits");
  return fixed(word(BigInt.asUintN(256, number)));
}

export const string = (text) => bytes(utf8(text));

export function bytes(bytes) {
  return dynamic(concat(word(BigInt(bytes.length)), bytes, new Uint8Array((32 - (bytes.length % 32)) % 32)));
}

/** Dynamic as soon as one of its members is. */
export const tuple = (...members) => (members.some((member) => member.dynamic) ? dynamic : fixed)(encode(...members));

export const array = (members) => dynamic(concat(word(BigInt(members.length)), encode(...members)));

export function encode(...values) {
  let offset = values.reduce((length, value) => length + (value.dynamic ? 32 : value.bytes.length), 0);
  const heads = [];
  const tails = [];
  for (const value of values) {
    if (value.dynamic) {
      heads.push(word(BigInt(offset)));
      tails.push(value.bytes);
      offset += value.bytes.length;
    } else {
      heads.push(value.bytes);
    }
  }
  return concat(...heads, ...tails);
}

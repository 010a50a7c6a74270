// The bytes of a JSON value that are hashed (RFC 8785, whole numbers only).

import { utf8 } from "./hex.js";

/** @throws TypeError for numbers that are not whole, and for half a character */
export const canonicalBytes = (value) => utf8(text(value));

function text(value) {
  if (Array.isArray(value)) return `[${value.map(text).join(",")}]`;
  if (value !== null && typeof value === "object") {
    return `{${Object.keys(value).sort().map((name) => `${JSON.stringify(name)}:${text(value[name])}`).join(",")}}`;
  }
  if (typeof value === "number" && !Number.isSafeInteger(value)) throw new TypeError("a number that is not whole, or not below 2^53");
  return JSON.stringify(value);
}

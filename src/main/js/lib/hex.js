// Bytes and their hexadecimal text.

const HEX = /^0x(?:[0-9a-fA-F]{2})*$/;
const DIGITS = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));

export const isHex = (text, bytes) => typeof text === "string" && HEX.test(text) && (bytes === undefined || text.length === 2 + 2 * bytes);

export function toHex(bytes) {
  let text = "0x";
  for (const byte of bytes) text += DIGITS[byte];
  return text;
}

export function fromHex(text) {
  if (!isHex(text)) throw new TypeError("expected 0x and an even number of hexadecimal digits");
  const bytes = new Uint8Array((text.length - 2) / 2);
  for (let at = 0; at < bytes.length; at++) bytes[at] = parseInt(text.slice(2 + 2 * at, 4 + 2 * at), 16);
  return bytes;
}

export function concat(...parts) {
  const bytes = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

/** Refuses what UTF-8 cannot say: a lone surrogate would be signed as another character than the one that was meant. */
export function utf8(text) {
  if (!text.isWellFormed?.() && /\p{Surrogate}/u.test(text)) throw new TypeError("text with half a character");
  return new TextEncoder().encode(text);
}

// Addresses: compared without regard to case, shown as EIP-55.

import { keccak256 } from "./keccak.js";
import { utf8 } from "./hex.js";

const ADDRESS = /^0x[0-9a-fA-F]{40}$/;

export const isAddress = (text) => typeof text === "string" && ADDRESS.test(text);

export const sameAddress = (one, other) => isAddress(one) && isAddress(other) && one.toLowerCase() === other.toLowerCase();

export function checksummed(address) {
  if (!isAddress(address)) throw new TypeError("expected an address: 0x and 40 hexadecimal digits");
  const digits = address.slice(2).toLowerCase();
  const hash = keccak256(utf8(digits));
  return "0x" + digits.replace(/[a-f]/g, (digit, at) => ((hash[at >> 1] >> (at % 2 ? 0 : 4)) & 8 ? digit.toUpperCase() : digit));
}

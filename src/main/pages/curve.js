// secp256k1, with whole numbers of the language. They take no constant time, which nobody can make use of who sees one signature of a key that
// is gone, and which recovery does not need.

import { checksummed } from "../js/lib/address.js";
import { fromHex, toHex } from "../js/lib/hex.js";
import { keccak256 } from "../js/lib/keccak.js";

const P = 2n ** 256n - 2n ** 32n - 977n;
export const N = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;
export const G = [0x79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798n, 0x483ada7726a3c4655da4fbfc0e1108a8fd17b448a68554199c47d08ffb10d4b8n];

export const mod = (value, by = P) => ((value % by) + by) % by;
export const number = (bytes) => BigInt(toHex(bytes));
export const bytes32 = (value) => fromHex("0x" + value.toString(16).padStart(64, "0"));

export function inverse(value, by) {
  let [a, b, x, y] = [mod(value, by), by, 1n, 0n];
  while (a > 1n) {
    const quotient = b / a;
    [a, b, x, y] = [b % a, a, mod(y - quotient * x, by), x];
  }
  return x;
}

/** Points are [x, y]; null is the one at infinity. */
function plus(one, other) {
  if (one === null) return other;
  if (other === null) return one;
  if (one[0] === other[0] && mod(one[1] + other[1]) === 0n) return null;
  const slope = one[0] === other[0] ? mod(3n * one[0] * one[0] * inverse(2n * one[1], P)) : mod((other[1] - one[1]) * inverse(other[0] - one[0], P));
  const x = mod(slope * slope - one[0] - other[0]);
  return [x, mod(slope * (one[0] - x) - one[1])];
}

export function times(factor, point) {
  let sum = null;
  for (let power = point; factor > 0n; factor >>= 1n, power = plus(power, power)) if (factor & 1n) sum = plus(sum, power);
  return sum;
}

function power(base, exponent) {
  let result = 1n;
  for (let square = base; exponent > 0n; exponent >>= 1n, square = mod(square * square)) if (exponent & 1n) result = mod(result * square);
  return result;
}

export const addressOfPoint = ([x, y]) => checksummed(toHex(keccak256(new Uint8Array([...bytes32(x), ...bytes32(y)])).subarray(12)));

/** @param signature r, s and v (0, 1, 27 or 28) @returns the address that signed; null where nobody can have */
export function recovered(digest, signature) {
  const bytes = fromHex(signature);
  const [r, s, v] = [number(bytes.subarray(0, 32)), number(bytes.subarray(32, 64)), [0, 1, 27, 28].indexOf(bytes[64]) % 2];
  if (bytes.length !== 65 || v < 0 || r === 0n || r >= N || s === 0n || s >= N) return null;
  const square = mod(r * r * r + 7n);
  const root = power(square, (P + 1n) / 4n);
  if (mod(root * root) !== square) return null;
  const point = [r, (root & 1n) === BigInt(v) ? root : P - root];
  const ofR = inverse(r, N);
  const key = plus(times(mod(s * ofR, N), point), times(mod(-number(fromHex(digest)) * ofR, N), G));
  return key && addressOfPoint(key);
}

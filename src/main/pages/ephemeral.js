// A key that lives for one signature. Browsers' wallets sign no bare digests, which a 0.x node asks for: the page makes a key, the wallet
// vouches for it, and the page forgets it. The curve is secp256k1, with whole numbers of the language; they take no constant time, which
// nobody can make use of who sees one signature of a key that is gone.

import { checksummed } from "../js/lib/address.js";
import { fromHex, toHex } from "../js/lib/hex.js";
import { keccak256 } from "../js/lib/keccak.js";

const P = 2n ** 256n - 2n ** 32n - 977n;
const N = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;
const G = [0x79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798n, 0x483ada7726a3c4655da4fbfc0e1108a8fd17b448a68554199c47d08ffb10d4b8n];

const mod = (value, by = P) => ((value % by) + by) % by;
const number = (bytes) => BigInt(toHex(bytes));
const bytes32 = (value) => fromHex("0x" + value.toString(16).padStart(64, "0"));

function inverse(value, by) {
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

function times(factor, point = G) {
  let sum = null;
  for (let power = point; factor > 0n; factor >>= 1n, power = plus(power, power)) if (factor & 1n) sum = plus(sum, power);
  return sum;
}

/** Evenly drawn from 1 to N-1. */
function secret() {
  for (;;) {
    const drawn = number(crypto.getRandomValues(new Uint8Array(32)));
    if (drawn > 0n && drawn < N) return drawn;
  }
}

/** r, s in its lower half, v 27 or 28. @param nonce for tests; anywhere else it is drawn */
export function sign(digest, key, nonce = secret()) {
  const [x, y] = times(nonce);
  const r = mod(x, N);
  const s = mod(inverse(nonce, N) * (number(fromHex(digest)) + r * key), N);
  if (r !== x || r === 0n || s === 0n) return sign(digest, key);
  const high = s > N / 2n;
  const v = 27n + ((y & 1n) ^ (high ? 1n : 0n));
  return toHex(bytes32(r)) + toHex(bytes32(high ? N - s : s)).slice(2) + v.toString(16);
}

export function addressOf(key) {
  const [x, y] = times(key);
  return checksummed(toHex(keccak256(new Uint8Array([...bytes32(x), ...bytes32(y)])).subarray(12)));
}

/** @returns `{address, signOnce(digest)}`; after it has signed, or was told to, the key is gone */
export function ephemeralKey() {
  let key = secret();
  return {
    address: addressOf(key),
    signOnce(digest) {
      if (key === null) throw new Error("the key is gone");
      const signature = sign(digest, key);
      key = null;
      return signature;
    },
    forget() {
      key = null;
    },
  };
}

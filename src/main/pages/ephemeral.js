// A key that lives for one signature. Browsers' wallets sign no bare digests, which a 0.x node asks for: the page makes a key, the wallet
// vouches for it, and the page forgets it.

import { G, N, addressOfPoint, bytes32, inverse, mod, number, times } from "./curve.js";
import { fromHex, toHex } from "../js/lib/hex.js";

/** Evenly drawn from 1 to N-1. */
function secret() {
  for (;;) {
    const drawn = number(crypto.getRandomValues(new Uint8Array(32)));
    if (drawn > 0n && drawn < N) return drawn;
  }
}

/** r, s in its lower half, v 27 or 28. @param nonce for tests; anywhere else it is drawn */
export function sign(digest, key, nonce = secret()) {
  const [x, y] = times(nonce, G);
  const r = mod(x, N);
  const s = mod(inverse(nonce, N) * (number(fromHex(digest)) + r * key), N);
  if (r !== x || r === 0n || s === 0n) return sign(digest, key);
  const high = s > N / 2n;
  const v = 27n + ((y & 1n) ^ (high ? 1n : 0n));
  return toHex(bytes32(r)) + toHex(bytes32(high ? N - s : s)).slice(2) + v.toString(16);
}

export const addressOf = (key) => addressOfPoint(times(key, G));

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

// Keccak-256 with the original padding, as Ethereum has it. Lanes are pairs of 32-bit halves, the lower one first.

import { toHex, utf8 } from "./hex.js";

const RATE = 136;
const ROUNDS = 24;
const { CONSTANTS, ROTATIONS, LANES } = tables();

/** Round constants by the shift register of the specification; rotations and places by its walk over the lanes. */
function tables() {
  const CONSTANTS = new Uint32Array(2 * ROUNDS);
  let register = 1;
  for (let round = 0; round < ROUNDS; round++) {
    for (let j = 0; j < 7; j++) {
      const bit = (1 << j) - 1;
      if (register & 1) CONSTANTS[2 * round + (bit >> 5)] ^= (1 << (bit & 31)) >>> 0;
      register = register & 0x80 ? ((register << 1) ^ 0x171) & 0xff : register << 1;
    }
  }
  const ROTATIONS = [];
  const LANES = [];
  let [x, y] = [1, 0];
  for (let step = 0; step < ROUNDS; step++) {
    [x, y] = [y, (2 * x + 3 * y) % 5];
    LANES.push(x + 5 * y);
    ROTATIONS.push((((step + 1) * (step + 2)) / 2) % 64);
  }
  return { CONSTANTS, ROTATIONS, LANES };
}

function permute(state) {
  const columns = new Uint32Array(10);
  const row = new Uint32Array(10);
  for (let round = 0; round < ROUNDS; round++) {
    for (let at = 0; at < 10; at++) {
      columns[at] = state[at] ^ state[at + 10] ^ state[at + 20] ^ state[at + 30] ^ state[at + 40];
    }
    for (let x = 0; x < 5; x++) {
      const [left, right] = [2 * ((x + 4) % 5), 2 * ((x + 1) % 5)];
      const low = columns[left] ^ ((columns[right] << 1) | (columns[right + 1] >>> 31));
      const high = columns[left + 1] ^ ((columns[right + 1] << 1) | (columns[right] >>> 31));
      for (let at = 2 * x; at < 50; at += 10) {
        state[at] ^= low;
        state[at + 1] ^= high;
      }
    }
    let [low, high] = [state[2], state[3]];
    for (let step = 0; step < ROUNDS; step++) {
      const at = 2 * LANES[step];
      const by = ROTATIONS[step] & 31;
      if (ROTATIONS[step] >= 32) [low, high] = [high, low];
      if (by > 0) [low, high] = [(low << by) | (high >>> (32 - by)), (high << by) | (low >>> (32 - by))];
      [state[at], low, state[at + 1], high] = [low, state[at], high, state[at + 1]];
    }
    for (let y = 0; y < 50; y += 10) {
      for (let at = 0; at < 10; at++) row[at] = state[y + at];
      for (let at = 0; at < 10; at++) state[y + at] ^= ~row[(at + 2) % 10] & row[(at + 4) % 10];
    }
    state[0] ^= CONSTANTS[2 * round];
    state[1] ^= CONSTANTS[2 * round + 1];
  }
}

/** @param {Uint8Array} bytes */
export function keccak256(bytes) {
  const padded = new Uint8Array((Math.floor(bytes.length / RATE) + 1) * RATE);
  padded.set(bytes);
  padded[bytes.length] = 0x01;
  padded[padded.length - 1] |= 0x80;
  const words = new DataView(padded.buffer);
  const state = new Uint32Array(50);
  for (let block = 0; block < padded.length; block += RATE) {
    for (let at = 0; at < RATE / 4; at++) state[at] ^= words.getUint32(block + 4 * at, true);
    permute(state);
  }
  const hash = new DataView(new ArrayBuffer(32));
  for (let at = 0; at < 8; at++) hash.setUint32(4 * at, state[at], true);
  return new Uint8Array(hash.buffer);
}

export const hashOf = (bytes) => toHex(keccak256(bytes));
export const hashOfText = (text) => hashOf(utf8(text));

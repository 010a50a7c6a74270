// A text as the modules of a QR code (ISO/IEC 18004, bytes, lowest correction): fields go from screen to screen past the service.

import { utf8 } from "../js/lib/hex.js";

const NEWEST = 40;
/** Of versions 1 to 40 at the lowest correction: codewords that correct a block, and blocks. */
const CORRECTING = [7, 10, 15, 20, 26, 18, 20, 24, 30, 18, 20, 24, 26, 30, 22, 24, 28, 30, 28, 28, 28, 28, 30, 30, 26, 28, ...Array(14).fill(30)];
const BLOCKS = [1, 1, 1, 1, 1, 2, 2, 2, 2, 4, 4, 4, 4, 4, 6, 6, 6, 6, 7, 8, 8, 9, 9, 10, 12, 12, 12, 13, 14, 15, 16, 17, 18, 19, 19, 20, 21, 22, 24, 25];

const MASKS = [
  (x, y) => (x + y) % 2,
  (x, y) => y % 2,
  (x) => x % 3,
  (x, y) => (x + y) % 3,
  (x, y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2,
  (x, y) => ((x * y) % 2) + ((x * y) % 3),
  (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2,
  (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2,
];

/** @returns rows from top to bottom, 1 is dark; null where the text is too long for any code */
export function modules(text) {
  const bytes = utf8(text);
  for (let version = 1; version <= NEWEST; version++) {
    const [correcting, blocks] = [CORRECTING[version - 1], BLOCKS[version - 1]];
    const grid = patterns(version);
    const codewords = Math.floor(grid.flat().filter((cell) => cell === null).length / 8);
    const room = codewords - correcting * blocks;
    if (bytes.length > room - (version < 10 ? 2 : 3)) continue;
    const stream = interleaved(packed(bytes, room, version < 10 ? 8 : 16), codewords, correcting, blocks);
    const drawn = MASKS.map((mask, at) => withFormat(filled(grid, stream, mask), at));
    return drawn.reduce((best, each) => (unrest(each) < unrest(best) ? each : best)).map((row) => row.join(""));
  }
  return null;
}

/** What stands in every code of a version; null is a place for data. */
function patterns(version) {
  const size = 17 + 4 * version;
  const grid = Array.from({ length: size }, (_, y) => Array.from({ length: size }, (_, x) => (x === 6 ? 1 - (y % 2) : y === 6 ? 1 - (x % 2) : null)));
  const square = (cx, cy, reach, dark) => {
    for (let y = Math.max(0, cy - reach); y <= Math.min(size - 1, cy + reach); y++) {
      for (let x = Math.max(0, cx - reach); x <= Math.min(size - 1, cx + reach); x++) grid[y][x] = dark(Math.max(Math.abs(x - cx), Math.abs(y - cy)));
    }
  };
  const finder = (distance) => (distance === 2 || distance === 4 ? 0 : 1);
  for (const [x, y] of [[3, 3], [size - 4, 3], [3, size - 4]]) square(x, y, 4, finder);
  const centres = aligned(version, size);
  const corners = [[6, 6], [6, size - 7], [size - 7, 6]].map(String);
  for (const x of centres) for (const y of centres) if (!corners.includes(String([x, y]))) square(x, y, 2, (distance) => (distance === 1 ? 0 : 1));
  if (version >= 7) {
    const bits = (version << 12) | remainder(version << 12, 0x1f25, 12);
    for (let at = 0; at < 18; at++) {
      const [far, near] = [size - 11 + (at % 3), Math.floor(at / 3)];
      grid[near][far] = grid[far][near] = (bits >> at) & 1;
    }
  }
  return withFormat(grid, 0);
}

/** Where small squares are centred, on both axes. */
function aligned(version, size) {
  if (version === 1) return [];
  const number = Math.floor(version / 7) + 2;
  const step = version === 32 ? 26 : Math.ceil((size - 13) / (2 * number - 2)) * 2;
  return [6, ...Array.from({ length: number - 1 }, (_, at) => size - 7 - at * step)];
}

function remainder(value, divisor, degree) {
  for (let bit = 31; bit >= degree; bit--) if ((value >>> bit) & 1) value ^= divisor << (bit - degree);
  return value;
}

/** Which mask it is, twice. */
function withFormat(grid, mask) {
  const size = grid.length;
  const value = (8 | mask) << 10;
  const bits = (value | remainder(value, 0x537, 10)) ^ 0x5412;
  for (let at = 0; at < 15; at++) {
    const bit = (bits >> at) & 1;
    const [x, y] = at < 6 ? [8, at] : at < 8 ? [8, at + 1] : at === 8 ? [7, 8] : [14 - at, 8];
    grid[y][x] = bit;
    if (at < 8) grid[8][size - 1 - at] = bit;
    else grid[size - 15 + at][8] = bit;
  }
  grid[size - 8][8] = 1;
  return grid;
}

function packed(bytes, room, lengthBits) {
  const bits = [0, 1, 0, 0];
  const push = (value, width) => {
    for (let at = width - 1; at >= 0; at--) bits.push((value >> at) & 1);
  };
  push(bytes.length, lengthBits);
  for (const byte of bytes) push(byte, 8);
  push(0, 4);
  const data = [];
  for (let at = 0; at < bits.length; at += 8) data.push(parseInt(bits.slice(at, at + 8).join("").padEnd(8, "0"), 2));
  for (let pad = 0xec; data.length < room; pad ^= 0xec ^ 0x11) data.push(pad);
  return data;
}

function interleaved(data, codewords, correcting, blocks) {
  const longer = codewords % blocks;
  const short = Math.floor(codewords / blocks) - correcting;
  const parts = [];
  for (let at = 0, from = 0; at < blocks; at++) {
    const length = short + (at < blocks - longer ? 0 : 1);
    parts.push(data.slice(from, from + length));
    from += length;
  }
  const corrections = parts.map((part) => correction(part, correcting));
  const across = (rows) => Array.from({ length: Math.max(...rows.map((row) => row.length)) }, (_, at) => rows.flatMap((row) => (at < row.length ? [row[at]] : []))).flat();
  return [...across(parts), ...across(corrections)];
}

/** Reed-Solomon over GF(256). */
function correction(data, degree) {
  let generator = [1];
  for (let at = 0, root = 1; at < degree; at++, root = times(root, 2)) {
    generator = [...generator, 0].map((value, index) => value ^ (index === 0 ? 0 : times(generator[index - 1], root)));
  }
  const rest = Array(degree).fill(0);
  for (const byte of data) {
    const factor = byte ^ rest.shift();
    rest.push(0);
    for (let at = 0; at < degree; at++) rest[at] ^= times(generator[at + 1], factor);
  }
  return rest;
}

function times(one, other) {
  let product = 0;
  for (let bit = 7; bit >= 0; bit--) product = (product << 1) ^ (product & 0x80 ? 0x11d : 0) ^ ((other >> bit) & 1 ? one : 0);
  return product;
}

/** In columns of two, from the right, up and down in turns. */
function filled(grid, stream, mask) {
  const made = grid.map((row) => [...row]);
  const size = grid.length;
  let at = 0;
  for (let right = size - 1, up = true; right > 0; right -= 2, up = !up) {
    if (right === 6) right--;
    for (let step = 0; step < size; step++) {
      const y = up ? size - 1 - step : step;
      for (const x of [right, right - 1]) {
        if (grid[y][x] !== null) continue;
        const bit = ((stream[at >> 3] ?? 0) >> (7 - (at & 7))) & 1;
        made[y][x] = bit ^ (mask(x, y) === 0 ? 1 : 0);
        at++;
      }
    }
  }
  return made;
}

/** What makes a code hard to read: areas of one colour, and dark and light that do not balance. */
function unrest(grid) {
  let found = 0;
  let dark = 0;
  for (let y = 1; y < grid.length; y++) {
    for (let x = 1; x < grid.length; x++) {
      dark += grid[y][x];
      if (grid[y][x] === grid[y - 1][x] && grid[y][x] === grid[y][x - 1] && grid[y][x] === grid[y - 1][x - 1]) found += 3;
    }
  }
  return found + Math.abs(dark * 2 - grid.length ** 2);
}

// Characters that look like others, or like nothing. Names are compared by eye; the eye is what they deceive.

const PLAIN = /^[ -~]$/;
const LATIN = /\p{Script=Latin}/u;
const OTHERS = /[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}\p{Script=Cherokee}\p{Script=Coptic}]/u;
const FULL_WIDTH = /[\u{ff01}-\u{ff5e}\u{1d400}-\u{1d7ff}\u{2100}-\u{214f}]/u;
const UNSEEN = /[\p{Cf}\p{Cc}\p{Zl}\p{Zp}\p{Co}\p{Cn}\u{115f}\u{1160}\u{3164}\u{ffa0}]/u;

export const codePoint = (character) => "U+" + character.codePointAt(0).toString(16).toUpperCase().padStart(4, "0");

/**
 * @param name true for what is a name (an asset, an application, a node): there every character but the plain ones is worth a look; in
 *   other text only what mixes alphabets within a word, or cannot be seen
 * @returns `[{text, suspicious}]`, which together are the whole text; what is suspicious is one character each
 */
export function pieces(text, name = false) {
  const found = [];
  const push = (piece, suspicious) => {
    const last = found.at(-1);
    if (last && !suspicious && !last.suspicious) last.text += piece;
    else found.push({ text: piece, suspicious });
  };
  for (const word of text.split(/(\s+)/u)) {
    const mixed = LATIN.test(word);
    for (const character of word) {
      const odd = UNSEEN.test(character) || FULL_WIDTH.test(character) || (name ? !PLAIN.test(character) : mixed && OTHERS.test(character));
      push(character, odd);
    }
  }
  return found;
}

/** Addresses that differ and yet begin and end alike, as they are made to by those who want to be mistaken for somebody. */
export function alike(addresses) {
  const ends = (address) => address.slice(2, 6).toLowerCase() + address.slice(-4).toLowerCase();
  const seen = new Map();
  for (const address of new Set(addresses.map((each) => each.toLowerCase()))) {
    seen.set(ends(address), [...(seen.get(ends(address)) ?? []), address]);
  }
  return new Set([...seen.values()].filter((group) => group.length > 1).flat());
}

// Characters that look like others, or like nothing. Names are compared by eye; the eye is what they deceive.

const PLAIN = /^[ -~]$/;
const LATIN = /\p{Script=Latin}/u;
const OTHERS = /[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}\p{Script=Cherokee}\p{Script=Coptic}]/u;
const FULL_WIDTH = /[\u{ff01}-\u{ff5e}\u{1d400}-\u{1d7ff}\u{2100}-\u{214f}]/u;
const UNSEEN = /[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u{2800}]/u;
/** What stands above or below another character, beside it no second and no third. */
const MARK = /\p{M}/u;
const MOST_MARKS = 2;
/** Says of the picture before it how it is drawn. */
const VARIANT = /[\u{fe0e}\u{fe0f}]/u;
const PICTURE = /\p{Extended_Pictographic}/u;
/** What cannot be told from nothing, or from a blank. */
const NO_SHAPE = /[\p{C}\p{Z}\p{M}\p{Default_Ignorable_Code_Point}\u{2800}]/u;

export const codePoint = (character) => "U+" + character.codePointAt(0).toString(16).toUpperCase().padStart(4, "0");

/** A character, or its number where it has no shape of its own. */
export const visible = (character) => (NO_SHAPE.test(character) ? codePoint(character) : character);

/** For where no mark can be put: what cannot be seen is left out. */
export const seenOnly = (text) => [...text].filter((character) => !UNSEEN.test(character)).join("").replace(/\s+/gu, " ").trim();

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
  let before = " ";
  let marks = 0;
  for (const word of text.split(/(\s+)/u)) {
    const mixed = LATIN.test(word);
    for (const character of word) {
      marks = MARK.test(character) ? marks + 1 : 0;
      const drawn = !name && VARIANT.test(character) && PICTURE.test(before);
      const hidden = (UNSEEN.test(character) && !drawn) || FULL_WIDTH.test(character) || marks > MOST_MARKS;
      push(character, hidden || (name ? !PLAIN.test(character) || (character === " " && before === " ") : mixed && OTHERS.test(character)));
      before = character;
    }
  }
  const last = found.at(-1);
  if (name && last && !last.suspicious && last.text.endsWith(" ")) {
    last.text = last.text.slice(0, -1);
    if (last.text === "") found.pop();
    push(" ", true);
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

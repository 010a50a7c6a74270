// Amounts for people: exact, since they are text and whole numbers all the way.

const PLACES = 36;

export function units(text) {
  const [whole, fraction = ""] = text.replace("-", "").split(".");
  const value = BigInt(whole + fraction.padEnd(PLACES, "0"));
  return text.startsWith("-") ? -value : value;
}

export function textOf(value) {
  const digits = (value < 0n ? -value : value).toString().padStart(PLACES + 1, "0");
  const fraction = digits.slice(-PLACES).replace(/0+$/, "");
  return (value < 0n ? "-" : "") + digits.slice(0, -PLACES) + (fraction ? `.${fraction}` : "");
}

/** @returns `{sign, text}`: what the second has more than the first, the text without its sign */
export function change(from, to) {
  const difference = units(to) - units(from);
  return { sign: difference === 0n ? 0 : difference > 0n ? 1 : -1, text: textOf(difference < 0n ? -difference : difference) };
}

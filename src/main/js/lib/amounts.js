// Amounts are decimal text; what is hashed is their canonical form. No arithmetic: texts are compared, never computed with.

const PLAIN = /^(-?)([0-9]{1,60})(?:\.([0-9]{1,36}))?$/;

export const isAmount = (text) => typeof text === "string" && PLAIN.test(text);

/** No leading or trailing zeros, no exponent, zero as `0`. Numbers are refused: most decimal fractions are none of them. */
export function canonicalAmount(text) {
  const parts = typeof text === "string" ? PLAIN.exec(text) : null;
  if (!parts) throw new TypeError("expected an amount as plain decimal text, such as \"12.5\"");
  const whole = parts[2].replace(/^0+(?=.)/, "");
  const fraction = (parts[3] ?? "").replace(/0+$/, "");
  const number = fraction ? `${whole}.${fraction}` : whole;
  return number === "0" ? "0" : parts[1] + number;
}

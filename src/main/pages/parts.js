// Parts that pages are put together of: addresses in whole, names with their odd characters marked, hashes whose ends can be compared.

import { el, svg } from "./dom.js";
import { codePoint, pieces, visible } from "./lookalikes.js";
import { T } from "./texts.js";

/** In whole, its ends bold: what people compare. */
export const addressPart = (address, mark = false) =>
  el("span", { class: ["address", mark && "odd"], translate: "no" }, el("b", {}, address.slice(0, 6)), address.slice(6, -4), el("b", {}, address.slice(-4)));

/** Text from outside, whose direction moves nothing around it. @param name see lookalikes.js */
export const textPart = (text, name = false) =>
  el("bdi", {}, ...pieces(text, name).map((piece) => (piece.suspicious ? el("mark", { class: "odd", title: codePoint(piece.text) }, visible(piece.text)) : piece.text)));

/** A sentence where there is something to be careful about; null where there is not. */
export function lookalikeWarning(texts) {
  const odd = texts.flatMap(({ text, name }) => (text === null ? [] : pieces(text, name).filter((piece) => piece.suspicious)));
  if (odd.length === 0) return null;
  const list = [...new Set(odd.map((piece) => `“${visible(piece.text)}” ${codePoint(piece.text)}`))].slice(0, 6).join(", ");
  return el("p", { class: "warning" }, T.asker.lookalikes(list));
}

/** Hexadecimal digits in groups, the first and last four bytes large. */
export function hashPart(hash) {
  const digits = hash.slice(2);
  const middle = digits.slice(8, -8).match(/.{1,8}/g) ?? [];
  return el("code", { class: "hash", translate: "no" }, "0x", el("b", {}, digits.slice(0, 8)), el("span", {}, ...middle.map((group) => [el("wbr"), group])), el("wbr"), el("b", {}, digits.slice(-8)));
}

export const factsPart = (rows) => el("dl", {}, ...rows.filter(([, value]) => value !== null).flatMap(([name, value]) => [el("dt", {}, name), el("dd", {}, value)]));

export const button = (text, on, members = {}) => el("button", { type: "button", ...members, on: { click: on } }, text);

/** @param rows of modules, 1 is dark; four light ones belong around them */
export function codePart(rows, label) {
  const size = rows.length + 8;
  const dark = rows.flatMap((row, y) => [...row].map((module, x) => (module === "1" ? `M${x + 4} ${y + 4}h1v1h-1z` : "")));
  return svg("svg", { class: "qr", role: "img", "aria-label": label, viewBox: `0 0 ${size} ${size}`, "shape-rendering": "crispEdges" }, svg("rect", { width: size, height: size, fill: "#fff" }), svg("path", { d: dark.join(""), fill: "#000" }));
}

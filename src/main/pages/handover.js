// To the phone, or into a wallet's own browser, which shares no cookies with this one: a code that is good once.

import { el } from "./dom.js";
import { button, codePart } from "./parts.js";
import { dateText, T, troubleText } from "./texts.js";

/** Addresses that a wallet on this device opens itself, without anybody's server in between: the code stands in them. */
const WALLETS = [
  ["MetaMask", (url) => `metamask://dapp/${url.host}${url.pathname}`],
  ["Coinbase Wallet", (url) => `cbwallet://dapp?url=${encodeURIComponent(url)}`],
  ["Trust Wallet", (url) => `trust://open_url?coin_id=60&url=${encodeURIComponent(url)}`],
];

/** @param get asks the service for a code */
export function handover(get) {
  const shown = el("div", {});
  const ask = async () => {
    try {
      shown.replaceChildren(...offered(await get()));
    } catch (failure) {
      shown.replaceChildren(el("p", { class: "trouble", role: "alert" }, troubleText(failure.code)));
    }
  };
  return el("details", {}, el("summary", {}, T.handover.summary), el("p", {}, T.handover.explain), el("p", { class: "buttons" }, button(T.handover.get, ask, { class: "second" })), shown);
}

function offered({ url, code, expiresAt, qr }) {
  const address = new URL(url);
  return [
    el("p", {}, T.handover.type),
    el("p", { class: "handover" }, el("code", {}, url)),
    code && el("p", {}, `${T.handover.code}: `, el("b", { class: "code" }, code)),
    qr && codePart(qr, T.handover.qr),
    el("p", { class: "note" }, T.handover.until(dateText(expiresAt))),
    matchMedia("(pointer: coarse)").matches && [el("p", {}, T.handover.open), el("p", { class: "buttons" }, ...WALLETS.map(([name, link]) => el("a", { class: "button", href: link(address), rel: "noopener" }, name)))],
  ].flat().filter(Boolean);
}

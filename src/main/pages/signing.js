// The part of the page on which something is signed: what the wallet will show, the button, and what went wrong.

import { declineText } from "../js/lib/texts.js";
import { el } from "./dom.js";
import { asFile, asFragment, fieldsOf } from "./fields.js";
import { addressPart, button, codePart, factsPart, hashPart, textPart } from "./parts.js";
import { modules } from "./qr.js";
import { dateText, T, troubleText } from "./texts.js";

/** The service asks for something else than it shows. */
export const mismatch = ({ path, expected, actual }) => [
  el("h2", { class: "alarm" }, T.mismatch.heading),
  el("p", {}, T.mismatch.text),
  path && factsPart([
    [T.mismatch.where, el("code", {}, textPart(shown(path)))],
    [T.mismatch.expected, el("code", {}, textPart(shown(expected)))],
    [T.mismatch.actual, el("code", {}, textPart(shown(actual)))],
  ]),
];

const shown = (value) => (typeof value === "string" ? value : JSON.stringify(value) ?? "–").slice(0, 300);

/** What the wallet will show, for each thing that it signs. @param brief where many follow each other, and what to do with them is said above */
export function walletShows(prepared, mandate, brief = false) {
  if (prepared.byMandate) return mandateShows(mandate, brief);
  const several = prepared.payloads.length > 1;
  return [
    el("p", { class: brief && "note" }, brief ? T.inbox.shows : several ? T.wallet.several(prepared.payloads.length) : T.wallet.shows),
    ...prepared.payloads.map((payload, at) => [
      several && el("h3", {}, at === 0 ? T.wallet.purposes.OPERATE : T.wallet.purposes.second),
      el("div", { class: "screen" }, hashPart(payload.message)),
    ]),
  ];
}

function mandateShows(mandate, brief) {
  const { message } = mandate.typed;
  const names = T.wallet.mandateFields;
  return [
    el("p", { class: brief && "note" }, brief ? T.inbox.shows : T.wallet.mandate),
    el(
      "div",
      { class: "screen" },
      el("p", {}, el("b", {}, names.type), " · ", names.domain),
      factsPart([
        [names.participant, addressPart(message.participant)],
        [names.signer, addressPart(message.signer)],
        [names.session, hashPart(message.session)],
        [names.notAfter, [el("b", {}, message.notAfter), el("span", { class: "note" }, ` (${dateText(mandate.notAfter * 1000)})`)]],
      ]),
    ),
    el("p", { class: "note" }, T.wallet.mandateAllows(dateText(mandate.notAfter * 1000))),
  ];
}

export function details(closure, prepared, asked) {
  const fields = fieldsOf(closure, prepared, asked);
  return el(
    "details",
    {},
    el("summary", {}, T.wallet.details),
    el("p", { class: "note" }, T.wallet.rebuilt),
    ...prepared.payloads.map((payload, at) => [
      factsPart([
        [T.wallet.fields.purpose, payload.purpose],
        [T.wallet.fields.dialect, closure.dialect],
        [T.wallet.fields.session, el("code", {}, closure.sessionId)],
        [T.wallet.fields.version, String(closure.finalState.versionNumber)],
        [payload.text === null ? T.wallet.fields.message : T.wallet.fields.text, el("code", {}, textPart(payload.text ?? payload.message))],
        [T.wallet.fields.digest, el("code", {}, payload.digest)],
      ]),
      el("p", {}, el("a", { href: `/s/check${asFragment(fields[at])}`, target: "_blank", rel: "noopener" }, T.check.link), " ", el("span", { class: "note" }, T.check.explain)),
      el("p", {}, el("a", { href: asFile(fields[at]), download: T.check.file }, T.check.keep)),
      scannable(`${location.origin}/s/check${asFragment(fields[at])}`),
    ]),
  );
}

/** The same for another device; drawn when it is asked for, in this page. */
function scannable(address) {
  const shown = el("div", {});
  const draw = () => {
    const rows = modules(address);
    shown.replaceChildren(rows === null ? el("p", { class: "note" }, T.check.tooLong) : codePart(rows, T.check.qr));
  };
  return el("details", { class: "scan", on: { toggle: draw } }, el("summary", {}, T.check.scan), el("p", {}, T.check.scanExplain), shown);
}

/** A sentence, and a way on. */
export function trouble({ code, accounts }, participant, ways) {
  const sentence = troubleText(code);
  return el(
    "div",
    { class: "trouble", role: "alert" },
    el("p", {}, sentence),
    accounts && factsPart([...accounts.map((account) => [T.troubles["signer-account-shown"], addressPart(account)]), [T.troubles["signer-account-needed"], addressPart(participant)]]),
    accounts && el("p", {}, T.troubles["signer-account-way"]),
    el("p", { class: "buttons" }, accounts && ways.choose && button(T.troubles.choose, ways.choose, { class: "second" }), ways.again && button(T.troubles.again, ways.again, { class: "second" })),
  );
}

export function walletButtons(wallets, disabled, label, onChosen, kind = "first") {
  if (wallets.length === 0) return el("p", { class: "note" }, T.wallet.none);
  const several = (name) => wallets.filter((each) => each.name === name).length > 1;
  const called = ({ name, rdns }) => (name === null ? T.wallet.unnamed : several(name) && rdns ? `${name} (${rdns})` : name);
  return el(
    "p",
    { class: "buttons" },
    ...wallets.map((wallet) =>
      el(
        "button",
        { type: "button", class: kind, disabled, on: { click: () => onChosen(wallet) } },
        wallet.icon && el("img", { src: wallet.icon, alt: "", width: 20, height: 20 }),
        label(called(wallet)),
      ),
    ),
  );
}

/** What is said while the wallet is asked, and a way out where it never answers. @param onStop null where nothing can be stopped */
export const stepPart = (text, onStop) => [el("p", { class: "step" }, text), onStop && el("p", { class: "buttons" }, button(T.wallet.stop, onStop, { class: "second" }))];

/** @param onDecline `(wallet, reason)` */
export function declining(closure, wallets, onDecline) {
  const text = (reason) => declineText({ service: location.origin, closureId: closure.id, round: closure.round.number, sessionId: closure.sessionId, reason });
  const input = el("input", { id: "reason", type: "text", maxlength: 500, autocomplete: "off", "aria-describedby": "reason-hint", required: true });
  const preview = el("pre", { class: "screen text" }, text(""));
  const missing = el("p", { class: "trouble", role: "alert", hidden: true }, T.decline.empty);
  input.addEventListener("input", () => {
    preview.textContent = text(input.value.trim());
    missing.hidden = true;
  });
  const chosen = (wallet) => {
    const reason = input.value.trim();
    missing.hidden = reason !== "";
    if (reason === "") input.focus();
    else onDecline(wallet, reason, text(reason));
  };
  return el(
    "details",
    {},
    el("summary", {}, T.decline.summary),
    el("p", {}, T.decline.explain),
    el("label", { for: "reason" }, T.decline.reason),
    input,
    el("p", { class: "note", id: "reason-hint" }, T.decline.hint),
    el("p", {}, T.decline.shows),
    preview,
    missing,
    walletButtons(wallets, false, T.decline.with, chosen, "danger"),
  );
}

// The page that verifies certificates: works from a saved file, without any service. What it is given is read here and sent nowhere.

import { verifyCertificate } from "../js/certificate.js";
import { recovered } from "./curve.js";
import { announce, el } from "./dom.js";
import { addressPart, factsPart } from "./parts.js";
import { V } from "./verifytexts.js";

const form = document.getElementById("form");
const result = document.getElementById("result");
const given = { certificate: null, keys: null };
/** Only the newest choice is shown, however long an older one takes. */
let turn = 0;

function start() {
  document.getElementById("intro").replaceChildren(el("h1", {}, V.heading), ...V.intro.map((text) => el("p", {}, text)), el("p", { class: "note" }, location.protocol === "file:" ? V.offline : V.save));
  form.replaceChildren(chooser("certificate", V.certificate), chooser("keys", V.keys), el("p", { class: "note" }, V.drop));
  form.hidden = false;
  document.addEventListener("dragover", (event) => event.preventDefault());
  document.addEventListener("drop", (event) => {
    event.preventDefault();
    void take([...event.dataTransfer.files]);
  });
}

function chooser(id, label) {
  const input = el("input", { id, type: "file", accept: "application/json,.json", on: { change: () => void take([...input.files]) } });
  return el("p", {}, el("label", { for: id }, label), input);
}

/** What a file is shows in it, not in how it came here. */
async function take(chosen) {
  const mine = ++turn;
  const troubles = [];
  for (const file of chosen) {
    const bytes = await file.arrayBuffer().then((buffer) => new Uint8Array(buffer), () => null);
    if (bytes === null) troubles.push(V.unread(file.name));
    else if (isKeySet(bytes)) given.keys = JSON.parse(new TextDecoder().decode(bytes));
    else given.certificate = { bytes, name: file.name };
  }
  const shown = given.certificate === null ? [] : await verified();
  if (mine !== turn) return;
  result.replaceChildren(...troubles.map((text) => el("p", { class: "trouble" }, text)), ...shown);
  result.hidden = result.children.length === 0;
  announce(result.querySelector("h2")?.textContent ?? troubles.join(" "));
}

function isKeySet(bytes) {
  try {
    const value = JSON.parse(new TextDecoder().decode(bytes));
    return Object.keys(value).join() === "keys" && Array.isArray(value.keys);
  } catch {
    return false;
  }
}

async function verified() {
  if (!(await knowsEd25519())) return [el("p", { class: "trouble" }, V.noEd25519)];
  const report = await verifyCertificate(given.certificate.bytes, { keys: given.keys, recover: recovered });
  return report.holds ? held(report, JSON.parse(new TextDecoder().decode(given.certificate.bytes))) : failed(report.broken);
}

const knowsEd25519 = () => crypto.subtle.generateKey({ name: "Ed25519" }, false, ["sign", "verify"]).then(() => true, () => false);

const failed = (broken) => [
  el("h2", { class: "alarm" }, V.broken),
  el("p", { class: "note" }, given.certificate.name),
  el("ul", { id: "broken" }, ...broken.map(({ where, what }) => el("li", {}, V.because(where, what)))),
];

function held(report, { statements }) {
  const signatures = statements.filter(({ mark }) => mark === "SIGNED_BY_PARTICIPANT");
  return [
    el("h2", { class: "good" }, V.holds),
    el("p", { class: given.keys ? false : "warning" }, given.keys ? V.trusted : V.ownKeys),
    report.remarks.length === 0 ? "" : el("div", { class: "warning" }, el("p", {}, V.revoked), el("ul", { id: "remarks" }, ...report.remarks.map(({ where, what }) => el("li", {}, V.because(where, what))))),
    factsPart([
      [V.facts.closure, el("code", {}, report.closureId)],
      [V.facts.session, el("code", {}, statements[0].content.closure.sessionId)],
      [V.facts.status, report.status],
      [V.facts.node, statements.some(({ mark }) => mark === "SIGNED_BY_NODE") ? el("code", {}, statements[0].content.nodeAddress) : null],
      [V.facts.issued, report.issuedAt],
      [V.facts.key, el("code", {}, report.keyId)],
      [V.facts.events, String(report.events)],
      [V.facts.head, report.head === null ? null : el("code", {}, report.head)],
    ]),
    el("h3", {}, V.statements),
    el("ul", { id: "marks" }, ...Object.entries(report.marks).map(([mark, number]) => el("li", {}, V.count(number, V.marks[mark] ?? mark)))),
    signatures.length === 0 ? "" : el("h3", {}, V.signers),
    signatures.length === 0 ? "" : el("ul", { id: "signers" }, ...signatures.map(({ name, content }) => el("li", {}, ...(name.startsWith("decline ") ? declined(content) : signed(content))))),
  ];
}

const signed = ({ round, index, participant, signer }) => [
  addressPart(participant),
  el("p", { class: "note" }, V.signed(round, index + 1), signer.toLowerCase() === participant.toLowerCase() ? "" : [", ", V.byKey, addressPart(signer)]),
];

const declined = ({ round, participant, reason }) => [addressPart(participant), el("p", { class: "note" }, V.declined(round, reason))];

start();

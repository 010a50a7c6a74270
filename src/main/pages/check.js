// The check page: works from a saved file, without any service. Who distrusts the signing page types in here what was agreed, and compares.

import { isHex } from "../js/lib/hex.js";
import { digests, V1 } from "./digests.js";
import { el } from "./dom.js";
import { ofFragment, ofText, usable } from "./fields.js";
import { button, factsPart, hashPart } from "./parts.js";
import { C } from "./checktexts.js";
import { reading } from "./reading.js";

const form = document.getElementById("form");
const result = document.getElementById("result");
const inputs = {};

function start() {
  document.getElementById("intro").replaceChildren(el("h1", {}, C.heading), ...C.intro.map((text) => el("p", {}, text)), el("p", { class: "note" }, location.protocol === "file:" ? C.offline : C.save));
  form.replaceChildren(...pasting(), ...fields(), table(), comparing());
  form.addEventListener("input", show);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.hidden = false;
  const given = ofFragment(location.hash);
  if (given !== null) history.replaceState(null, "", location.pathname + location.search);
  const blank = { dialect: V1, purpose: "CLOSE", allocations: [{}, {}] };
  fill(given !== null && usable(given) ? given : blank);
  if (given !== null && !usable(given)) result.prepend(el("p", { class: "trouble" }, C.unusable));
}

const labelled = (id, label, input) => el("p", {}, el("label", { for: id }, label), input);
const text = (id, label, more = {}) => labelled(id, label, (inputs[id] = el("input", { id, type: "text", autocomplete: "off", spellcheck: "false", ...more })));
const choice = (id, label, options) => labelled(id, label, (inputs[id] = el("select", { id }, ...options.map(([value, name]) => el("option", { value }, name)))));

function pasting() {
  const all = el("textarea", { id: "pasted", rows: 3, spellcheck: "false" });
  all.addEventListener("input", () => use(all.value.trim()));
  return [el("details", {}, el("summary", {}, C.paste), ...reading(use), labelled("pasted", C.pasted, all))];
}

/** Fields fill the form; a hash is what they are compared with. */
function use(text) {
  if (isHex(text, 32)) {
    inputs.compare.value = text;
    show();
    return true;
  }
  const given = ofText(text);
  if (given === null || !usable(given)) return false;
  fill(given);
  return true;
}

function fields() {
  return [
    choice("dialect", C.fields.dialect, C.dialects),
    choice("purpose", C.fields.purpose, C.purposes),
    text("session", C.fields.session),
    text("version", C.fields.version, { inputmode: "numeric" }),
    text("request", C.fields.request, { inputmode: "numeric" }),
    text("timestamp", C.fields.timestamp, { inputmode: "numeric" }),
    text("data", C.fields.data),
    el("p", {}, (inputs.emptied = el("input", { id: "emptied", type: "checkbox" })), " ", el("label", { for: "emptied", class: "beside" }, C.fields.emptied)),
  ];
}

function table() {
  inputs.rows = el("div", {});
  return el("fieldset", {}, el("legend", {}, C.fields.allocations), inputs.rows, el("p", { class: "buttons" }, button(C.add, () => void (addRow({}), show()), { class: "second" })));
}

function addRow({ participant = "", asset = "", amount = "" }) {
  const n = inputs.rows.children.length + 1;
  const field = (name, value) => el("p", {}, el("label", { for: `${name}${n}` }, C.fields[name]), el("input", { id: `${name}${n}`, type: "text", autocomplete: "off", spellcheck: "false", "data-name": name, value }));
  inputs.rows.append(el("div", { class: "row", role: "group", "aria-label": C.row(n) }, field("participant", participant), field("asset", asset), field("amount", amount)));
}

const comparing = () => text("compare", C.compare);

function fill(given) {
  inputs.dialect.value = given.dialect;
  inputs.purpose.value = given.purpose ?? "CLOSE";
  for (const name of ["session", "version", "request", "timestamp", "data"]) inputs[name].value = given[name] ?? "";
  inputs.rows.replaceChildren();
  for (const row of given.allocations) addRow(row);
  inputs.emptied.checked = given.data === "" && given.dialect !== V1;
  show();
}

function read() {
  const value = (name) => inputs[name].value.trim();
  const allocations = [...inputs.rows.children]
    .map((row) => Object.fromEntries([...row.querySelectorAll("input")].map((input) => [input.dataset.name, input.value.trim()])))
    .filter((row) => Object.values(row).some((each) => each !== ""));
  const common = { dialect: value("dialect"), session: value("session"), allocations, data: inputs.data.value === "" && !inputs.emptied.checked ? null : inputs.data.value };
  return common.dialect === V1 ? { ...common, purpose: value("purpose"), version: value("version") } : { ...common, request: value("request"), timestamp: value("timestamp") };
}

function show() {
  const v1 = inputs.dialect.value === V1;
  for (const name of ["purpose", "version"]) inputs[name].parentElement.hidden = !v1;
  for (const name of ["request", "timestamp"]) inputs[name].parentElement.hidden = v1;
  // on 0.x it makes a difference whether what is stored is emptied or left alone
  inputs.emptied.parentElement.hidden = v1 || inputs.data.value !== "";
  const made = digests(read());
  result.hidden = false;
  if (made.faults) return result.replaceChildren(el("h2", {}, C.result), el("p", { class: "note" }, C.missing(made.faults.map((name) => C.faults[name] ?? name))));
  const compared = inputs.compare.value.trim().toLowerCase();
  const same = [made.message, made.digest].includes(compared.startsWith("0x") ? compared : `0x${compared}`);
  const parts = [el("h2", {}, C.result)];
  if (made.message) parts.push(el("p", {}, C.message), el("div", { class: "screen" }, hashPart(made.message)));
  if (made.text) parts.push(el("p", {}, C.text), el("pre", { class: "screen text" }, made.text));
  parts.push(factsPart([[C.digest, el("code", { id: "digest" }, made.digest)]]));
  if (compared !== "") parts.push(el("p", { class: same ? "more" : "trouble", id: "verdict" }, same ? C.same : isHex(compared, 32) ? C.differs : C.noHash));
  result.replaceChildren(...parts);
}

start();

// What the signing page shows, each part made of the closure and of nothing else.

import { sameAddress } from "../js/lib/address.js";
import { el } from "./dom.js";
import { alike } from "./lookalikes.js";
import { addressPart, factsPart, lookalikeWarning, textPart } from "./parts.js";
import { rows, signers, sinceSigned } from "./review.js";
import { code, dateText, T } from "./texts.js";

export function asker(closure, principal) {
  const who = principal.tenantName ?? principal.tenant;
  return [
    el("h1", {}, el("strong", {}, textPart(who, false)), " ", T.asker.asks),
    lookalikeWarning([
      { text: closure.application, name: true },
      { text: closure.node, name: true },
      { text: closure.reference, name: true },
      { text: who, name: false },
      { text: closure.memo, name: false },
      ...closure.finalState.allocations.map(({ asset }) => ({ text: asset, name: true })),
    ]),
    factsPart([
      [T.asker.application, textPart(closure.application, true)],
      [T.asker.node, textPart(closure.node, true)],
      [T.asker.reference, closure.reference && textPart(closure.reference, true)],
      [T.asker.memo, closure.memo && textPart(closure.memo)],
      [T.asker.you, addressPart(principal.participant)],
    ]),
  ];
}

const changed = ({ sign, text }, asset) => (sign === 0 ? T.money.same : (sign > 0 ? T.money.more : T.money.less)(text, textPart(asset, true)));
const SIGNS = { "-1": ["less", "−"], 0: ["", ""], 1: ["more", "+"] };

/** @param covered whether the text that the session ends with is part of what is signed */
export function money(closure, participant, now, covered) {
  const all = rows(closure, participant, now);
  const own = all.filter((row) => row.own);
  const odd = alike(closure.participants.map((each) => each.participant));
  const data = closure.finalState.sessionData;
  return [
    el("h2", {}, closure.session.closed ? T.money.headingClosed : T.money.heading),
    own.every((row) => row.amount === "0") && el("p", { class: "nothing" }, T.money.nothing),
    ...own.map((row) =>
      el(
        "div",
        { class: "gain" },
        el("p", { class: "amount" }, el("span", {}, row.amount), " ", el("span", { class: "asset" }, textPart(row.asset, true))),
        row.change && !closure.session.closed && el("p", { class: ["change", SIGNS[row.change.sign][0]] }, changed(row.change, row.asset)),
      ),
    ),
    odd.size > 0 && el("p", { class: "warning" }, T.money.alike),
    el(
      "table",
      {},
      el("caption", {}, T.money.table),
      el("thead", {}, el("tr", {}, ...[T.money.who, T.money.now, T.money.then, T.money.change].map((name, at) => el("th", { scope: "col", class: at > 0 && "number" }, name)))),
      el("tbody", {}, ...all.map((row) => tableRow(row, odd))),
    ),
    now === null && !closure.session.closed && el("p", { class: "note" }, T.money.unknown),
    data && el("p", { class: "note" }, covered ? T.money.data : T.money.dataStays),
    data && el("pre", { class: "text" }, textPart(data)),
  ];
}

function tableRow(row, odd) {
  const [name, sign] = SIGNS[row.change?.sign ?? 0];
  const cell = (heading, ...content) => el("td", { class: "number", "data-heading": heading }, ...content);
  return el(
    "tr",
    { class: row.own && "own" },
    el("th", { scope: "row" }, addressPart(row.participant, odd.has(row.participant.toLowerCase())), row.own && el("span", { class: "tag" }, T.money.own)),
    cell(T.money.now, row.now ?? "–"),
    cell(T.money.then, el("b", {}, row.amount), " ", textPart(row.asset, true)),
    cell(T.money.change, el("span", { class: name }, row.change === null ? "–" : row.change.sign === 0 ? T.money.unchanged : sign + row.change.text)),
  );
}

export function since(closure, participant, events) {
  const last = sinceSigned(closure, participant, events);
  if (last === null || closure.status !== "COLLECTING") return [];
  return [
    el("h2", {}, T.since.heading),
    el("p", {}, last.changes.length === 0 ? T.since.none(last.round) : T.since.some(last.round)),
    last.changes.length > 0 && el("ul", { class: "plain" }, ...last.changes.map((row) => el("li", {}, addressPart(row.participant), " ", el("b", {}, ...T.since.row(textPart(row.asset, true), row.from, row.to))))),
  ];
}

export function meaning(closure) {
  if (closure.status !== "COLLECTING") return [];
  const { requiredWeight } = closure.consensus;
  const all = closure.participants.reduce((sum, each) => sum + each.weight, 0);
  const points = [...T.meaning.points, closure.dialect === "nitronode-v1" && T.meaning.v1, requiredWeight < all && T.meaning.quorum(requiredWeight, all)];
  return [el("h2", {}, T.meaning.heading), el("ul", {}, ...points.filter(Boolean).map((point) => el("li", {}, point)))];
}

/** @returns `[unit, n]`, or null when it is over */
export function left(until, now) {
  const minutes = (Date.parse(until) - now) / 60_000;
  if (minutes <= 0) return null;
  if (minutes < 2) return ["moment", 0];
  if (minutes < 120) return ["minute", Math.floor(minutes)];
  return minutes < 48 * 60 ? ["hour", Math.floor(minutes / 60)] : ["day", Math.floor(minutes / 1440)];
}

export function time(until, remaining) {
  const [unit, n] = remaining ?? ["over", 0];
  return [
    el("h2", {}, T.time.heading),
    el("p", { class: "until" }, el("b", {}, remaining === null ? T.time.over : unit === "moment" ? T.time.left.moment : T.time.left[unit](n))),
    el("p", {}, el("time", { datetime: until }, T.time.until(dateText(until)))),
    el("p", { class: "note" }, T.time.after),
  ];
}

const MARKS = { signed: "✓", declined: "✕", pending: "…" };

export function whoHasSigned(closure, participant, interrupted) {
  const all = signers(closure);
  return [
    el("h2", {}, T.signers.heading, " ", el("span", { class: "count" }, T.signers.count(all.filter((each) => each.state === "signed").length, all.length))),
    el(
      "ul",
      { class: "plain signers" },
      ...all.map((each) =>
        el(
          "li",
          { class: each.state },
          el("span", { class: "mark", "aria-hidden": "true" }, MARKS[each.state]),
          el(
            "div",
            {},
            addressPart(each.participant),
            sameAddress(each.participant, participant) && el("span", { class: "tag" }, T.signers.you),
            el("p", { class: "note" }, T.signers[each.opened ? "opened" : each.state], each.at && [", ", el("time", { datetime: each.at }, dateText(each.at))], each.reason && [": ", T.signers.quotes[0], textPart(each.reason), T.signers.quotes[1]]),
          ),
        ),
      ),
    ),
    el("p", { class: "note" }, interrupted ? T.signers.interrupted : T.signers.live),
  ];
}

export function state(closure) {
  const elsewhere = closure.outcome === "CLOSED_ELSEWHERE";
  const [heading, text] = elsewhere ? T.status.elsewhere : Object.hasOwn(T.status, closure.status) ? T.status[closure.status] : [code(closure.status), ""];
  return [el("h2", {}, heading), el("p", {}, text)];
}

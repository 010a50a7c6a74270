// The inbox: everything that waits for one wallet, looked at once and signed one after the other.

import { EpilogueError } from "../js/lib/errors.js";
import { Http } from "../js/lib/http.js";
import { signIn } from "../js/lib/signin.js";
import { signer } from "../js/lib/signers.js";
import { announce, el, Place } from "./dom.js";
import { handIn } from "./ndjson.js";
import { addressPart, button, factsPart, hashPart, lookalikeWarning, textPart } from "./parts.js";
import { mandateFor, prepare, sign } from "./prepare.js";
import { rows } from "./review.js";
import { trouble, walletButtons } from "./signing.js";
import { dateText, T } from "./texts.js";
import { connect, discover, walletFailure } from "./wallets.js";

const MOST = 100;
const GROUPS = ["gain", "loss", "same", "unknown", "refused"];

const place = { notice: new Place("notice"), act: new Place("act"), groups: new Place("groups") };
const page = { http: new Http({ url: location.origin, credential: { cookie: true }, patience: 15_000 }), wallet: null, wallets: [], entries: [], more: false, step: null, trouble: null };
const call = async (method, path, options) => (await page.http.call(method, path, options)).body;

async function start() {
  document.title = T.inbox.title;
  discover((wallet) => {
    page.wallets.push(wallet);
    show();
  });
  try {
    const { principal } = await call("GET", "/v1/access");
    if (principal.kind === "WALLET") await enter(principal.participant);
  } catch (failure) {
    if (failure.code !== "unauthenticated") page.trouble = { code: failure.code };
  }
  show();
}

async function enter(wallet) {
  page.wallet = wallet;
  document.getElementById("who").replaceChildren(`${T.actingFor} `, addressPart(wallet));
  await load();
}

async function signInWith({ provider }) {
  await tried(async () => {
    step(T.inbox.signingIn);
    const address = await connect(provider);
    const { principal } = await signIn(page.http, signer({ provider, address }), { chainId: 1, cookie: true, origin: location.origin });
    await enter(principal.participant);
  });
}

async function load() {
  const { closures, nextCursor } = await call("GET", `/v1/participants/${page.wallet}/payloads`, { query: { pending: true, limit: MOST } });
  page.more = nextCursor !== null;
  page.entries = [];
  for (const asked of closures) page.entries.push(await entry(asked));
}

/** What the wallet is asked, rebuilt from what is shown; what cannot be rebuilt is shown as that. */
async function entry(asked) {
  const closure = await call("GET", `/v1/closures/${asked.closureId}`);
  const now = await call("GET", `/v1/sessions/${closure.sessionId}`, { query: { node: closure.node }, patience: 2000 }).catch(() => null);
  const own = rows(closure, page.wallet, now?.allocations ?? null).filter((row) => row.own);
  const made = { id: closure.id, closure, own, chosen: true, state: null };
  try {
    return { ...made, prepared: prepare(closure, asked), group: groupOf(own) };
  } catch (failure) {
    return { ...made, chosen: false, group: "refused", path: failure.path ?? failure.code };
  }
}

function groupOf(own) {
  if (own.some((row) => row.change === null)) return "unknown";
  if (own.some((row) => row.change.sign < 0)) return "loss";
  return own.some((row) => row.change.sign > 0) ? "gain" : "same";
}

const open = () => page.entries.filter((each) => each.chosen && each.state === null);

/** One after the other; a refusal ends it, and what was signed until then is handed in. */
async function signAll({ provider }) {
  const chosen = open();
  const signed = [];
  await tried(async () => {
    step(T.wallet.asking);
    await connect(provider, page.wallet);
    try {
      for (const each of chosen) {
        step(T.inbox.progress(signed.length + 1, chosen.length), each.id);
        const mandate = each.prepared.byMandate ? mandateFor(each.closure, page.wallet) : null;
        signed.push({ ref: each.id, closureId: each.id, ...(await sign(provider, page.wallet, each.prepared, mandate, () => {})) });
      }
    } finally {
      if (signed.length > 0) {
        step(T.wallet.sending);
        const answers = await handIn(signed);
        for (const each of page.entries) each.state = answers.get(each.id) ?? each.state;
        announce(T.inbox.done(answers.size));
      }
    }
  });
}

function step(text, current = null) {
  Object.assign(page, { step: text, current, trouble: null });
  if (text !== null) announce(text);
  show();
}

async function tried(act) {
  if (page.step !== null) return;
  let failed = null;
  try {
    await act();
  } catch (failure) {
    failed = failure instanceof EpilogueError && failure.code !== "signer-failed" ? failure : walletFailure(failure);
  }
  step(null);
  page.trouble = failed && { code: failed.code, accounts: failed.accounts ?? null };
  show();
}

function show() {
  place.notice.show(null, () => []);
  const about = [page.wallet, page.wallets.map(({ id }) => id), page.step, page.trouble, page.more, page.entries.map(({ id, chosen, state }) => [id, chosen, state])];
  place.act.show(about, () => (page.wallet === null ? entrance() : action()));
  place.groups.show([about, page.current], () => (page.wallet === null ? [] : GROUPS.map(group)));
}

const said = () => [page.trouble && trouble(page.trouble, page.wallet, {}), page.step !== null && el("p", { class: "step" }, page.step)];

const entrance = () => [
  el("h1", {}, T.inbox.title),
  el("p", {}, T.inbox.entrance),
  said(),
  page.step === null && walletButtons(page.wallets, false, T.inbox.signIn, signInWith),
];

function action() {
  const n = open().length;
  return [
    el("h1", {}, page.entries.length === 0 ? T.inbox.nothing : T.inbox.waiting(page.entries.filter((each) => each.state === null).length)),
    page.more && el("p", { class: "note" }, T.inbox.more(MOST)),
    n > 0 && el("p", {}, T.inbox.review),
    said(),
    page.step === null && n > 0 && walletButtons(page.wallets, false, (name) => T.inbox.signAll(n, name), signAll),
    page.step === null && el("p", { class: "buttons" }, button(T.inbox.reload, () => tried(async () => (step(T.inbox.loading), load())), { class: "second" }), button(T.inbox.leave, leave, { class: "second" })),
  ];
}

async function leave() {
  await call("DELETE", "/v1/access").catch(() => {});
  location.reload();
}

function group(name) {
  const members = page.entries.filter((each) => each.group === name);
  return members.length > 0 && el("section", { class: `group ${name}` }, el("h2", {}, T.inbox.groups[name], " ", el("span", { class: "count" }, String(members.length))), ...members.map(card));
}

function card(each) {
  const { closure } = each;
  const box = el("input", { type: "checkbox", id: `c-${each.id}`, checked: each.chosen, disabled: each.state !== null || page.step !== null || each.group === "refused", on: { change: () => ((each.chosen = box.checked), show()) } });
  return el(
    "article",
    { class: ["entry", page.current === each.id && "current"] },
    el("p", {}, box, " ", el("label", { for: box.id }, ...each.own.map((row) => [el("b", {}, row.amount, " ", textPart(row.asset, true)), change(row), " "]))),
    lookalikeWarning([{ text: closure.application, name: true }, { text: closure.reference, name: true }, { text: closure.memo, name: false }, ...each.own.map(({ asset }) => ({ text: asset, name: true }))]),
    factsPart([
      [T.asker.application, textPart(closure.application, true)],
      [T.asker.node, textPart(closure.node, true)],
      [T.asker.reference, closure.reference && textPart(closure.reference, true)],
      [T.asker.memo, closure.memo && textPart(closure.memo)],
      [T.inbox.until, dateText(closure.deadline)],
      [T.inbox.shows, each.prepared ? (each.prepared.byMandate ? T.inbox.mandate : each.prepared.payloads.map((payload) => hashPart(payload.message))) : null],
      [T.mismatch.where, each.path ? el("code", {}, each.path) : null],
    ]),
    each.state && el("p", { class: each.state === "accepted" ? "more" : "trouble" }, each.state === "accepted" ? T.wallet.signed : (T.troubles[each.state] ?? T.troubles.other(each.state))),
  );
}

const change = (row) => row.change !== null && row.change.sign !== 0 && el("span", { class: row.change.sign > 0 ? "more" : "less" }, ` ${row.change.sign > 0 ? "+" : "−"}${row.change.text}`);

start();

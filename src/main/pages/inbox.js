// The inbox: everything that waits for one wallet, looked at once and signed one after the other.

import { EpilogueError } from "../js/lib/errors.js";
import { Http } from "../js/lib/http.js";
import { signIn } from "../js/lib/signin.js";
import { signer } from "../js/lib/signers.js";
import { announce, el, Place } from "./dom.js";
import { handIn } from "./ndjson.js";
import { addressPart, button, factsPart, lookalikeWarning, textPart } from "./parts.js";
import { mandateFor, prepare, sign } from "./prepare.js";
import { rows } from "./review.js";
import { stepPart, trouble, walletButtons, walletShows } from "./signing.js";
import { dateText, T, troubleText } from "./texts.js";
import { connect, discover, waitedFor, walletFailure } from "./wallets.js";

const MOST = 100;
/** So many are looked at beside each other. */
const BESIDE = 6;
/** A round may move between two answers. */
const LOOKS = 3;
const GROUPS = ["gain", "loss", "same", "unknown", "moved", "refused"];

const place = { notice: new Place("notice"), act: new Place("act"), groups: new Place("groups") };
const page = { http: new Http({ url: location.origin, credential: { cookie: true }, patience: 15_000 }), wallet: null, wallets: [], entries: [], more: false, step: null, stop: null, trouble: null };
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
  await tried(async (signal) => {
    const wallet = waitedFor(provider, signal);
    step(T.inbox.signingIn);
    const address = await connect(wallet);
    const { principal } = await signIn(page.http, signer({ provider: wallet, address }), { chainId: 1, cookie: true, origin: location.origin });
    page.stop = null;
    await enter(principal.participant);
  });
}

/** All at once: nothing is signed that is not shown yet. What was taken out stays out. */
async function load() {
  const { closures, nextCursor } = await call("GET", `/v1/participants/${page.wallet}/payloads`, { query: { pending: true, limit: MOST } });
  const asked = [...new Map(closures.map((each) => [each.closureId, each])).values()];
  const entries = [];
  for (let from = 0; from < asked.length; from += BESIDE) entries.push(...(await Promise.all(asked.slice(from, from + BESIDE).map(entry))));
  const out = new Set(page.entries.filter(({ chosen, state }) => !chosen && state === null).map(({ id }) => id));
  const sessions = entries.map(({ closure }) => closure?.sessionId);
  for (const each of entries) {
    each.twice = each.closure !== null && sessions.filter((one) => one === each.closure.sessionId).length > 1;
    each.chosen = each.chosen && !each.twice && !out.has(each.id);
  }
  Object.assign(page, { entries, more: nextCursor !== null });
}

/** What the wallet is asked, rebuilt from what is shown; what cannot be shown or rebuilt is shown as that, and hinders nothing else. */
async function entry(asked) {
  const made = { id: String(asked.closureId), closure: null, own: [], chosen: false, state: null };
  try {
    const { closure, payloads } = await together(asked);
    made.closure = closure;
    const now = await call("GET", `/v1/sessions/${closure.sessionId}`, { query: { node: closure.node }, patience: 2000 }).catch(() => null);
    made.own = rows(closure, page.wallet, now?.allocations ?? null).filter((row) => row.own);
    const prepared = prepare(closure, payloads);
    card({ ...made, prepared, mandate: mandateOf(closure, prepared) });
    return { ...made, prepared, mandate: mandateOf(closure, prepared), chosen: true, group: groupOf(made.own) };
  } catch (failure) {
    const moved = failure instanceof EpilogueError && (failure.problem !== null || failure.retryable);
    return { ...made, closure: null, own: [], group: moved ? "moved" : "refused", path: failure.path ?? failure.code ?? failure.name };
  }
}

/** Closure and payloads of one round. */
async function together(asked) {
  for (let times = 1, payloads = asked; ; times++) {
    const closure = await call("GET", `/v1/closures/${asked.closureId}`);
    if (payloads.round === closure.round.number || times === LOOKS) return { closure, payloads };
    payloads = await call("GET", `/v1/closures/${asked.closureId}/payloads`, { query: { participant: page.wallet } });
  }
}

const mandateOf = (closure, { byMandate }) => (byMandate ? mandateFor(closure, page.wallet) : null);

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
  await tried(async (signal) => {
    const wallet = waitedFor(provider, signal);
    step(T.wallet.asking);
    await connect(wallet, page.wallet);
    try {
      for (const each of chosen) {
        step(T.inbox.progress(signed.length + 1, chosen.length), each.id);
        try {
          signed.push({ ref: each.id, closureId: each.id, ...(await sign(wallet, page.wallet, each.prepared, each.mandate, () => {})) });
        } catch (failure) {
          each.mandate = mandateOf(each.closure, each.prepared);
          throw failure;
        }
      }
    } finally {
      page.stop = null;
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

/** @param act is given a signal that ends the waiting for the wallet */
async function tried(act) {
  if (page.step !== null) return;
  const waiting = new AbortController();
  page.stop = () => waiting.abort();
  let failed = null;
  try {
    await act(waiting.signal);
  } catch (failure) {
    failed = failure instanceof EpilogueError && failure.code !== "signer-failed" ? failure : walletFailure(failure);
  }
  page.stop = null;
  step(null);
  page.trouble = failed && { code: failed.code, accounts: failed.accounts ?? null };
  show();
}

function show() {
  place.notice.show(null, () => []);
  const about = [page.wallet, page.wallets.map(({ id }) => id), page.step, page.stop !== null, page.trouble, page.more, page.entries.map(({ id, chosen, state, closure, mandate }) => [id, chosen, state, closure?.revision, mandate?.signer])];
  place.act.show(about, () => (page.wallet === null ? entrance() : action()));
  place.groups.show([about, page.current], () => (page.wallet === null ? [] : GROUPS.map(group)));
}

const said = () => [page.trouble && trouble(page.trouble, page.wallet, {}), page.step !== null && stepPart(page.step, page.stop)];

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
    page.step === null && el("p", { class: "buttons" }, button(T.inbox.reload, () => tried(async () => ((page.stop = null), step(T.inbox.loading), load())), { class: "second" }), button(T.inbox.leave, leave, { class: "second" })),
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
  if (closure === null) return el("article", { class: "entry" }, factsPart([[T.inbox.closure, el("code", {}, textPart(each.id))], [each.group === "moved" ? T.inbox.why : T.mismatch.where, el("code", {}, textPart(String(each.path)))]]));
  const box = el("input", { type: "checkbox", id: `c-${each.id}`, checked: each.chosen, disabled: each.state !== null || page.step !== null, on: { change: () => ((each.chosen = box.checked), show()) } });
  return el(
    "article",
    { class: ["entry", page.current === each.id && "current"] },
    el("p", {}, box, " ", el("label", { for: box.id }, ...each.own.map((row) => [el("b", {}, row.amount, " ", textPart(row.asset, true)), change(row), " "]))),
    each.twice && el("p", { class: "warning" }, T.inbox.twice),
    lookalikeWarning([{ text: closure.application, name: true }, { text: closure.reference, name: true }, { text: closure.memo, name: false }, ...each.own.map(({ asset }) => ({ text: asset, name: true }))]),
    factsPart([
      [T.asker.application, textPart(closure.application, true)],
      [T.asker.node, textPart(closure.node, true)],
      [T.asker.reference, closure.reference && textPart(closure.reference, true)],
      [T.asker.memo, closure.memo && textPart(closure.memo)],
      [T.inbox.until, dateText(closure.deadline)],
    ]),
    walletShows(each.prepared, each.mandate, true),
    each.state && el("p", { class: each.state === "accepted" ? "more" : "trouble" }, each.state === "accepted" ? T.wallet.signed : troubleText(each.state)),
  );
}

const change = (row) => row.change !== null && row.change.sign !== 0 && el("span", { class: row.change.sign > 0 ? "more" : "less" }, ` ${row.change.sign > 0 ? "+" : "−"}${row.change.text}`);

start();

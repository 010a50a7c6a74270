// The signing page: one closure, one participant, one screen.

import { sameAddress } from "../js/lib/address.js";
import { EpilogueError, PayloadMismatch } from "../js/lib/errors.js";
import { follow } from "../js/lib/streams.js";
import { enter, takeAddress } from "./access.js";
import { announce, el, Place } from "./dom.js";
import { handover } from "./handover.js";
import { addressPart, button } from "./parts.js";
import { mandateFor, prepare, sign, signText } from "./prepare.js";
import * as signing from "./signing.js";
import { code as codeText, T, troubleText } from "./texts.js";
import * as views from "./views.js";
import { chooseAccounts, connect, discover, waitedFor, walletFailure } from "./wallets.js";

/** A round may move between two answers. */
const LOOKS = 3;

const place = Object.fromEntries(["notice", "asker", "money", "since", "meaning", "state", "wallet", "time", "signers", "handover", "decline"].map((id) => [id, new Place(id)]));
const page = { http: null, principal: null, closure: null, asked: null, now: null, events: [], prepared: null, mandate: null, differs: null, wallets: [], step: null, stop: null, trouble: null, interrupted: false, stale: false, gone: null };

async function start(address = takeAddress()) {
  document.title = T.title;
  try {
    Object.assign(page, await enter(address));
    document.getElementById("who").replaceChildren(`${T.actingFor} `, addressPart(page.principal.participant));
    await look();
  } catch (failure) {
    return refused(failure, address);
  }
  discover((wallet) => {
    page.wallets.push(wallet);
    watch(wallet);
    show();
  });
  setInterval(() => (page.stale ? refresh().catch(ended) : show()), 20_000);
  await listen();
}

const call = async (method, path, options) => (await page.http.call(method, path, options)).body;
const path = () => `/v1/closures/${page.principal.closureId}`;

/** Everything anew, and all of it at once: what is to be signed is rebuilt from what is shown, and never from what will be. */
async function look() {
  const { participant } = page.principal;
  let closure;
  let asked;
  for (let times = 0; times < LOOKS; times++) {
    [closure, asked] = await Promise.all([call("GET", path()), call("GET", `${path()}/payloads`, { query: { participant } })]);
    if (asked.round === closure.round?.number) break;
  }
  let { now, events } = page;
  if (page.closure?.round?.number !== closure.round?.number) {
    now = await session(closure);
    const told = await timeline();
    events = [...told, ...page.events.filter(({ id }) => !told.some((each) => each.id === id))];
  }
  // an answer that was overtaken by a later one
  if (closure.revision < page.closure?.revision) return;
  Object.assign(page, { closure, asked, now, events });
  rebuild();
  show();
}

function rebuild() {
  page.differs = page.prepared = null;
  if (!open()) return;
  try {
    page.prepared = prepare(page.closure, page.asked);
    if (!page.prepared.byMandate) page.mandate = null;
    else if (page.mandate?.round !== page.closure.round.number) page.mandate = { ...mandateFor(page.closure, page.principal.participant), round: page.closure.round.number };
  } catch (failure) {
    if (failure.code === "round-superseded") return;
    page.differs = failure instanceof PayloadMismatch ? failure : { path: failure.code ?? failure.name, expected: null, actual: null };
  }
}

/** What the session holds at the node, which need not answer. */
async function session({ sessionId, node, id, session: known }) {
  if (known.closed) return null;
  try {
    const now = await call("GET", `/v1/sessions/${sessionId}`, { query: { node, closure: id }, patience: 3000 });
    return now.allocations;
  } catch {
    return null;
  }
}

async function timeline() {
  const all = [];
  for (let cursor = null, pages = 0; pages === 0 || (cursor !== null && pages < 20); pages++) {
    const { events, nextCursor } = await call("GET", `${path()}/timeline`, { query: { cursor } });
    all.push(...events);
    cursor = nextCursor;
  }
  return all;
}

async function listen() {
  const after = page.events.at(-1)?.position ?? null;
  try {
    const trouble = () => {
      page.interrupted = true;
      show();
    };
    for await (const event of follow(page.http, `${path()}/events`, { after, onTrouble: trouble })) {
      page.interrupted = false;
      page.events.push(event);
      if (event.revision > page.closure.revision || page.stale) await refresh();
      show();
    }
  } catch (failure) {
    ended(failure);
  }
}

/** A service that is away for a while is asked again, and until then the page says that it may be out of date. */
async function refresh() {
  try {
    await look();
    page.stale = false;
  } catch (failure) {
    if (failure instanceof EpilogueError && !failure.retryable) throw failure;
    page.stale = page.interrupted = true;
    show();
  }
}

function ended(failure) {
  page.gone = failure.code ?? failure.name;
  page.interrupted = true;
  show();
}

const mine = (list) => list.find((each) => sameAddress(each.participant, page.principal.participant));
const open = () => page.closure.status === "COLLECTING";
const signed = () => mine(page.closure.consensus.signed);
const declined = () => mine(page.closure.consensus.declined);

/** In whole or not at all: beside a part that cannot be shown, no other must be signed. */
function show() {
  if (page.closure === null) return;
  try {
    parts();
  } catch {
    Object.assign(page, { prepared: null, mandate: null });
    for (const each of Object.values(place)) each.show(null, () => []);
    const [heading, text] = T.mismatch.unreadable;
    place.notice.show("unreadable", () => [el("h1", { class: "alarm" }, heading), el("p", {}, text)]);
  }
}

function parts() {
  const { closure, principal, now, events, interrupted } = page;
  place.notice.show(null, () => []);
  place.asker.show([closure.application, closure.node, closure.reference, closure.memo, closure.finalState, principal], () => views.asker(closure, principal));
  place.money.show([closure.finalState, closure.participants, now, closure.session.closed, covered()], () => views.money(closure, principal.participant, now, covered()));
  place.since.show([closure.round, closure.status, events.length], () => views.since(closure, principal.participant, events));
  place.meaning.show([closure.status, closure.consensus.requiredWeight], () => views.meaning(closure));
  place.signers.show([closure.consensus, interrupted], () => views.whoHasSigned(closure, principal.participant, interrupted));
  const until = [closure.deadline, page.asked.signableUntil].filter(Boolean).sort((one, other) => Date.parse(one) - Date.parse(other))[0];
  const remaining = views.left(until, Date.now());
  place.time.show([until, remaining, open()], () => (open() ? views.time(until, remaining) : []));
  place.state.show([closure.status, closure.outcome, signed(), declined()], state);
  const { code: troubled, accounts } = page.trouble ?? {};
  const how = [open(), page.asked, page.prepared, page.mandate?.typed, page.differs, signed(), page.step, page.stop !== null, troubled, accounts, page.gone, page.wallets.map(({ id }) => id)];
  place.wallet.show(how, wallet);
  place.handover.show([open(), page.gone], () => (open() && page.gone === null ? handover(code) : []));
  place.decline.show([open(), signed(), declined(), closure.round.number, page.gone, page.differs === null, page.wallets.map(({ id }) => id)], decline);
}

/** Whether the text that the session is to end with is among what is signed, or what is stored just stays. */
const covered = () => !open() || page.asked.payloads.some((payload) => payload.required && payload.sessionData === page.closure.finalState.sessionData);

const code = () => call("POST", "/v1/access/handover", { query: { closure: page.closure.id }, body: {} });

function state() {
  if (!open()) return views.state(page.closure);
  if (signed()) return [el("h2", { class: "good" }, T.wallet.signed), el("p", {}, T.wallet.canClose)];
  return declined() ? [el("h2", {}, T.decline.done)] : [];
}

function wallet() {
  if (page.gone !== null && open()) return notice({ code: page.gone });
  if (page.differs) return signing.mismatch(page.differs);
  if (!open() || signed()) return [];
  if (page.asked.signable !== true) return [el("h2", {}, T.wallet.heading), el("p", {}, T.time.over)];
  if (page.prepared === null || (page.prepared.byMandate && page.mandate === null)) return [el("h2", {}, T.wallet.heading), el("p", {}, T.wallet.preparing)];
  const shown = { prepared: page.prepared, mandate: page.mandate };
  return [
    el("h2", {}, T.wallet.heading),
    signing.walletShows(page.prepared, page.mandate),
    page.trouble && signing.trouble(page.trouble, page.principal.participant, waysOn(page.trouble, shown)),
    page.step !== null ? signing.stepPart(page.step, page.stop) : signing.walletButtons(page.wallets, false, T.wallet.with, ({ provider }) => signWith(provider, shown)),
    signing.details(page.closure, page.prepared, page.asked),
  ];
}

function waysOn({ provider, declining }, shown) {
  if (declining) return {};
  const again = () => signWith(provider, shown);
  return { again, choose: () => chooseAccounts(provider).then(again, () => {}) };
}

/** What a button stands under, as long as the page shows it. */
function requireShown({ prepared, mandate }) {
  const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);
  if (open() && same(prepared, page.prepared) && same(mandate?.typed, page.mandate?.typed)) return;
  throw new EpilogueError("round-superseded", "the page shows something else by now", { retryable: true });
}

const decline = () => (open() && !signed() && !declined() && page.gone === null ? [signing.declining(page.closure, page.wallets, declineWith)] : []);

function step(text) {
  Object.assign(page, { step: text, trouble: null });
  if (text !== null) announce(text);
  show();
}

/** Only what was rebuilt and is shown reaches the wallet, and only for the account that is asked. */
async function signWith(provider, shown) {
  const { participant } = page.principal;
  await tried(provider, false, async (wallet) => {
    const asking = (at, of) => {
      requireShown(shown);
      step(of === 1 ? T.wallet.asking : T.wallet.askingOf(at, of));
    };
    asking(1, 1);
    await connect(wallet, participant);
    const made = await sign(wallet, participant, shown.prepared, shown.mandate, asking);
    requireShown(shown);
    page.stop = null;
    step(T.wallet.sending);
    await call("POST", `${path()}/signatures`, { body: made, key: true });
    announce(T.wallet.signed);
  });
}

async function declineWith({ provider }, reason, text) {
  const { participant } = page.principal;
  const round = page.closure.round.number;
  await tried(provider, true, async (wallet) => {
    step(T.wallet.asking);
    await connect(wallet, participant);
    const signature = await signText(wallet, participant, text);
    page.stop = null;
    step(T.wallet.sending);
    await call("POST", `${path()}/decline`, { body: { participant, round, reason, signature, counterProposal: null }, key: true });
    announce(T.decline.done);
  });
}

/** @param act is given the wallet, which answers only as long as it is waited for */
async function tried(provider, declining, act) {
  if (page.step !== null) return;
  const waiting = new AbortController();
  page.stop = () => waiting.abort();
  let trouble = null;
  try {
    await act(waitedFor(provider, waiting.signal));
  } catch (failure) {
    const { code, accounts = null } = failure instanceof EpilogueError && failure.code !== "signer-failed" ? failure : walletFailure(failure);
    trouble = { code, accounts, provider, declining };
  }
  Object.assign(page, { mandate: null, step: null, stop: null, trouble });
  if (trouble) announce(troubleText(trouble.code));
  await look().catch(() => {
    rebuild();
    show();
  });
}

/** What a wallet does meanwhile is said; nothing of it is needed. */
function watch({ provider }) {
  try {
    provider.on?.("accountsChanged", () => {
      if (page.trouble?.code === "signer-account") Object.assign(page, { trouble: null });
      announce(T.troubles.accounts);
      show();
    });
    provider.on?.("chainChanged", () => announce(T.troubles.chain));
  } catch {
    // one that tells of nothing can sign all the same
  }
}

function notice({ code }) {
  const [heading, text] = T.entry[code] instanceof Array ? T.entry[code] : T.entry.other(codeText(code));
  return [el("h1", {}, heading), el("p", {}, text)];
}

function refused(failure, address) {
  const again = failure.retryable && button(T.entry.reload, () => start(address), { class: "second" });
  place.notice.show(failure.code, () => [...notice({ code: failure.code ?? failure.name }), again]);
}

start();

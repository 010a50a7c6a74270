// The signing page: one closure, one participant, one screen.

import { sameAddress } from "../js/lib/address.js";
import { EpilogueError, PayloadMismatch } from "../js/lib/errors.js";
import { signer } from "../js/lib/signers.js";
import { follow } from "../js/lib/streams.js";
import { enter, takeAddress } from "./access.js";
import { announce, el, Place } from "./dom.js";
import { handover } from "./handover.js";
import { addressPart, button } from "./parts.js";
import { mandateFor, prepare, sign } from "./prepare.js";
import * as signing from "./signing.js";
import { T } from "./texts.js";
import * as views from "./views.js";
import { chooseAccounts, connect, discover, walletFailure } from "./wallets.js";

const place = Object.fromEntries(["notice", "asker", "money", "since", "meaning", "state", "wallet", "time", "signers", "handover", "decline"].map((id) => [id, new Place(id)]));
const page = { http: null, principal: null, closure: null, asked: null, now: null, events: [], prepared: null, mandate: null, differs: null, wallets: [], step: null, trouble: null, interrupted: false, gone: null };

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
  setInterval(show, 20_000);
  await listen();
}

const call = async (method, path, options) => (await page.http.call(method, path, options)).body;
const path = () => `/v1/closures/${page.principal.closureId}`;

/** Everything anew; what is to be signed is rebuilt from what will be shown. */
async function look() {
  const { participant } = page.principal;
  const [closure, asked] = await Promise.all([call("GET", path()), call("GET", `${path()}/payloads`, { query: { participant } })]);
  const moved = page.closure?.round.number !== closure.round.number;
  Object.assign(page, { closure, asked });
  if (moved) {
    page.now = await session(closure);
    page.events = await timeline();
  }
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
      if (event.revision > page.closure.revision) await look();
      show();
    }
  } catch (failure) {
    page.gone = failure.code;
    page.interrupted = true;
    show();
  }
}

const mine = (list) => list.find((each) => sameAddress(each.participant, page.principal.participant));
const open = () => page.closure.status === "COLLECTING";
const signed = () => mine(page.closure.consensus.signed);
const declined = () => mine(page.closure.consensus.declined);

function show() {
  const { closure, principal, now, events, interrupted } = page;
  if (closure === null) return;
  place.notice.show(null, () => []);
  place.asker.show([closure.memo, principal], () => views.asker(closure, principal));
  place.money.show([closure.finalState, now, closure.session.closed], () => views.money(closure, principal.participant, now));
  place.since.show([closure.round, closure.status, events.length], () => views.since(closure, principal.participant, events));
  place.meaning.show([closure.status, closure.consensus.requiredWeight], () => views.meaning(closure));
  place.signers.show([closure.consensus, interrupted], () => views.whoHasSigned(closure, principal.participant, interrupted));
  const until = [closure.deadline, page.asked.signableUntil].filter(Boolean).sort((one, other) => Date.parse(one) - Date.parse(other))[0];
  const remaining = views.left(until, Date.now());
  place.time.show([until, remaining, open()], () => (open() ? views.time(until, remaining) : []));
  place.state.show([closure.status, closure.outcome, signed(), declined()], state);
  const how = [open(), page.asked, page.prepared, page.mandate?.typed, page.differs, signed(), page.step, page.trouble, page.gone, page.wallets.map(({ id }) => id)];
  place.wallet.show(how, wallet);
  place.handover.show([open(), page.gone], () => (open() && page.gone === null ? handover(code) : []));
  place.decline.show([open(), signed(), declined(), closure.round.number, page.gone, page.differs === null, page.wallets.map(({ id }) => id)], decline);
}

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
  const busy = page.step !== null;
  return [
    el("h2", {}, T.wallet.heading),
    signing.walletShows(page.prepared, page.mandate, page.principal.participant),
    page.trouble && signing.trouble(page.trouble, page.principal.participant, { choose: page.trouble.choose, again: page.trouble.again }),
    busy ? el("p", { class: "step" }, page.step) : signing.walletButtons(page.wallets, false, T.wallet.with, signWith),
    signing.details(page.closure, page.prepared, page.asked),
  ];
}

const decline = () => (open() && !signed() && !declined() && page.gone === null ? [signing.declining(page.closure, page.wallets, declineWith)] : []);

function step(text) {
  Object.assign(page, { step: text, trouble: null });
  if (text !== null) announce(text);
  show();
}

/** Only what was rebuilt reaches the wallet, and only for the account that is asked. */
async function signWith({ provider }) {
  const { prepared, mandate, principal } = page;
  await tried(provider, () => signWith({ provider }), async () => {
    step(T.wallet.asking);
    await connect(provider, principal.participant);
    const made = await sign(provider, principal.participant, prepared, mandate, (at, of) => step(of === 1 ? T.wallet.asking : T.wallet.askingOf(at, of)));
    step(T.wallet.sending);
    await call("POST", `${path()}/signatures`, { body: made, key: true });
    announce(T.wallet.signed);
  });
}

async function declineWith({ provider }, reason, text) {
  const { participant } = page.principal;
  const round = page.closure.round.number;
  await tried(provider, null, async () => {
    step(T.wallet.asking);
    await connect(provider, participant);
    const signature = await signer({ provider, address: participant }).personal({ text });
    step(T.wallet.sending);
    await call("POST", `${path()}/decline`, { body: { participant, round, reason, signature, counterProposal: null }, key: true });
    announce(T.decline.done);
  });
}

async function tried(provider, again, act) {
  if (page.step !== null) return;
  let trouble = null;
  try {
    await act();
  } catch (failure) {
    const { code, accounts = null } = failure instanceof EpilogueError && T.troubles[failure.code] && failure.code !== "signer-failed" ? failure : failure.problem ? failure : walletFailure(failure);
    trouble = { code, accounts, again, choose: () => chooseAccounts(provider).then(again, () => {}) };
  }
  Object.assign(page, { mandate: null, step: null, trouble });
  if (trouble) announce(T.troubles[trouble.code] ?? T.troubles.other(trouble.code));
  await look().catch(() => {
    rebuild();
    show();
  });
}

/** What a wallet does meanwhile is said; nothing of it is needed. */
function watch({ provider }) {
  provider.on?.("accountsChanged", () => {
    if (page.trouble?.code === "signer-account") Object.assign(page, { trouble: null });
    announce(T.troubles.accounts);
    show();
  });
  provider.on?.("chainChanged", () => announce(T.troubles.chain));
}

function notice({ code }) {
  const [heading, text] = T.entry[code] instanceof Array ? T.entry[code] : T.entry.other(code);
  return [el("h1", {}, heading), el("p", {}, text)];
}

function refused(failure, address) {
  const again = failure.retryable && button(T.entry.reload, () => start(address), { class: "second" });
  place.notice.show(failure.code, () => [...notice({ code: failure.code ?? failure.name }), again]);
}

start();

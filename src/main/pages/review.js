// What a closure means for somebody: who gets what, against what they have now and against what they signed last.

import { sameAddress } from "../js/lib/address.js";
import { canonicalAmount } from "../js/lib/amounts.js";
import { change } from "./numbers.js";

const key = (row) => `${row.participant.toLowerCase()} ${row.asset}`;
const tableOf = (rows) => new Map(rows.map((row) => [key(row), canonicalAmount(row.amount)]));

/**
 * @param now the session's allocations; null where nobody could say
 * @returns `[{participant, asset, amount, own, now, change}]`, one's own first
 */
export function rows(closure, participant, now) {
  const before = now === null ? null : tableOf(now);
  const known = new Set();
  const all = [...closure.finalState.allocations, ...(now ?? []).map((row) => ({ ...row, amount: "0" }))].filter((row) => !known.has(key(row)) && known.add(key(row)));
  return all
    .map((row) => {
      const amount = canonicalAmount(row.amount);
      const old = before === null ? null : (before.get(key(row)) ?? "0");
      return { participant: row.participant, asset: row.asset, amount, own: sameAddress(row.participant, participant), now: old, change: old === null ? null : change(old, amount) };
    })
    .sort((one, other) => other.own - one.own);
}

/**
 * What has changed since one signed last, from what the closure's events say; null where one has signed nothing before this round.
 *
 * @returns `{round, changes: [{participant, asset, from, to, own}]}`, one's own first
 */
export function sinceSigned(closure, participant, events) {
  const mine = events.filter((event) => event.type === "signature.accepted" && sameAddress(event.data.participant, participant));
  const last = Math.max(0, ...mine.map((event) => event.data.round).filter((round) => round < closure.round.number));
  if (last === 0) return null;
  const before = tableOf(closure.finalState.allocations);
  const rounds = events.filter((event) => event.type === "round.opened" && event.data.round > last).reverse();
  for (const { data } of rounds) for (const each of data.changes) before.set(key(each), canonicalAmount(each.from));
  const changes = closure.finalState.allocations
    .map((row) => ({ ...row, own: sameAddress(row.participant, participant), from: before.get(key(row)) ?? "0", to: canonicalAmount(row.amount) }))
    .filter((row) => row.from !== row.to)
    .sort((one, other) => other.own - one.own);
  return { round: last, changes };
}

/** Everybody who takes part, in the session's order, with what they have done. */
export function signers(closure) {
  const of = (list, participant) => list.find((each) => sameAddress(each.participant, participant));
  const { signed, declined } = closure.consensus;
  return closure.participants.map(({ participant, weight, requests }) => {
    const yes = of(signed, participant);
    const no = of(declined, participant);
    return { participant, weight, state: yes ? "signed" : no ? "declined" : "pending", opened: requests.at(-1).state === "OPENED", at: yes?.signedAt ?? no?.at ?? null, reason: no?.reason ?? null };
  });
}

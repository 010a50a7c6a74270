// What a node signed of a session: a 0.x node its answers, word for word; a v1 node the states of channels into which it released money.

import { address, bytes, bytes32, encode, integer, string, tuple, uint } from "./abi.js";
import { sameAddress } from "./address.js";
import { canonicalAmount } from "./amounts.js";
import { utf8 } from "./hex.js";
import { hashOf } from "./keccak.js";
import { personalDigest } from "./texts.js";

const RELEASE = 41;
const OPERATE = 0;
const ZERO = `0x${"0".repeat(40)}`;

/** @returns `{digest, signature}` of what the node signed; throws a TypeError that says why where it is about something else */
export const signedByNode = (content, sessionId) => (content.answer === undefined ? release(content, sessionId) : answer(content, sessionId));

function answer({ answer: text, signature }, sessionId) {
  const [, method, said] = JSON.parse(text);
  const about =
    method === "close_app_session" ? said.app_session_id === sessionId : method === "get_ledger_transactions" && said.ledger_transactions.every((row) => row.from_account.toLowerCase() === sessionId);
  if (!about) throw new TypeError("is about something else");
  return { digest: hashOf(utf8(text)), signature };
}

function release(content, sessionId) {
  if (content.accountId.toLowerCase() !== sessionId) throw new TypeError("is about something else");
  const state = hashOf(encode(address(content.wallet), string(content.asset), uint(BigInt(content.epoch)), uint(BigInt(content.version))));
  if (content.txId !== hashOf(encode(string(sessionId), bytes32(state)))) throw new TypeError("is not the payment of its own fields");
  const transition = tuple(uint(RELEASE), bytes32(content.txId), bytes32(sessionId), string(canonicalAmount(content.amount)));
  const data = encode(uint(BigInt(content.version)), uint(OPERATE), bytes32(hashOf(encode(transition))), ledger(content.ledger), ledger(NO_LEDGER));
  const message = encode(bytes32(content.channelId), bytes(data));
  return { digest: personalDigest(message), signature: `0x${content.signature.slice(-130)}` };
}

const NO_LEDGER = { chainId: "0", token: ZERO, decimals: 0, userAllocation: "0", userNetFlow: "0", nodeAllocation: "0", nodeNetFlow: "0" };

const ledger = (side) =>
  tuple(
    uint(BigInt(side.chainId)),
    address(side.token),
    uint(side.decimals),
    integer(BigInt(side.userAllocation)),
    integer(BigInt(side.userNetFlow)),
    integer(BigInt(side.nodeAllocation)),
    integer(BigInt(side.nodeNetFlow)),
  );

/** Whether a payment is in what the node signed. */
export function showsPayment(content, { creditId, participant, asset, amount }) {
  const is = (row, to) => sameAddress(row[to], participant) && row.asset === asset && canonicalAmount(row.amount) === canonicalAmount(amount);
  if (content.answer === undefined) return content.txId === creditId && is(content, "wallet");
  const rows = JSON.parse(content.answer)[2].ledger_transactions ?? [];
  return rows.some((row) => String(row.id) === creditId && is(row, "to_account"));
}

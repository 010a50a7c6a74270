// The pages' own rules, without a page: the key of one signature, exact differences, characters that deceive, what has changed since.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { secp256k1 } from "@noble/curves/secp256k1.js";
import fc from "fast-check";
import { recoverAddress } from "viem";
import { privateKeyToAddress } from "viem/accounts";
import { recovered } from "../../main/pages/curve.js";
import { addressOf, ephemeralKey, sign } from "../../main/pages/ephemeral.js";
import { asFile, asFragment, ofText, usable } from "../../main/pages/fields.js";
import { alike, pieces } from "../../main/pages/lookalikes.js";
import { change, textOf, units } from "../../main/pages/numbers.js";
import { code, T, troubleText } from "../../main/pages/texts.js";
import { waitedFor, walletOf } from "../../main/pages/wallets.js";
import { contract } from "./types.js";
import { rows, sinceSigned } from "../../main/pages/review.js";

const ALICE = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8";
const BOB = "0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC";
const hex = (bytes) => "0x" + Buffer.from(bytes).toString("hex");
const bytes32 = fc.uint8Array({ minLength: 32, maxLength: 32 });

test("a key and what it signs are those of a kept library", () => {
  fc.assert(
    fc.property(bytes32.filter((key) => secp256k1.utils.isValidSecretKey(key)), bytes32, (key, digest) => {
      assert.equal(addressOf(BigInt(hex(key))), privateKeyToAddress(hex(key)));
      const made = Buffer.from(sign(hex(digest), BigInt(hex(key))).slice(2), "hex");
      const publicKey = secp256k1.recoverPublicKey(Buffer.from([made[64] - 27, ...made.subarray(0, 64)]), digest, { prehash: false });
      assert.equal(hex(publicKey), hex(secp256k1.getPublicKey(key)));
      assert.ok(BigInt(hex(made.subarray(32, 64))) <= secp256k1.Point.CURVE().n / 2n, "s in its lower half");
    }),
    { numRuns: 25 },
  );
});

test("the nonce decides r as the curve says", () => {
  const key = 1n;
  const point = secp256k1.Point.BASE.multiply(7n);
  assert.equal(BigInt(sign(hex(new Uint8Array(32).fill(9)), key, 7n).slice(0, 66)), point.x);
});

test("a key signs once", () => {
  const key = ephemeralKey();
  assert.match(key.signOnce("0x" + "11".repeat(32)), /^0x[0-9a-f]{128}1[bc]$/);
  assert.throws(() => key.signOnce("0x" + "11".repeat(32)), /gone/);
  const other = ephemeralKey();
  assert.notEqual(key.address, other.address);
  other.forget();
  assert.throws(() => other.signOnce("0x" + "11".repeat(32)), /gone/);
});

test("amounts come back from whole numbers, and differ by what they differ", () => {
  const amount = fc.tuple(fc.bigInt({ min: 0n, max: 10n ** 30n }), fc.bigInt({ min: 0n, max: 10n ** 36n - 1n }));
  const text = ([whole, fraction]) => `${whole}.${String(fraction).padStart(36, "0")}`.replace(/\.?0+$/, "") || "0";
  const written = ([whole, fraction]) => (fraction === 0n ? String(whole) : text([whole, fraction]));
  fc.assert(
    fc.property(amount, amount, (one, other) => {
      assert.equal(textOf(units(written(one))), written(one));
      const { sign: direction, text: by } = change(written(one), written(other));
      assert.equal(units(written(one)) + BigInt(direction) * units(by), units(written(other)));
    }),
  );
  assert.deepEqual(change("37.5", "7.5"), { sign: -1, text: "30" });
});

test("what looks like something else is found, and nothing else", () => {
  const odd = (text, name) => pieces(text, name).filter((piece) => piece.suspicious).map((piece) => piece.text);
  const table = [
    ["yusd", true, []],
    ["yuѕd", true, ["ѕ"]],
    ["Zürich", true, ["ü"]],
    ["Zürich, München", false, []],
    ["Игра окончена", false, []],
    ["Pаyout", false, ["а"]],
    ["ends\u200b here", false, ["\u200b"]],
    ["\u202eecno", false, ["\u202e"]],
    ["Ｔable", false, ["Ｔ"]],
    ["結束", false, []],
    ["yusd ", true, [" "]],
    [" yusd", true, [" "]],
    ["table  17", true, [" "]],
    ["table 17", true, []],
    ["yu\u034fsd", true, ["\u034f"]],
    ["ends\u2800here", false, ["\u2800"]],
    ["ends\ufe0f here", false, ["\ufe0f"]],
    ["good game \u2764\ufe0f", false, []],
    ["good game \u2764\ufe0f", true, ["\u2764", "\ufe0f"]],
    ["e\u0301\u0323 is one", false, []],
    ["e\u0301\u0323\u0301\u0301 is none", false, ["\u0301", "\u0301"]],
    ["\u{e0041}tag", false, ["\u{e0041}"]],
    ["half\ud800", false, ["\ud800"]],
  ];
  for (const [text, name, found] of table) assert.deepEqual(odd(text, name), found, JSON.stringify(text));
  fc.assert(fc.property(fc.string({ unit: "grapheme" }), fc.boolean(), (text, name) => assert.equal(pieces(text, name).map((piece) => piece.text).join(""), text)));
});

const provider = { request: async () => [] };
const announced = (info, more = {}) => walletOf({ info: { uuid: "5a9d", name: "Wallet", rdns: "com.example", icon: "data:image/png;base64,AA==", ...info }, provider, ...more });

test("a wallet is called what can be seen of its name, and looks like a picture or like nothing", () => {
  assert.deepEqual(announced({}), { id: "5a9d", name: "Wallet", rdns: "com.example", icon: "data:image/png;base64,AA==", provider });
  const names = [["\u202eksaM\u200bateM\n", "ksaMateM"], [" \u2800 ", null], [undefined, null], [{}, null], ["x".repeat(999), "x".repeat(40)], ["🦊".repeat(50), "🦊".repeat(40)]];
  for (const [name, called] of names) assert.equal(announced({ name }).name, called, JSON.stringify(name));
  for (const icon of ["javascript:alert(1)", "https://evil.example/x.png", "data:text/html,<script>1</script>", " data:image/png,", "data:image/svg+xml," + "x".repeat(200_000), null, { toString: () => "data:image/png," }]) {
    assert.equal(announced({ icon }).icon, null, String(icon).slice(0, 40));
  }
  assert.equal(announced({ rdns: "a b" }).rdns, null);
});

test("what is no wallet is none, whatever it throws", () => {
  const trap = { get uuid() { throw new Error("no"); } };
  for (const detail of [undefined, null, {}, { info: trap, provider }, { info: { uuid: 7 }, provider }, { info: { uuid: "x" } }, { info: { uuid: "x" }, provider: {} }]) assert.equal(walletOf(detail), null);
});

test("what a wallet answers after it was left goes nowhere", async () => {
  const leaving = new AbortController();
  let answer;
  const wallet = waitedFor({ request: () => new Promise((resolve) => (answer = resolve)) }, leaving.signal);
  const asked = assert.rejects(wallet.request({ method: "personal_sign" }), { code: "wallet-left" });
  leaving.abort();
  answer("0x12");
  await asked;
  await assert.rejects(wallet.request({}), { code: "wallet-left" });
  const staying = new AbortController();
  assert.equal(await waitedFor({ request: async () => "0x12" }, staying.signal).request({}), "0x12");
  await assert.rejects(waitedFor({ request: () => { throw new Error("no"); } }, staying.signal).request({}), { message: "no" });
});

test("nothing is said in the page's name that stands in place of a code", () => {
  assert.equal(troubleText("signer-refused"), T.troubles["signer-refused"]);
  for (const other of ["Call 0800 555", "<b>", "", undefined, null, {}]) assert.equal(troubleText(other), T.troubles.other(code(other)));
  assert.equal(code("Visit evil.example"), "?");
  for (const inherited of ["constructor", "other"]) assert.equal(troubleText(inherited), T.troubles.other(inherited));
});

test("every status of the contract has its words", async () => {
  const statuses = JSON.stringify(await contract()).match(/"COLLECTING"(?:,"[A-Z]+")+/)[0].split(",").map((each) => JSON.parse(each));
  assert.ok(statuses.length > 8, statuses);
  for (const status of statuses.slice(1)) assert.equal(T.status[status]?.length, 2, status);
});

test("fields that a page would have to leave something out of are none", () => {
  const row = { participant: ALICE, asset: "yusd", amount: "1" };
  const good = { dialect: "nitrorpc-0.4", session: "0x12", request: 7, timestamp: 1, data: null, allocations: [row] };
  assert.equal(usable(good), true);
  const bad = [{ dialect: "nitrorpc-0.9" }, { dialect: undefined }, { purpose: "OPEN" }, { purpose: "constructor" }, { allocations: null }, { allocations: [null] }, { allocations: [{ ...row, amount: 1 }] }, { allocations: Array(201).fill(row) }, { session: {} }, { data: [] }];
  for (const each of bad) assert.equal(usable({ ...good, ...each }), false, JSON.stringify(each).slice(0, 60));
});

test("addresses that differ and begin and end alike are told", () => {
  const twin = ALICE.slice(0, 6) + "0".repeat(32) + ALICE.slice(-4);
  assert.deepEqual([...alike([ALICE, BOB, twin])], [ALICE.toLowerCase(), twin.toLowerCase()]);
  assert.equal(alike([ALICE, ALICE.toLowerCase(), BOB]).size, 0);
});

const row = (participant, amount, asset = "yusd") => ({ participant, asset, amount });

test("one's own comes first, and who loses everything is still there", () => {
  const closure = { finalState: { allocations: [row(BOB, "87.5"), row(ALICE, "0")] } };
  const found = rows(closure, ALICE, [row(ALICE, "50.0"), row(BOB, "37.5"), row(BOB, "3", "weth")]);
  assert.deepEqual(
    found.map(({ participant, asset, now, amount, own, change: { sign: direction, text } }) => [participant, asset, now, amount, own, direction, text]),
    [
      [ALICE, "yusd", "50", "0", true, -1, "50"],
      [BOB, "yusd", "37.5", "87.5", false, 1, "50"],
      [BOB, "weth", "3", "0", false, -1, "3"],
    ],
  );
  assert.equal(rows(closure, ALICE, null)[0].change, null);
});

test("what has changed since somebody signed last is followed over rounds", () => {
  const opened = (round, ...changes) => ({ type: "round.opened", data: { round, changes } });
  const signed = (participant, round) => ({ type: "signature.accepted", data: { participant, round } });
  const closure = { round: { number: 4 }, finalState: { allocations: [row(ALICE, "45"), row(BOB, "42.5")] } };
  const events = [
    opened(1),
    signed(ALICE, 1),
    opened(2, { ...row(ALICE), from: "50", to: "40" }, { ...row(BOB), from: "37.5", to: "47.5" }),
    signed(BOB, 2),
    opened(3, { ...row(ALICE), from: "40", to: "45" }, { ...row(BOB), from: "47.5", to: "42.5" }),
    opened(4),
  ];
  const since = (participant) => {
    const found = sinceSigned(closure, participant, events);
    return found && [found.round, ...found.changes.map((each) => [each.participant, each.from, each.to])];
  };
  assert.deepEqual(since(ALICE), [1, [ALICE, "50", "45"], [BOB, "37.5", "42.5"]]);
  assert.deepEqual(since(BOB), [2, [BOB, "47.5", "42.5"], [ALICE, "40", "45"]]);
  assert.equal(since("0x" + "11".repeat(20)), null);
});

test("no page makes markup of text, runs what stands in text, or loads anything from elsewhere", () => {
  const folder = new URL("../../main/pages/", import.meta.url);
  for (const name of readdirSync(folder)) {
    const source = readFileSync(new URL(name, folder), "utf8");
    assert.doesNotMatch(source, /innerHTML|outerHTML|insertAdjacent|document\.write|\beval\(|new Function|srcdoc|setTimeout\(["'`]/, name);
    assert.doesNotMatch(source.replaceAll("http://www.w3.org/", ""), /https?:\/\//, name);
    assert.doesNotMatch(source, /\son[a-z]+=["']|style=["']/, name);
  }
});

test("who signed is recovered as viem recovers it, and nobody from what nobody can have signed", async () => {
  const digest = `0x${"5a".repeat(32)}`;
  for (const key of [1n, 2n ** 200n + 7n, 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364140n]) {
    const signature = sign(digest, key);
    assert.equal(recovered(digest, signature), addressOf(key));
    assert.equal(recovered(digest, signature), await recoverAddress({ hash: digest, signature }));
    assert.equal(recovered(digest, signature.slice(0, -2) + (signature.endsWith("1b") ? "00" : "01")), addressOf(key));
    assert.notEqual(recovered(`0x${"5b".repeat(32)}`, signature), addressOf(key));
  }
  for (const nobody of [`0x${"00".repeat(65)}`, `0x${"ff".repeat(64)}1b`, `0x${"11".repeat(64)}1d`]) assert.equal(recovered(digest, nobody), null);
});

test("fields come back from a file, from an address and from a fragment, and from nothing else", () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.string({ unit: "grapheme" })), (fields) => {
      const expected = JSON.parse(JSON.stringify(fields));
      for (const text of [JSON.stringify(fields), decodeURIComponent(asFile(fields).split(",")[1]), asFragment(fields), `https://example.org/s/check${asFragment(fields)}`]) {
        assert.deepEqual(ofText(text), expected);
      }
    }),
  );
  for (const text of ["", "#", "[]", "7", "null", "#null", "https://example.org/", "https://example.org/#%", '{"a":']) assert.equal(ofText(text), null, text);
  fc.assert(fc.property(fc.string(), (text) => ofText(text) === null || typeof ofText(text) === "object"));
});

// Every byte that a wallet signs, against vectors of real nodes and against libraries that share nothing with the client.

import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { test } from "node:test";
import { keccak_256 } from "@noble/hashes/sha3.js";
import { getAddress, hashMessage, hashTypedData, recoverAddress, recoverMessageAddress } from "viem";
import * as p from "epilogue-client/payloads";
import { toHex } from "../../main/js/lib/hex.js";
import { v0, v0Recorded, v0Vector, v1, v1Recorded } from "./vectors.js";

test("keccak is that of another library, over every length around its blocks", () => {
  for (let length = 0; length < 1500; length++) {
    const bytes = randomBytes(length);
    assert.equal(p.hashOf(bytes), toHex(keccak_256(bytes)), `of ${length} bytes: ${bytes.toString("hex")}`);
  }
});

test("addresses are written as EIP-55 has them", () => {
  for (let count = 0; count < 500; count++) {
    const address = toHex(randomBytes(20));
    assert.equal(p.checksummed(address), getAddress(address));
  }
  assert.throws(() => p.checksummed("0x12"), TypeError);
});

test("v1: encoding, hash and digest of every update in the vectors", () => {
  for (const vector of v1.app_state_update) {
    const update = {
      sessionId: vector.app_session_id,
      intent: vector.intent,
      versionNumber: BigInt(vector.version),
      allocations: vector.allocations_signed,
      sessionData: vector.session_data,
    };
    assert.equal(toHex(p.updateEncoding(update)), vector.abi_encoded, vector.name);
    assert.equal(p.updateHash(update), vector.payload_hash, vector.name);
    assert.equal(p.personalDigest(vector.payload_hash), vector.eip191_digest, vector.name);
  }
});

test("v1: every update that a node took was signed over the hash that the client makes", async () => {
  let checked = 0;
  for (const { update, quorum_sigs, error, participants } of v1Recorded.filter((line) => line.kind === "update")) {
    if (error !== null || !update.allocations.every((row) => /^-?[0-9]+(\.[0-9]+)?$/.test(row.amount))) continue;
    const message = p.updateHash({
      sessionId: update.app_session_id,
      intent: update.intent,
      versionNumber: BigInt(update.version),
      allocations: update.allocations,
      sessionData: update.session_data,
    });
    for (const signature of quorum_sigs.filter((each) => each.startsWith("0xa1"))) {
      const signer = await recoverMessageAddress({ message: { raw: message }, signature: `0x${signature.slice(4)}` });
      assert.ok(participants.includes(signer.toLowerCase()), JSON.stringify(update));
      checked++;
    }
  }
  assert.ok(checked > 50, `only ${checked}`);
});

test("amounts are written as a node hashes them, or refused", () => {
  for (const { input, canonical } of v1.amount_canonicalisation.cases) {
    if (/^-?[0-9]{1,60}(\.[0-9]{1,36})?$/.test(input)) assert.equal(p.canonicalAmount(input), canonical, input);
    else assert.throws(() => p.canonicalAmount(input), TypeError, input);
  }
  for (const unfit of [1, 1.5, null, undefined, "", " 1", "1e3", "+1", "1_000", "0x10", "٣", ".5", "5."]) {
    assert.throws(() => p.canonicalAmount(unfit), TypeError, String(unfit));
  }
});

test("0.x: the text of every close in the vectors is read, and written again letter for letter", async () => {
  for (const vector of v0.vectors.filter(({ id }) => id.startsWith("close-app-session"))) {
    const close = p.readCloseText(vector.req_text);
    assert.equal(p.closeText(close), vector.req_text, vector.id);
    assert.equal(p.hashOfText(vector.req_text), vector.digest_keccak256, vector.id);
    assert.equal(close.sessionId, vector.app_session_id, vector.id);
  }
});

test("0.x: closes that a node took are read where their text is canonical, and their signatures are of that digest", async () => {
  let checked = 0;
  for (const line of v0Recorded.filter((each) => JSON.stringify(each).includes("close_app_session"))) {
    const frame = Object.values(line).find((value) => typeof value === "string" && value.includes("close_app_session"));
    const text = frame && /^\{"req":(.*),"sig":/.exec(frame)?.[1];
    if (!text || !readable(text)) continue;
    const named = p.readCloseText(text).allocations.map((row) => row.participant.toLowerCase());
    for (const signature of JSON.parse(frame).sig.filter((each) => each.length === 132)) {
      const signer = await recoverAddress({ hash: p.hashOfText(text), signature }).catch(() => "nobody");
      if (named.includes(signer.toLowerCase())) checked++;
    }
  }
  assert.ok(checked > 40, `only ${checked}`);
});

function readable(text) {
  try {
    return p.closeText(p.readCloseText(text)) === text;
  } catch {
    return false;
  }
}

test("0.x: whatever is not the one text of its fields is refused", () => {
  const text = v0Vector("close-app-session-2of2").req_text;
  const others = [
    text.replace(",", ", "),
    text + "\n",
    text.replace('"allocations"', '"alloc\u017fations"'),
    text.replace('"allocations"', '"Allocations"'),
    text.replace(/"amount":"([0-9.]+)"/, '"amount":"$10"'),
    text.replace(/"amount":"([0-9.]+)"/, '"amount":"0$1"'),
    text.replace(/"amount":"([0-9.]+)"/, '"amount":$1'),
    text.replace("{\"participant\"", "{\"asset\":\"usdc\",\"participant\""),
    text.replace(/("app_session_id":"0x[0-9a-f]+")/, "$1,$1"),
    text.replace(/0x([0-9a-f]{64})/, (id) => "0x" + id.slice(2).toUpperCase()),
    text.replace(/^\[/, "[0"),
    text.replace(/\]$/, "0]"),
    JSON.stringify({ req: JSON.parse(text), sig: [] }),
    "",
    null,
  ];
  for (const other of others) assert.throws(() => p.readCloseText(other), TypeError, String(other));
});

test("the mandate is the typed data that wallets sign", () => {
  const mandate = {
    participant: v0.accounts.alice.address,
    signer: v0.accounts.bob.address,
    sessionId: v0Vector("appdef-2p-v04").app_session_id,
    notAfter: 1795600800,
  };
  const typed = p.mandateTypedData(mandate);
  assert.equal(p.mandateDigest(mandate), hashTypedData({ ...typed, message: { ...typed.message, notAfter: BigInt(typed.message.notAfter) } }));
  assert.throws(() => p.mandateTypedData({ ...mandate, notAfter: 1.5 }), TypeError);
});

test("personal messages have the prefix that every wallet puts before them", () => {
  const text = p.declineText({ service: "https://close.example", closureId: "018f", round: 2, sessionId: "0xAB", reason: "Ünicode reason" });
  assert.equal(text, "Epilogue decline\nservice: https://close.example\nclosure: 018f\nround: 2\nsession: 0xab\nreason: Ünicode reason");
  assert.equal(p.personalDigest(text), hashMessage(text));
  const message = toHex(randomBytes(32));
  assert.equal(p.personalDigest(message), hashMessage({ raw: message }));
  assert.throws(() => p.declineText({ service: "s", closureId: "c", round: 1, sessionId: "0x", reason: "two\nlines" }), TypeError);
});

// Certificates that the service issued, checked by the client: as they are, with a byte turned, and against a library for signatures.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { connect } from "node:net";
import { test } from "node:test";
import { recoverAddress } from "viem";
import { canonicalBytes } from "../../main/js/lib/canonical.js";
import { verifyCertificate } from "epilogue-client/certificate";

const FOLDER = new URL("../resources/certificates/", import.meta.url);
const file = (name) => readFileSync(new URL(name, FOLDER));
const recover = (hash, signature) => recoverAddress({ hash, signature });
const changed = (name, change) => {
  const certificate = JSON.parse(file(name));
  change(certificate);
  return JSON.stringify(certificate, null, 2);
};
/** As somebody would who holds a key of the service, and nobody else's. */
async function sealedAnew(certificate) {
  const present = await crypto.subtle.generateKey({ name: "Ed25519" }, true, ["sign", "verify"]);
  const jwk = { ...(await crypto.subtle.exportKey("jwk", present.publicKey)), kid: "present" };
  const base64url = (bytes) => Buffer.from(bytes).toString("base64url");
  const hash = async (value) => `0x${Buffer.from(await crypto.subtle.digest("SHA-256", canonicalBytes(value))).toString("hex")}`;
  certificate.keys.push(jwk);
  const { format, closureId, issuedAt, statements, keys } = certificate;
  const parts = { format, closureId, issuedAt, keys: await hash(keys), statements: await Promise.all(statements.map(async (each) => ({ name: each.name, hash: await hash(each) }))) };
  const signed = `${base64url(JSON.stringify({ alg: "Ed25519", kid: "present", typ: "epilogue-certificate+jwt" }))}.${base64url(canonicalBytes(parts))}`;
  certificate.seal = `${signed}.${base64url(new Uint8Array(await crypto.subtle.sign("Ed25519", present.privateKey, Buffer.from(signed))))}`;
  return JSON.stringify(certificate);
}
const statement = (certificate, name) => certificate.statements.find((each) => each.name === name);

test("there is no network", { skip: process.env.EPILOGUE_NO_NETWORK !== "true" && "this machine gives no namespaces" }, async () => {
  await assert.rejects(new Promise((open, refuse) => connect(9, "127.0.0.1", open).on("error", refuse)), { code: "ENETUNREACH" });
});

test("certificates of every end hold, however they are laid out", async () => {
  const all = readdirSync(FOLDER);
  assert.ok(all.length >= 21);
  for (const name of all) {
    const report = await verifyCertificate(file(name), { recover });
    assert.deepEqual(report.broken, [], name);
    assert.ok(report.holds && report.signersChecked && report.events > 0, name);
    assert.deepEqual((await verifyCertificate(changed(name, () => {}))).broken, [], name);
  }
  assert.equal((await verifyCertificate(file("v1-closed.json"))).marks.SIGNED_BY_PARTICIPANT, 4);
  assert.equal((await verifyCertificate(file("v1-closed.json"))).signersChecked, false);
});

for (const [name, step] of [["v1-closed.json", 5], ["0x-closed.json", 17]]) {
  test(`a turned byte of ${name} is found and named`, async () => {
    const bytes = file(name);
    const original = JSON.parse(bytes);
    for (let at = 0; at < bytes.length; at += step) {
      const turned = Uint8Array.from(bytes);
      turned[at] ^= 1 << at % 8;
      const report = await verifyCertificate(turned);
      if (report.holds) assert.deepEqual(JSON.parse(new TextDecoder().decode(turned)), original, `byte ${at}`);
      else assert.ok(report.broken[0].where && report.broken[0].what, `byte ${at}`);
    }
  });
}

test("what a stranger changes is named", async () => {
  const cases = [
    ["event 9", "was sealed, and is not there", (certificate) => certificate.statements.pop()],
    ["event 10", "was not sealed", (certificate) => certificate.statements.push({ name: "event 10", mark: "OBSERVED", content: {} })],
    ["event 3", "is not what was sealed", (certificate) => (statement(certificate, "event 3").content.event.status = "SETTLED")],
    ["issuedAt", "is not what was sealed", (certificate) => (certificate.issuedAt = "2020-01-01T00:00:00Z")],
    ["keys", "is not what was sealed", (certificate) => certificate.keys.push({})],
    ["file", "is no certificate", (certificate) => (certificate.more = 1)],
    ["file", "not whole", (certificate) => certificate.keys.push(0.5)],
    ["format", "is not epilogue-certificate/1", (certificate) => (certificate.format = "epilogue-certificate/2")],
  ];
  for (const [where, what, change] of cases) {
    const { broken } = await verifyCertificate(changed("v1-closed.json", change));
    assert.equal(broken[0]?.where, where);
    assert.match(broken[0].what, new RegExp(what));
  }
});

test("only the service's own keys say whose it is, and each only for its time", async () => {
  const [key] = JSON.parse(file("v1-closed.json")).keys;
  const where = async (keys) => (await verifyCertificate(file("v1-closed.json"), { keys: { keys } })).broken.map((each) => each.where);

  assert.deepEqual(await where([key]), []);
  assert.deepEqual(await where([]), ["seal"]);
  assert.deepEqual(await where([{ ...key, x: JSON.parse(file("0x-closed.json")).keys[0].x }]), ["seal"]);
  assert.deepEqual(await where([{ ...key, exp: 1_700_000_000 }]), ["seal"]);
  assert.deepEqual(await where([{ ...key, nbf: 1_900_000_000 }]), ["seal"]);
});

test("what the node signed is checked by its own signature", async () => {
  const cases = [
    ["v1-closed.json", "node: release of yusd to 0x70997970C51812dc3A010C7d01b50e0d17dc79C8", { amount: "81" }, /not signed by the node/],
    ["v1-closed.json", "node: release of yusd to 0x70997970C51812dc3A010C7d01b50e0d17dc79C8", { epoch: "1" }, /not the payment of its own fields/],
    ["v1-closed.json", "node: release of yusd to 0x70997970C51812dc3A010C7d01b50e0d17dc79C8", { accountId: `0x${"0".repeat(64)}` }, /about something else/],
    ["0x-closed.json", "node: close", { answer: '[1,"close_app_session",{"app_session_id":"0x0"},1]' }, /about something else/],
    ["0x-closed.json", "node: close", { signature: `0x${"11".repeat(64)}1b` }, /not signed by the node/],
  ];
  for (const [name, where, change, what] of cases) {
    const certificate = JSON.parse(file(name));
    Object.assign(statement(certificate, where).content, change);
    const { broken } = await verifyCertificate(await sealedAnew(certificate), { recover });
    assert.equal(broken[0]?.where, where);
    assert.match(broken[0].what, what);
  }
  const marked = JSON.parse(file("v1-closed.json"));
  statement(marked, "credit of yusd to 0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC").mark = "SIGNED_BY_NODE";
  statement(marked, "closure").mark = "SIGNED_BY_PARTICIPANT";
  assert.deepEqual(
    (await verifyCertificate(await sealedAnew(marked), { recover })).broken.map(({ what }) => what),
    ["has a mark that it cannot have", "is not in what the node signed"],
  );
});

test("what a revoked key signed is named", async () => {
  const [key] = JSON.parse(file("v1-closed.json")).keys;
  const revoked = { ...key, revoked: { revoked_at: 1_798_070_400, reason: "compromised" } };
  assert.deepEqual((await verifyCertificate(file("v1-closed.json"), { keys: { keys: [revoked] } })).broken, [
    { where: "seal", what: `was signed by key ${key.kid}, which was revoked at 2026-12-24T00:00:00.000Z` },
  ]);

  const again = JSON.parse(file("v1-closed.json"));
  again.keys = [revoked];
  const report = await verifyCertificate(await sealedAnew(again), { recover });
  assert.deepEqual(report.broken, []);
  assert.equal(report.remarks.length, 4);
  assert.match(report.remarks[0].where, /^signature 1\/0 by 0x/);
  assert.match(report.remarks[0].what, /has a receipt that was signed by key .*, which was revoked at 2026-12-24/);
});

test("a library that recovers somebody else is believed, not the file", async () => {
  const { broken } = await verifyCertificate(file("v1-closed.json"), { recover: () => "0x0000000000000000000000000000000000000001" });
  assert.deepEqual(broken.map(({ where }) => where.split(" ")[0]), ["signature", "signature", "signature", "signature", "node:", "credit"]);
  assert.match(broken[0].what, /not made by its signer/);
});

// Certificates that the service issued, checked by the client: as they are, with a byte turned, and against a library for signatures.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { recoverAddress } from "viem";
import { verifyCertificate } from "epilogue-client/certificate";

const FOLDER = new URL("../resources/certificates/", import.meta.url);
const file = (name) => readFileSync(new URL(name, FOLDER));
const recover = (hash, signature) => recoverAddress({ hash, signature });
const changed = (name, change) => {
  const certificate = JSON.parse(file(name));
  change(certificate);
  return JSON.stringify(certificate, null, 2);
};
const statement = (certificate, name) => certificate.statements.find((each) => each.name === name);

test("certificates of every end hold, however they are laid out", async () => {
  const all = readdirSync(FOLDER);
  assert.ok(all.length >= 8);
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

test("a library that recovers somebody else is believed, not the file", async () => {
  const { broken } = await verifyCertificate(file("v1-closed.json"), { recover: () => "0x0000000000000000000000000000000000000001" });
  assert.equal(broken.length, 4);
  assert.match(broken[0].what, /not made by its signer/);
});

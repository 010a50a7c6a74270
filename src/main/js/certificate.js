// Checks a closing certificate, in a browser or in Node, without asking anybody.

import { sameAddress } from "./lib/address.js";
import { canonicalBytes } from "./lib/canonical.js";
import { readCloseText } from "./lib/closetext.js";
import { concat, toHex, utf8 } from "./lib/hex.js";
import { openJws, outsideOf, revocationOf } from "./lib/jws.js";
import { hashOf } from "./lib/keccak.js";
import { showsPayment, signedByNode } from "./lib/nodewords.js";
import { declineText, personalDigest } from "./lib/texts.js";
import { updateHash } from "./lib/update.js";

const FORMAT = "epilogue-certificate/1";
const MEMBERS = ["closureId", "format", "issuedAt", "keys", "seal", "statements"];

const sha256 = async (...parts) => new Uint8Array(await crypto.subtle.digest("SHA-256", concat(...parts)));
const hashOfValue = async (value) => toHex(await sha256(canonicalBytes(value)));
const names = (value) => Object.keys(value).sort().join();

/**
 * @param file the certificate's bytes, or its text
 * @param options `keys`: the service's key set, `{keys: […]}`, from elsewhere; without it the keys that the file brings, which shows that it is
 *   whole, not whose it is. `recover(digest, signature)`: the address that signed, by a library of yours; without it signers are not checked.
 * @returns `{holds, broken: [{where, what}], remarks: [{where, what}], closureId, issuedAt, status, keyId, marks, events, head, signersChecked}`
 */
export async function verifyCertificate(file, { keys = null, recover = null } = {}) {
  const broken = [];
  const certificate = read(file, broken);
  if (broken.length > 0) return report(broken);
  const trusted = keys?.keys ?? certificate.keys;
  const seal = await openJws(certificate.seal, trusted, "epilogue-certificate+jwt");
  if (!seal) return report([{ where: "seal", what: "was made by no key of the key set" }]);
  await checkSealed(certificate, seal.payload, broken);
  const late = broken.length === 0 && (outsideOf(seal.key, certificate.issuedAt) ?? revocationOf(seal.key));
  if (late) broken.push({ where: "seal", what: late });
  if (broken.length > 0) return report(broken);
  const remarks = [];
  await checkSigned(certificate, trusted, recover, broken, remarks);
  const head = await checkEvents(certificate, broken);
  return report(broken, certificate, seal.key.kid, head, recover !== null, remarks);
}

function read(file, broken) {
  const refuse = (where, what) => void broken.push({ where, what });
  try {
    const certificate = JSON.parse(typeof file === "string" ? file : new TextDecoder("utf-8", { fatal: true }).decode(file));
    if (certificate === null || typeof certificate !== "object" || names(certificate) !== MEMBERS.join()) {
      return refuse("file", `is no certificate: its members are not ${MEMBERS.join(", ")}`);
    }
    for (const name of ["format", "closureId", "issuedAt", "seal"]) {
      if (typeof certificate[name] !== "string") return refuse(name, "is no text");
    }
    if (certificate.format !== FORMAT) return refuse("format", `is not ${FORMAT}`);
    for (const name of ["statements", "keys"]) if (!Array.isArray(certificate[name])) return refuse(name, "is no list");
    for (const [at, each] of certificate.statements.entries()) {
      if (each === null || typeof each !== "object" || names(each) !== "content,mark,name" || typeof each.name !== "string") {
        return refuse(`statements[${at}]`, "is no statement");
      }
    }
    canonicalBytes(certificate);
    return certificate;
  } catch (unreadable) {
    return refuse("file", `cannot be read: ${unreadable.message}`);
  }
}

async function checkSealed(certificate, sealed, broken) {
  for (const name of ["format", "closureId", "issuedAt"]) {
    if (certificate[name] !== sealed[name]) broken.push({ where: name, what: "is not what was sealed" });
  }
  if ((await hashOfValue(certificate.keys)) !== sealed.keys) broken.push({ where: "keys", what: "is not what was sealed" });
  const found = certificate.statements;
  for (let at = 0; at < Math.max(found.length, sealed.statements.length); at++) {
    const { name, hash } = sealed.statements[at] ?? {};
    if (at >= found.length) broken.push({ where: name, what: "was sealed, and is not there" });
    else if (name === undefined) broken.push({ where: found[at].name, what: "was not sealed" });
    else if (found[at].name !== name || (await hashOfValue(found[at])) !== hash) broken.push({ where: name, what: "is not what was sealed" });
  }
}

async function checkSigned(certificate, keys, recover, broken, remarks) {
  const { nodeAddress, closure } = certificate.statements[0]?.content ?? {};
  const { sessionId } = closure ?? {};
  const words = [];
  const digests = new Map();
  for (const { name, mark, content } of certificate.statements) {
    let wrong = null;
    try {
      if (!marks(mark, name)) {
        wrong = "has a mark that it cannot have";
      } else if (name.startsWith("node: ")) {
        wrong = await nodeWord(content, sessionId, nodeAddress, recover);
        if (wrong === null) words.push(content);
      } else if (name.startsWith("credit ") && mark === "SIGNED_BY_NODE") {
        wrong = words.some((word) => showsPayment(word, content)) ? null : "is not in what the node signed";
      } else if (name.startsWith("payload ")) {
        digests.set(`${content.round}/${content.index}`, content.digest);
        wrong = isOfItsFields(sessionId, content) ? null : "is not the payload of its own fields";
      } else if (name.startsWith("signature ")) {
        wrong = await signature(certificate.closureId, content, mark, digests, keys, recover, (what) => remarks.push({ where: name, what }));
      } else if (name.startsWith("decline ") && mark === "SIGNED_BY_PARTICIPANT") {
        wrong = await decline(declineText({ ...content, closureId: certificate.closureId, sessionId }), content, recover);
      }
    } catch (unreadable) {
      wrong = `cannot be read: ${unreadable.message}`;
    }
    if (wrong) broken.push({ where: name, what: wrong });
  }
}

function isOfItsFields(sessionId, payload) {
  if (!["OPERATE", "CLOSE"].includes(payload.purpose)) return true;
  if (payload.scheme === "RAW") {
    const close = readCloseText(payload.text);
    const bytes = utf8(payload.text);
    const rows = close.allocations.length === payload.allocations.length && close.allocations.every((row, at) => sameRow(row, payload.allocations[at]));
    return rows && close.sessionId === sessionId && toHex(bytes) === payload.message && hashOf(bytes) === payload.digest;
  }
  const message = updateHash({ ...payload, sessionId });
  return message === payload.message && personalDigest(message) === payload.digest;
}

const sameRow = (one, other) => sameAddress(one.participant, other.participant) && one.asset === other.asset && one.amount === other.amount;

async function signature(closureId, content, mark, digests, keys, recover, remark) {
  if (digests.get(`${content.round}/${content.index}`) !== content.digest) return "is over another payload";
  if (mark === "SIGNED_BY_PARTICIPANT") {
    const bytes = `0x${content.signature.slice(-130)}`;
    if (hashOf(Uint8Array.from(bytes.slice(2).match(/../g), (two) => parseInt(two, 16))) !== content.signatureHash) return "is not the signature of its hash";
    if (recover && !sameAddress(await recover(content.digest, bytes), content.signer)) return "was not made by its signer";
  }
  const receipt = await openJws(content.receipt, keys, "epilogue-receipt+jwt");
  if (!receipt) return "has a receipt that no key of the key set signed";
  const claims = receipt.payload;
  const same = claims.closureId === closureId && ["round", "index"].every((name) => claims[name] === content[name]) &&
    ["participant", "signer", "digest", "signatureHash"].every((name) => String(claims[name]).toLowerCase() === String(content[name]).toLowerCase());
  if (!same) return "has the receipt of another signature";
  const revoked = revocationOf(receipt.key);
  if (revoked) remark(`has a receipt that ${revoked}`);
  const late = outsideOf(receipt.key, claims.receivedAt);
  return late ? `has a receipt that ${late}` : null;
}

const OF_MARK = { OBSERVED: [""], SIGNED_BY_PARTICIPANT: ["signature ", "decline "], SIGNED_BY_NODE: ["node: ", "credit "] };

/** A mark that promises a signature stands only where one is looked for. */
const marks = (mark, name) => (OF_MARK[mark] ?? []).some((start) => name.startsWith(start)) && (mark !== "OBSERVED" || !name.startsWith("node: "));

async function nodeWord(content, sessionId, node, recover) {
  let signed;
  try {
    signed = signedByNode(content, sessionId);
  } catch (otherwise) {
    return otherwise.message;
  }
  if (!recover) return null;
  const signer = await Promise.resolve(recover(signed.digest, signed.signature)).catch(() => null);
  return sameAddress(signer, node) ? null : "was not signed by the node";
}

async function decline(text, { participant, signature }, recover) {
  if (typeof signature !== "string") return "cannot be read: no signature";
  return recover && !sameAddress(await recover(personalDigest(utf8(text)), signature), participant) ? "was not signed by its participant" : null;
}

const eventsOf = (certificate) => certificate.statements.filter(({ name }) => name.startsWith("event "));

async function checkEvents(certificate, broken) {
  let head = new Uint8Array(32);
  for (const [at, { name, content }] of eventsOf(certificate).entries()) {
    if (name !== `event ${at + 1}` || content.event?.id !== `${certificate.closureId}/${at + 1}`) {
      broken.push({ where: name, what: `is not event ${at + 1} of this closure` });
      return null;
    }
    head = await sha256(head, canonicalBytes(content.event));
    if (toHex(head) !== content.hash) {
      broken.push({ where: name, what: "does not follow from the events before it" });
      return null;
    }
  }
  return eventsOf(certificate).length === 0 ? null : toHex(head);
}

function report(broken, certificate = null, keyId = null, head = null, signersChecked = false, remarks = []) {
  const marks = {};
  for (const { mark } of certificate?.statements ?? []) marks[mark] = (marks[mark] ?? 0) + 1;
  return {
    holds: broken.length === 0,
    broken,
    remarks,
    closureId: certificate?.closureId ?? null,
    issuedAt: certificate?.issuedAt ?? null,
    status: certificate?.statements[0]?.content?.closure?.status ?? null,
    keyId,
    marks,
    events: certificate ? eventsOf(certificate).length : 0,
    head,
    signersChecked,
  };
}

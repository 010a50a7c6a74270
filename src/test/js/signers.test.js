// Whoever signs: what comes out has the form that nodes take, and nobody is asked for what it cannot do.

import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { test } from "node:test";
import * as ethers from "ethers";
import { createWalletClient, custom, hashMessage, hexToBytes, recoverAddress, serializeErc6492Signature, toHex } from "viem";
import { sign } from "viem/accounts";
import { mandateDigest, mandateTypedData, personalDigest } from "epilogue-client/payloads";
import { hindrance, participantSigner, signer } from "../../main/js/lib/signers.js";
import { nodeForm } from "../../main/js/lib/signature.js";
import { ALICE, BOB, KEYS } from "./services.js";

const DIGEST = toHex(randomBytes(32));
const MANDATE = { participant: ALICE.address, signer: BOB.address, sessionId: DIGEST, notAfter: 1795600800 };
const ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;

/** An EIP-1193 provider as extensions are: it shows accounts, and signs messages and typed data. */
const wallet = (accounts = [ALICE]) => ({
  asked: [],
  async request({ method, params }) {
    this.asked.push(method);
    if (method === "eth_requestAccounts" || method === "eth_accounts") return accounts.map((each) => each.address.toLowerCase());
    const account = accounts.find((each) => params.some((value) => String(value).toLowerCase() === each.address.toLowerCase()));
    if (method === "personal_sign") return account.signMessage({ message: { raw: params[0] } });
    if (method === "eth_signTypedData_v4") {
      const { EIP712Domain, ...types } = JSON.parse(params[1]).types;
      assert.deepEqual(EIP712Domain.map(({ name }) => name), ["name", "version"]);
      return account.signTypedData({ ...JSON.parse(params[1]), types });
    }
    throw new Error(`no such method: ${method}`);
  },
});

const everything = {
  "a viem account": ALICE,
  "an ethers signer": new ethers.Wallet(KEYS.alice),
  "a signing function": {
    address: ALICE.address,
    async sign({ scheme, message, digest, typedData }) {
      if (scheme === "EIP191") return ALICE.signMessage({ message: { raw: message } });
      if (scheme === "RAW") return ALICE.sign({ hash: digest });
      return ALICE.signTypedData({ ...typedData, message: { ...typedData.message, notAfter: BigInt(typedData.message.notAfter) } });
    },
  },
};

const remote = {
  "a browser wallet": wallet(),
  "a browser wallet, by viem's client": createWalletClient({ account: ALICE.address, transport: custom(wallet()) }),
  "an ethers signer, by a browser wallet": await new ethers.BrowserProvider(wallet(), 1, { staticNetwork: true }).getSigner(ALICE.address),
};

for (const [kind, given] of Object.entries({ ...everything, ...remote })) {
  test(`${kind} signs messages, texts and mandates`, async () => {
    const one = signer(given);
    assert.equal(one.kind, kind.split(",")[0]);
    assert.equal(await one.address(), ALICE.address);
    const by = async (hash, signature) => assert.equal(await recoverAddress({ hash, signature }), ALICE.address);
    await by(personalDigest(DIGEST), await one.personal({ hex: DIGEST }));
    await by(hashMessage("a text\nof two lines, with ünusual letters"), await one.personal({ text: "a text\nof two lines, with ünusual letters" }));
    await by(hashMessage("0x1234"), await one.personal({ text: "0x1234" }));
    await by(mandateDigest(MANDATE), await one.typed(mandateTypedData(MANDATE)));
  });
}

for (const [kind, given] of Object.entries(everything)) {
  test(`${kind} signs a bare digest`, async () => {
    assert.equal(await recoverAddress({ hash: DIGEST, signature: await signer(given).raw(DIGEST) }), ALICE.address);
  });
}

test("a browser wallet is never asked for a bare digest, and whoever gives it is told what to do instead", async () => {
  const provider = wallet();
  const reason = hindrance(participantSigner(provider), "nitrorpc-0.4");
  assert.match(reason, /signs no bare digests.*session key/);
  assert.equal(hindrance(participantSigner(provider), "nitronode-v1"), null);
  await assert.rejects(signer(provider).raw(DIGEST), { code: "signer-unable" });
  assert.deepEqual(provider.asked, []);
});

test("a viem account without sign, and an ethers signer without its key, are browser wallets as well", () => {
  const { sign: _, ...remote } = ALICE;
  assert.match(hindrance(participantSigner(remote), "nitrorpc-0.2"), /bare digests/);
  const far = { getAddress: async () => ALICE.address, signMessage: async () => "", signTypedData: async () => "" };
  assert.match(hindrance(participantSigner(far), "nitrorpc-0.2"), /bare digests/);
  assert.match(hindrance(participantSigner({ address: ALICE.address, sign: () => "", can: ["RAW"] }), "nitronode-v1"), /personal messages/);
});

test("a session key needs somebody who vouches for it in a 0.x close, and nobody in a v1 close", () => {
  const key = { participant: ALICE.address, sessionKey: BOB };
  assert.match(hindrance(participantSigner(key), "nitrorpc-0.4"), /vouches/);
  assert.equal(hindrance(participantSigner({ ...key, wallet: wallet() }), "nitrorpc-0.4"), null);
  assert.equal(hindrance(participantSigner({ ...key, mandate: { signer: BOB.address } }), "nitrorpc-0.4"), null);
  assert.equal(hindrance(participantSigner(key), "nitronode-v1"), null);
  assert.match(hindrance(participantSigner({ ...key, sessionKey: wallet([BOB]), wallet: wallet() }), "nitrorpc-0.4"), /as session key/);
});

test("the wallet's account is the one that was asked for, or nothing is signed", async () => {
  await assert.rejects(signer({ provider: wallet([]) }).address(), { code: "signer-account" });
  assert.equal(await signer({ provider: wallet([ALICE, BOB]), address: BOB.address }).address(), BOB.address);
  const provider = wallet([ALICE]);
  await assert.rejects(signer({ provider, address: BOB.address }).personal({ hex: DIGEST }), { code: "signer-account" });
  assert.deepEqual(provider.asked, ["eth_requestAccounts"]);
});

test("a refusal is told apart from a failure", async () => {
  const failing = (failure) => signer({ address: ALICE.address, sign: () => Promise.reject(failure) }).personal({ hex: DIGEST });
  await assert.rejects(failing(Object.assign(new Error("no"), { code: 4001 })), { code: "signer-refused" });
  await assert.rejects(failing(Object.assign(new Error("no"), { code: "ACTION_REJECTED" })), { code: "signer-refused" });
  await assert.rejects(failing(new Error("away")), { code: "signer-failed", message: /away/ });
});

test("signatures are brought into the one form that every node and contract takes", async () => {
  const right = await sign({ hash: DIGEST, privateKey: KEYS.alice, to: "hex" });
  const bytes = hexToBytes(right);
  const low = Uint8Array.from([...bytes.slice(0, 64), bytes[64] - 27]);
  const s = ORDER - BigInt(toHex(bytes.slice(32, 64)));
  const high = toHex(bytes.slice(0, 32)) + s.toString(16).padStart(64, "0") + (bytes[64] === 27 ? "1c" : "1b");
  assert.equal(nodeForm(right), right);
  assert.equal(nodeForm(low), right);
  assert.equal(nodeForm(high), right);
  assert.throws(() => nodeForm(right.slice(0, 130)), { code: "signer-failed", message: /64 bytes/ });
  assert.throws(() => nodeForm(right.slice(0, 130) + "25"), { code: "signer-failed", message: /v 37/ });
  assert.throws(() => nodeForm(right.slice(2)), { code: "signer-failed" });
  assert.throws(() => nodeForm(null), { code: "signer-failed" });
  assert.throws(() => nodeForm(serializeErc6492Signature({ address: ALICE.address, data: "0x12", signature: right })), { code: "contract-wallet-unsupported" });
});

test("what is no signer is refused at once", () => {
  for (const other of [null, undefined, "0x12", {}, { address: ALICE.address }, { address: "0x12", sign() {} }, { sessionKey: BOB }]) {
    assert.throws(() => participantSigner(other), TypeError, JSON.stringify(other));
  }
});

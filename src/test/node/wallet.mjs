// A participant's wallet that shares no code with the service: it fetches what it is asked to sign, rebuilds every hash from the
// fields that it would show its user, signs only what comes out equal, posts, and prints what happened as one line of JSON.
//
//   node wallet.mjs SERVICE CLOSURE PARTICIPANT PRIVATE_KEY [wallet|session-key] [MISTAKE]

import { encodeAbiParameters, hashMessage, keccak256, recoverMessageAddress } from "viem";
import { privateKeyToAccount, sign } from "viem/accounts";

const [service, closureId, participant, privateKey, kind = "wallet", mistake = "none"] = process.argv.slice(2);
const account = privateKeyToAccount(privateKey);
const closure = `${service}/v1/closures/${closureId}`;

const UPDATE = [
  { type: "bytes32" },
  { type: "uint8" },
  { type: "uint64" },
  {
    type: "tuple[]",
    components: [
      { name: "participant", type: "address" },
      { name: "asset", type: "string" },
      { name: "amount", type: "string" },
    ],
  },
  { type: "string" },
];

const updateHash = (sessionId, payload) =>
  keccak256(
    encodeAbiParameters(UPDATE, [
      sessionId,
      payload.intent,
      BigInt(payload.versionNumber),
      payload.allocations,
      payload.sessionData,
    ]),
  );

// What a wallet signs by mistake, instead of the payload's message.
const mistaken = {
  none: (sessionId, payload) => updateHash(sessionId, payload),
  byte: (sessionId, payload) => flipped(updateHash(sessionId, payload)),
  amount: (sessionId, payload) =>
    updateHash(sessionId, {
      ...payload,
      allocations: payload.allocations.map((row, at) => (at === 0 ? { ...row, amount: `${row.amount}1` } : row)),
    }),
  order: (sessionId, payload) =>
    updateHash(sessionId, { ...payload, allocations: [...payload.allocations].reverse() }),
};

function flipped(hex) {
  const last = parseInt(hex.slice(-2), 16) ^ 1;
  return hex.slice(0, -2) + last.toString(16).padStart(2, "0");
}

async function signature(message, digest) {
  const made =
    mistake === "prefix"
      ? await sign({ hash: message, privateKey, to: "hex" })
      : await account.signMessage({ message: { raw: message } });
  if (mistake === "none" && (await recoverMessageAddress({ message: { raw: message }, signature: made })) !== account.address) {
    throw new Error(`the signature does not recover to its wallet: ${digest}`);
  }
  return kind === "session-key" ? `0xa2${made.slice(2)}` : made;
}

const json = async (response) => ({ status: response.status, body: await response.json() });
const { sessionId } = (await json(await fetch(closure))).body;
const asked = (await json(await fetch(`${closure}/payloads?participant=${participant}`))).body;
const required = asked.payloads.filter((payload) => payload.required);
const rebuilt = required.every(
  (payload) =>
    updateHash(sessionId, payload) === payload.message && hashMessage({ raw: payload.message }) === payload.digest,
);
if (!rebuilt) {
  throw new Error("asked to sign something else than is shown");
}
const signatures = [];
for (const payload of required) {
  const message = (mistaken[mistake] ?? mistaken.none)(sessionId, payload);
  signatures.push(await signature(message, payload.digest));
}
const round = mistake === "round" ? asked.round + 1 : asked.round;
const posted = await json(
  await fetch(`${closure}/signatures`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ participant, round, signatures }),
  }),
);
console.log(JSON.stringify({ rebuilt, payloads: required.length, signer: account.address, signatures, ...posted }));

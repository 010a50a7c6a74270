// Participants of a ClearNode 0.5 that share no code with the service: viem and the node's own SDK.
//
//   node clearnode.mjs sign SERVICE CLOSURE PARTICIPANT PRIVATE_KEY viem|sdk
//   node clearnode.mjs close NODE SESSION ALLOCATIONS PRIVATE_KEY...     the SDK closes by itself, without the service
//
// Prints what happened as one line of JSON.

import {
  createAuthRequestMessage,
  createAuthVerifyMessageFromChallenge,
  createCloseAppSessionMessage,
  createECDSAMessageSigner,
  createEIP712AuthMessageSigner,
} from "@erc7824/nitrolite";
import { createWalletClient, http, keccak256, toHex } from "viem";
import { generatePrivateKey, privateKeyToAccount } from "viem/accounts";
import { mainnet } from "viem/chains";
import WebSocket from "ws";

const APPLICATION = "foreign-sdk";
const [mode, ...rest] = process.argv.slice(2);
const json = async (response) => ({ status: response.status, body: await response.json() });

async function signed(text, digest, privateKey, by) {
  return by === "sdk"
    ? createECDSAMessageSigner(privateKey)(JSON.parse(text))
    : privateKeyToAccount(privateKey).sign({ hash: digest });
}

async function sign(service, closureId, participant, privateKey, by) {
  const closure = `${service}/v1/closures/${closureId}`;
  const shown = (await json(await fetch(closure))).body;
  const asked = (await json(await fetch(`${closure}/payloads?participant=${participant}`))).body;
  const [payload] = asked.payloads;
  const [id, method, params, timestamp] = JSON.parse(payload.text);
  const survives = JSON.stringify(JSON.parse(payload.text)) === payload.text;
  const rebuilt =
    keccak256(toHex(payload.text)) === payload.digest &&
    id === payload.request.id &&
    method === payload.request.method &&
    timestamp === payload.request.timestamp &&
    params.app_session_id === shown.sessionId &&
    JSON.stringify(params.allocations) === JSON.stringify(payload.allocations);
  const signature = await signed(payload.text, payload.digest, privateKey, by);
  const posted = await json(
    await fetch(`${closure}/signatures`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ participant, round: asked.round, signatures: [signature] }),
    }),
  );
  return { payloads: asked.payloads.length, survives, rebuilt, signature, ...posted };
}

function conversation(socket) {
  const waiting = new Map();
  socket.on("message", (data) => {
    const [id, method, params] = JSON.parse(data.toString()).res;
    const key = waiting.has(method) ? method : id;
    waiting.get(key)?.({ method, params });
    waiting.delete(key);
  });
  return (key, text) =>
    new Promise((resolve) => {
      waiting.set(key, resolve);
      socket.send(text);
    });
}

async function login(ask) {
  const wallet = privateKeyToAccount(generatePrivateKey());
  const policy = {
    address: wallet.address,
    session_key: privateKeyToAccount(generatePrivateKey()).address,
    application: APPLICATION,
    allowances: [],
    expires_at: BigInt(Math.floor(Date.now() / 1000) + 3600),
    scope: "app",
  };
  const challenge = await ask("auth_challenge", await createAuthRequestMessage(policy));
  const client = createWalletClient({ account: wallet, chain: mainnet, transport: http("http://127.0.0.1:9") });
  const { address, application, ...vouched } = policy;
  const signer = createEIP712AuthMessageSigner(client, vouched, { name: APPLICATION });
  const verify = await createAuthVerifyMessageFromChallenge(signer, challenge.params.challenge_message);
  return (await ask("auth_verify", verify)).params.success;
}

async function close(node, sessionId, allocations, ...keys) {
  const socket = new WebSocket(node);
  await new Promise((open, failed) => socket.once("open", open).once("error", failed));
  const ask = conversation(socket);
  const success = await login(ask);
  const [first, ...others] = keys.map((key) => createECDSAMessageSigner(key));
  const params = { app_session_id: sessionId, allocations: JSON.parse(allocations) };
  const message = JSON.parse(await createCloseAppSessionMessage(first, params));
  for (const other of others) {
    message.sig.push(await other(message.req));
  }
  const answer = await ask(message.req[0], JSON.stringify(message));
  socket.close();
  return { success, method: answer.method, ...answer.params };
}

console.log(JSON.stringify(await (mode === "sign" ? sign(...rest) : close(...rest))));

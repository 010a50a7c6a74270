// Compiled, never run: what applications write has the types that they expect.

import { EpilogueClient, EpilogueError, PayloadMismatch, type Closure, type Event, type Options } from "epilogue-client";
import { rebuild, updateHash, type Agreed } from "epilogue-client/payloads";
import type { components } from "epilogue-client/api";
import { EpilogueClient as Written } from "../../../main/js/lib/client.js";
import { BrowserProvider, Wallet } from "ethers";
import { createWalletClient, custom } from "viem";
import { privateKeyToAccount } from "viem/accounts";

const sessionId = `0x${"11".repeat(32)}`;
const account = privateKeyToAccount(`0x${"22".repeat(32)}`);
const provider = { request: async (_: { method: string; params?: unknown[] }) => null };

const options: Options = {
  url: "http://localhost:8080",
  key: "epk_",
  signers: [
    account,
    new Wallet(`0x${"22".repeat(32)}`),
    provider,
    { provider, address: account.address },
    createWalletClient({ account, transport: custom(provider) }),
    await new BrowserProvider(provider).getSigner(),
    { address: account.address, sign: async ({ scheme, digest }) => `${scheme}${digest}` },
    { participant: account.address, sessionKey: account, wallet: provider },
  ],
};
const client = new EpilogueClient(options);

const finalState = await client.getFinalApplicationState(sessionId);
const result = await client.closeApplicationSession({ sessionId, finalState, policy: { timeout: "PT1H" } });
const closed: boolean = result.closed;
const current = await client.getApplicationState(sessionId);
const byHand = { ...current, isFinal: true, versionNumber: current.versionNumber + 1, timestamp: Date.now() };
const signed = await client.signState(sessionId, byHand);
await client.closeApplicationSession({ sessionId, finalState: signed });
const off: () => void = client.on("finalStateConsensus", (id, { closureId, round }) => console.log(id, closureId, round));
client.on("error", (trouble) => console.log(trouble.code));
// @ts-expect-error nobody tells of that
client.on("finalStateConsensu", () => {});
// @ts-expect-error an amount is text
await client.closeApplicationSession({ sessionId, finalState: { allocations: [{ participant: "0x", asset: "yusd", amount: 5 }] } });
// @ts-expect-error a misspelt member
await client.closeApplicationSession({ sessionId, finalStat: finalState });
for await (const event of client.events({ closureId: result.closureId, signal: AbortSignal.timeout(1) })) {
  const one: Event = event;
  console.log(one.type);
}
const closure: Closure = await client.finalizeApplicationSessionClosure(sessionId, { until: "SETTLED" });
const pending: number = (await client.getPendingSigners(sessionId)).length;

try {
  await client.updateChannelState(sessionId);
} catch (failure) {
  if (failure instanceof PayloadMismatch) console.log(failure.path);
  if (failure instanceof EpilogueError) console.log(failure.code, failure.retryable, failure.problem?.detail);
}

declare const agreed: Agreed;
declare const payloads: components["schemas"]["Payloads"];
const digests: string[] = rebuild(agreed, payloads.payloads).map((each) => each.digest);
const hash: `0x${string}` = updateHash({ sessionId, intent: 3, versionNumber: 5, allocations: [], sessionData: "" });

// what is declared is what is written: a call that is missing on either side does not compile
type Calls = keyof EpilogueClient;
type WrittenCalls = Exclude<keyof Written, symbol>;
const declared: Record<WrittenCalls, true> = {} as Record<Calls, true>;
const written: Record<Calls, true> = {} as Record<WrittenCalls, true>;
export { closed, off, closure, pending, digests, hash, declared, written };

// The services under test, and what has to be done around them. Tests that need one are skipped where nobody says where it is.

import { EpilogueClient } from "epilogue-client";
import { privateKeyToAccount } from "viem/accounts";

const CONTROL = process.env.EPILOGUE_SERVICES;

export const skip = CONTROL ? false : "EPILOGUE_SERVICES says where services are";
export const DIALECTS = ["v1", "v0.4", "v0.2"];

/** Of the development mnemonic: never use them for value. */
export const KEYS = {
  alice: "0x59c6995e998f97a5a0044966f0945389dc9e86dae88c7a8412f4603b6b78690d",
  bob: "0x5de4111afa1a4b94908f83103eb1f1706367c2e68ca870fc3fb9a804cdab365a",
  carol: "0x7c852118294e51e653712a81e05800f419141751be58f605c371e15141b007a6",
};
export const ALICE = privateKeyToAccount(KEYS.alice);
export const BOB = privateKeyToAccount(KEYS.bob);
export const CAROL = privateKeyToAccount(KEYS.carol);

/** How long anything may take on a machine that is busy with other things. */
export const PATIENCE = 300_000;

/** What only asks is asked again: a service may need more than one attempt to start on a busy machine. */
async function control(method, path, query = {}) {
  for (let attempt = 1; ; attempt++) {
    try {
      const response = await fetch(`${CONTROL}${path}?${new URLSearchParams(query)}`, { method });
      const text = await response.text();
      if (response.ok) return JSON.parse(text);
      throw new Error(`${path}: ${text}`);
    } catch (failure) {
      if (method !== "GET" || attempt === 3) throw failure;
    }
  }
}

/** `{url, key, channelId}`; Alice has the channel. */
export const service = (dialect) => control("GET", `/${dialect}`);
/** A session of Alice's and Bob's, who both have to sign. */
export const session = async (dialect, holdings) => (await control("POST", `/${dialect}/session`, holdings)).sessionId;
export const restart = (dialect) => control("POST", `/${dialect}/restart`);
export const update = (dialect, sessionId, split) => control("POST", `/${dialect}/update`, { session: sessionId, ...split });
/** The node knows this address as a session key of Alice's. */
export const registerKey = (dialect, address) => control("POST", `/${dialect}/key`, { address });
export const recount = (dialect, closureId) => control("POST", `/${dialect}/recount`, { closure: closureId });

/** A client that is closed after the test. */
export async function client(t, dialect, options = {}) {
  const { url, key } = await service(dialect);
  const made = new EpilogueClient({ url, key, patience: PATIENCE, ...options });
  t.after(() => made.close());
  return made;
}

/** Waits for what is said to come, as long as it takes on a busy machine. */
export async function eventually(what, look, patience = PATIENCE) {
  const until = Date.now() + patience;
  for (;;) {
    const seen = await look();
    if (seen) return seen;
    if (Date.now() > until) throw new Error(`never: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

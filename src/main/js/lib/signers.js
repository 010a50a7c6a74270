// Whoever signs, in one shape: `{kind, can, address(), personal(message), raw(digest), typed(data)}`. Nothing is asked of a signer that
// it cannot do, and nobody is asked at all before that is known.

import { checksummed, isAddress, sameAddress } from "./address.js";
import { EpilogueError } from "./errors.js";
import { fromHex } from "./hex.js";
import { typedDataJson } from "./mandate.js";
import { nodeForm } from "./signature.js";

const EVERYTHING = ["EIP191", "RAW", "EIP712"];

/** @param given a viem account, an ethers signer, an EIP-1193 provider, or `{address, sign(request), can?}` */
export function signer(given) {
  if (given?.kind && given.can instanceof Set) return given;
  if (typeof given?.getAddress === "function" && typeof given.signMessage === "function") return ofEthers(given);
  if (isAddress(given?.address) && typeof given.signMessage === "function") return ofViem(given);
  const provider = given?.provider ?? given;
  if (typeof provider?.request === "function") return ofProvider(provider, given.address ?? given.account?.address);
  if (isAddress(given?.address) && typeof given.sign === "function") return ofFunction(given);
  throw new TypeError("a signer is a viem account, an ethers signer, an EIP-1193 provider, or {address, sign}");
}

function make(kind, can, address, ways) {
  const asked = (scheme, way) => async (what, about) => {
    if (!can.includes(scheme)) throw new EpilogueError("signer-unable", `${kind} does not sign ${scheme}`);
    const from = await address();
    return nodeForm(await answered(from, () => way(what, about)), from);
  };
  return {
    kind,
    can: new Set(can),
    address,
    personal: asked("EIP191", ways.personal),
    raw: asked("RAW", ways.raw),
    typed: asked("EIP712", ways.typed),
  };
}

const ofViem = (account) =>
  make(
    "a viem account",
    typeof account.sign === "function" ? EVERYTHING : ["EIP191", "EIP712"],
    async () => checksummed(account.address),
    {
      personal: (message) => account.signMessage({ message: asMessage(message, (raw) => ({ raw })) }),
      raw: (hash) => account.sign({ hash }),
      typed: (data) => account.signTypedData({ ...data, message: { ...data.message, notAfter: BigInt(data.message.notAfter) } }),
    },
  );

const ofEthers = (wallet) =>
  make(
    "an ethers signer",
    typeof wallet.signingKey?.sign === "function" ? EVERYTHING : ["EIP191", "EIP712"],
    async () => checksummed(await wallet.getAddress()),
    {
      personal: (message) => wallet.signMessage(asMessage(message, fromHex)),
      raw: (digest) => wallet.signingKey.sign(digest).serialized,
      typed: ({ domain, types, message }) => wallet.signTypedData(domain, types, message),
    },
  );

/** A browser's wallet: it signs messages and typed data, and no bare digest. */
function ofProvider(provider, wanted) {
  const address = async () => {
    const accounts = await answered(wanted ?? "the wallet", () => provider.request({ method: "eth_requestAccounts" }));
    const found = wanted === undefined ? accounts[0] : accounts.find((account) => sameAddress(account, wanted));
    if (found) return checksummed(found);
    throw new EpilogueError("signer-account", wanted ? `the wallet does not show the account ${wanted}: choose it there` : "the wallet shows no account");
  };
  return make("a browser wallet", ["EIP191", "EIP712"], wanted === undefined ? address : async () => checksummed(wanted), {
    personal: async (message) => provider.request({ method: "personal_sign", params: [asMessage(message, (raw) => raw, textToHex), await address()] }),
    raw: undefined,
    typed: async (data) => provider.request({ method: "eth_signTypedData_v4", params: [await address(), typedDataJson(data)] }),
  });
}

const ofFunction = ({ address, sign, can = EVERYTHING }) =>
  make("a signing function", can, async () => checksummed(address), {
    personal: (message, about) => sign({ ...about, scheme: "EIP191", ...asMessage(message, (raw) => ({ message: raw }), (text) => ({ message: textToHex(text), text })) }),
    raw: (digest, about) => sign({ ...about, scheme: "RAW", digest }),
    typed: (typedData, about) => sign({ ...about, scheme: "EIP712", typedData }),
  });

/** A message is `{hex}` or `{text}`: what begins with 0x may be either. */
const asMessage = (message, ofHex, ofText = (text) => text) => (message.hex === undefined ? ofText(message.text) : ofHex(message.hex));

const textToHex = (text) => "0x" + [...new TextEncoder().encode(text)].map((byte) => byte.toString(16).padStart(2, "0")).join("");

async function answered(who, ask) {
  try {
    return await ask();
  } catch (failure) {
    if (failure instanceof EpilogueError) throw failure;
    const refused = failure?.code === 4001 || failure?.code === "ACTION_REJECTED" || failure?.name === "UserRejectedRequestError";
    throw new EpilogueError(refused ? "signer-refused" : "signer-failed", refused ? `${who} did not want to sign` : `${who} could not sign: ${failure?.message ?? failure}`, {
      cause: failure,
    });
  }
}

/**
 * One of the client's signers: a wallet that signs for itself, or a session key with the wallet that stands behind it.
 *
 * @param given as above, or `{participant, sessionKey, wallet?, mandate?, mandateFor?}`
 */
export function participantSigner(given) {
  if (given?.sessionKey === undefined) {
    const wallet = signer(given);
    return { participant: wallet.address, wallet, key: null };
  }
  if (!isAddress(given.participant)) throw new TypeError("a session key signs for a participant: {participant, sessionKey}");
  return {
    participant: async () => checksummed(given.participant),
    wallet: given.wallet === undefined ? null : signer(given.wallet),
    key: signer(given.sessionKey),
    mandate: given.mandate ?? null,
    mandateFor: given.mandateFor ?? 24 * 3600,
  };
}

/** Why this signer cannot sign a session's close; null where it can. */
export function hindrance({ wallet, key, mandate }, dialect) {
  const v1 = dialect === "nitronode-v1";
  if (key === null) {
    if (v1 && !wallet.can.has("EIP191")) return `${wallet.kind} signs no personal messages, which a v1 close needs`;
    if (!v1 && !wallet.can.has("RAW")) {
      return `${wallet.kind} signs no bare digests, which a 0.x close needs: give it a session key, {participant, sessionKey, wallet}, and the wallet vouches for it once`;
    }
    return null;
  }
  if (v1) return key.can.has("EIP191") ? null : `${key.kind} as session key signs no personal messages, which a v1 close needs`;
  if (!key.can.has("RAW")) return `${key.kind} as session key signs no bare digests, which a 0.x close needs`;
  if (mandate === null && !wallet?.can.has("EIP712")) return "nobody vouches for the session key: give the participant's wallet or a mandate with it";
  return null;
}

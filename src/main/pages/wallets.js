// Browsers' wallets: found by their announcements (EIP-6963), and by window.ethereum only where none announces itself.

import { checksummed, isAddress, sameAddress } from "../js/lib/address.js";
import { EpilogueError } from "../js/lib/errors.js";
import { seenOnly } from "./lookalikes.js";

const IMAGE = /^data:image\/(?:png|jpeg|webp|gif|svg\+xml)[;,]/;
const NAME = /^[a-z0-9.-]{1,60}$/i;
const LONGEST_NAME = 40;
const LARGEST_ICON = 200_000;
/** Nobody has more, but a page may be told of any number. */
const MOST = 12;
const PATIENCE = 300;

/** What a wallet says of itself, as far as it can be shown; what it says can be anything. @returns null where it is no wallet */
export function walletOf(detail) {
  try {
    const { uuid, name, icon, rdns } = { ...detail.info };
    if (typeof uuid !== "string" || typeof detail.provider.request !== "function") return null;
    const called = typeof name === "string" ? [...seenOnly(name)].slice(0, LONGEST_NAME).join("") : "";
    return {
      id: uuid,
      name: called === "" ? null : called,
      rdns: typeof rdns === "string" && NAME.test(rdns) ? rdns : null,
      icon: typeof icon === "string" && icon.length < LARGEST_ICON && IMAGE.test(icon) ? icon : null,
      provider: detail.provider,
    };
  } catch {
    return null;
  }
}

/** Tells of every wallet that announces itself. @param onWallet `({id, name, rdns, icon, provider})`, once for each */
export function discover(onWallet) {
  const known = new Set();
  const found = (wallet) => {
    if (wallet === null || known.has(wallet.id) || known.size === MOST) return;
    known.add(wallet.id);
    onWallet(wallet);
  };
  addEventListener("eip6963:announceProvider", ({ detail }) => found(walletOf(detail)));
  dispatchEvent(new Event("eip6963:requestProvider"));
  const old = () => known.size === 0 && found(walletOf({ info: { uuid: "window.ethereum" }, provider: globalThis.ethereum }));
  addEventListener("ethereum#initialized", old, { once: true });
  setTimeout(old, PATIENCE);
}

/**
 * The wallet lets the page see the account that is to sign, or says why not.
 *
 * @throws EpilogueError `signer-refused`, `wallet-locked`, `wallet-busy`, `signer-account` (with the accounts it shows), `signer-failed`
 */
export async function connect(provider, wanted) {
  const accounts = await asked(provider, { method: "eth_requestAccounts" });
  const shown = Array.isArray(accounts) ? accounts.filter(isAddress) : [];
  if (shown.length === 0) throw new EpilogueError("wallet-locked", "the wallet shows no account");
  const account = wanted === undefined ? shown[0] : shown.find((each) => sameAddress(each, wanted));
  if (account === undefined) throw new EpilogueError("signer-account", "the wallet shows other accounts", { accounts: shown.map(checksummed) });
  return checksummed(account);
}

/** The same wallet for as long as somebody waits for it: what it answers later goes nowhere. */
export const waitedFor = (provider, signal) => ({
  request: (what) =>
    new Promise((resolve, reject) => {
      const left = () => reject(new EpilogueError("wallet-left", "nobody waits for the wallet any more"));
      if (signal.aborted) return left();
      signal.addEventListener("abort", left, { once: true });
      Promise.resolve(provider.request(what)).then(resolve, reject);
    }),
});

/** Lets the wallet's user choose which accounts the page sees. Older wallets do not know this: then it is done in the wallet itself. */
export const chooseAccounts = (provider) => asked(provider, { method: "wallet_requestPermissions", params: [{ eth_accounts: {} }] });

async function asked(provider, what) {
  try {
    return await provider.request(what);
  } catch (failure) {
    throw walletFailure(failure);
  }
}

const CODES = { 4001: "signer-refused", 4100: "signer-account", "-32002": "wallet-busy", 4900: "wallet-away", 4901: "wallet-away" };

/** What a wallet says, by its code; its text is shown nowhere. */
export function walletFailure(failure) {
  if (failure instanceof EpilogueError && failure.code !== "signer-failed") return failure;
  const said = failure instanceof EpilogueError ? failure.cause : failure;
  const code = CODES[said?.code] ?? (/lock/i.test(said?.message ?? "") ? "wallet-locked" : "signer-failed");
  return new EpilogueError(code, "the wallet did not answer as asked", { cause: said });
}

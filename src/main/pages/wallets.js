// Browsers' wallets: found by their announcements (EIP-6963), and by window.ethereum only where none announces itself.

import { checksummed, isAddress, sameAddress } from "../js/lib/address.js";
import { EpilogueError } from "../js/lib/errors.js";

const IMAGE = /^data:image\/(?:png|jpeg|webp|gif|svg\+xml)[;,]/;
const PATIENCE = 300;

/** Tells of every wallet that announces itself. @param onWallet `({id, name, icon, provider})`, once for each */
export function discover(onWallet) {
  const known = new Set();
  const found = (id, name, icon, provider) => {
    if (known.has(id) || typeof provider?.request !== "function") return;
    known.add(id);
    onWallet({ id, name: String(name).slice(0, 40), icon: IMAGE.test(icon) ? icon : null, provider });
  };
  addEventListener("eip6963:announceProvider", ({ detail }) => found(detail?.info?.uuid, detail?.info?.name, detail?.info?.icon, detail?.provider));
  dispatchEvent(new Event("eip6963:requestProvider"));
  const old = () => known.size === 0 && found("window.ethereum", null, null, globalThis.ethereum);
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

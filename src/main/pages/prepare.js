// What is signed, made here from what is shown. A service that asks for anything else is found out before a wallet is asked.

import { sameAddress } from "../js/lib/address.js";
import { EpilogueError, PayloadMismatch } from "../js/lib/errors.js";
import { instantOf, mandateDigest, mandateTypedData } from "../js/lib/mandate.js";
import { rebuild } from "../js/lib/rebuild.js";
import { agreedOf } from "../js/lib/signing.js";
import { signer } from "../js/lib/signers.js";
import { personalDigest } from "../js/lib/texts.js";
import { recovered } from "./curve.js";
import { ephemeralKey } from "./ephemeral.js";

const V1 = "nitronode-v1";
/** Longer than the closure can wait for signatures: by then the key is long gone anyway. */
const MANDATE_AFTER = 3600;

/**
 * @returns `{round, byMandate, payloads}`, where the payloads' bytes were made here
 * @throws PayloadMismatch naming what the service asks for that is not what the page shows
 */
export function prepare(closure, asked) {
  if (asked.closureId !== closure.id) throw new PayloadMismatch("closureId", closure.id, asked.closureId);
  if (asked.round !== closure.round.number) throw new EpilogueError("round-superseded", "the round has moved", { retryable: true });
  return { round: asked.round, byMandate: closure.dialect !== V1, payloads: rebuild(agreedOf(closure), asked.payloads) };
}

/** A key for this one close, and what the wallet is asked to sign for it. */
export function mandateFor(closure, participant, now = Date.now()) {
  const key = ephemeralKey();
  const end = Math.max(now, Date.parse(closure.deadline), Date.parse(closure.reopenableUntil ?? closure.deadline));
  const notAfter = Math.floor(end / 1000) + MANDATE_AFTER;
  const mandate = { participant, signer: key.address, sessionId: closure.sessionId, notAfter };
  return { key, ...mandate, typed: mandateTypedData(mandate) };
}

/**
 * Asks the wallet, once for each thing that it has to sign.
 *
 * @param mandate of `mandateFor`, where the closure needs one
 * @param onAsked told before each request, `(number, of)`; what it throws ends it
 * @returns what is handed in
 */
export async function sign(provider, participant, { round, byMandate, payloads }, mandate, onAsked) {
  const wallet = signer({ provider, address: participant });
  if (byMandate) {
    onAsked(1, 1);
    try {
      const signature = by(participant, mandateDigest(mandate), await wallet.typed(mandate.typed));
      const signatures = payloads.map((payload) => mandate.key.signOnce(payload.digest));
      return { participant, round, signatures, mandate: { signer: mandate.key.address, notAfter: instantOf(mandate.notAfter), signature } };
    } finally {
      mandate.key.forget();
    }
  }
  const signatures = [];
  for (const payload of payloads) {
    onAsked(signatures.length + 1, payloads.length);
    signatures.push(by(participant, payload.digest, await wallet.personal({ hex: payload.message })));
  }
  return { participant, round, signatures };
}

/** A text of ours, signed as it is shown. */
export async function signText(provider, participant, text) {
  return by(participant, personalDigest(text), await signer({ provider, address: participant }).personal({ text }));
}

/** Wallets change accounts while they are asked, and some sign what they like: what is not this is not handed in. */
function by(participant, digest, signature) {
  if (!sameAddress(recovered(digest, signature), participant)) throw new EpilogueError("signature-stranger", "the wallet has signed something else, or with another account");
  return signature;
}

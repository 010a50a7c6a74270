// What wallets sign, made from fields: for pages and programs that want to see for themselves.

export { rebuild } from "./lib/rebuild.js";
export { updateEncoding, updateHash, inHashingOrder } from "./lib/update.js";
export { closeText, readCloseText } from "./lib/closetext.js";
export { declineText, signInText, personalDigest } from "./lib/texts.js";
export { mandateTypedData, mandateDigest } from "./lib/mandate.js";
export { canonicalAmount } from "./lib/amounts.js";
export { checksummed } from "./lib/address.js";
export { keccak256, hashOf, hashOfText } from "./lib/keccak.js";
export { EpilogueError, PayloadMismatch } from "./lib/errors.js";

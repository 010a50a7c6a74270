// Texts of the page that verifies certificates, which stands alone; for translation like texts.js.

export const V = {
  heading: "Verify a closing certificate",
  intro: [
    "A certificate says how a closure came to its end, and who signed what. This page checks it here, in your browser: the file is sent nowhere.",
    "Give it the key set of the service too (what its address /.well-known/jwks.json answers). Without it you learn that the file is whole, but not whose it is.",
  ],
  save: "Save this page as a file (one file is all of it), and it works without a network.",
  offline: "You are looking at a saved file. It reaches no network.",
  certificate: "Certificate",
  keys: "Key set of the service (if you have it)",
  drop: "Or drop either of them anywhere on this page.",
  unread: (name) => `${name} could not be read.`,
  noEd25519: "This browser cannot check Ed25519 signatures. A newer one can; so can the command: java -jar epilogue.jar verify FILE",
  holds: "✓ It holds.",
  ownKeys: "It is whole: nothing in it was changed since it was sealed. Whose seal it is was not checked, because no key set was given.",
  trusted: "It was sealed with a key of the key set that you gave, and nothing in it was changed since.",
  broken: "It does not hold.",
  because: (where, what) => `${where}: ${what}.`,
  facts: {
    closure: "Closure",
    session: "Session",
    status: "Status",
    issued: "Issued",
    key: "Sealed with key",
    events: "Events",
    head: "Hash of the last event",
  },
  statements: "Whose word it is",
  marks: {
    SIGNED_BY_PARTICIPANT: "signed by participants, whose signatures were recovered here",
    SIGNED_BY_NODE: "signed by the node",
    OBSERVED: "seen by the service, which has signed for it",
  },
  count: (number, mark) => `${number} ${mark}`,
  signers: "Who signed",
  signed: (name, signer) => `${name}: ${signer}`,
};

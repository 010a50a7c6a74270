// Every text of the pages, in one place: who translates, translates this file. What is signed has its texts in the client's modules.

export const T = {
  title: "Sign how a session ends",
  brand: "Epilogue",
  actingFor: "for",

  asker: {
    asks: "asks you to sign how a session ends",
    application: "Application",
    node: "Node that holds the money",
    reference: "Reference",
    memo: "Note",
    session: "Session",
    you: "Your wallet",
    lookalikes: (list) => `Look closely: this contains characters that look like others or cannot be seen (${list}). Somebody may want to be mistaken for somebody else.`,
  },

  money: {
    heading: "What you get",
    headingClosed: "What the session ended with",
    nothing: "You get nothing from this session.",
    more: (text, asset) => [text, " ", asset, " more than you have in it now"],
    less: (text, asset) => [text, " ", asset, " less than you have in it now"],
    same: "as much as you have in it now",
    table: "Who gets what",
    who: "Participant",
    now: "Now",
    then: "At the end",
    change: "Change",
    unchanged: "none",
    unknown: "The node could not be asked what the session holds now, so changes are not shown.",
    own: "you",
    alike: "Two different addresses here begin and end alike. Compare them in whole.",
    data: "The session ends with this text stored in it:",
    dataStays: "This text is stored in the session and stays as it is. It is no part of what you sign:",
  },

  since: {
    heading: "Since you signed last",
    none: (round) => `You signed round ${round}. The split is the same; only its version is new, so it has to be signed once more.`,
    some: (round) => `You signed round ${round}. Since then these have changed:`,
    row: (asset, from, to) => [from, " → ", to, " ", asset],
  },

  meaning: {
    heading: "What signing means",
    points: [
      "You agree that the session ends with exactly this split. Once enough have signed, it is closed, and nobody can change it any more.",
      "Signing moves no money out of your wallet, costs nothing and gives nobody access to it.",
      "Your signature counts for this split only. If anything changes, you are asked again.",
    ],
    v1: "It holds for as long as nobody moves the session to a newer version.",
    quorum: (weight, of) => `The node closes the session once signatures of weight ${weight} of ${of} are there.`,
  },

  time: {
    heading: "Until when",
    until: (date) => `Sign by ${date}`,
    left: { day: (n) => `${n} days left`, hour: (n) => `${n} hours left`, minute: (n) => `${n} minutes left`, moment: "less than two minutes left" },
    over: "This time is over.",
    after: "What happens then is up to those who asked: they may extend it, or give up.",
  },

  signers: {
    heading: "Who has signed",
    signed: "signed",
    declined: "declined",
    pending: "has not answered",
    opened: "has come to look, and not answered",
    you: "you",
    count: (signed, all) => `${signed} of ${all}`,
    live: "Changes show here as they happen.",
    interrupted: "The connection is interrupted; this may be out of date.",
    quotes: ["“", "”"],
  },

  wallet: {
    heading: "Sign",
    shows: "Your wallet will show exactly this. Compare the large characters; if they differ, stop and do not sign.",
    several: (n) => `This takes ${n} signatures: first the new split, then the close. Your wallet will show them one after the other. Compare the large characters; if they differ, stop and do not sign.`,
    purposes: { OPERATE: "1. The new split", CLOSE: "The close", second: "2. The close" },
    mandate: "Browser wallets cannot sign for this node directly. So this page has made a key for this one close, and your wallet vouches for it once. It will show these fields; compare them. If they differ, stop and do not sign.",
    mandateAllows: (date) => `What it allows: this key may sign the close of this one session, until ${date}, and nothing else. The page signs the split above with it and forgets the key.`,
    mandateFields: { domain: "Epilogue, version 1", type: "Mandate", participant: "participant", signer: "signer", session: "session", notAfter: "notAfter" },
    with: (name) => `Sign with ${name}`,
    unnamed: "your wallet",
    preparing: "Rebuilding what is to be signed…",
    asking: "Your wallet asks you now. Compare what it shows with the above.",
    askingOf: (at, of) => `Your wallet asks you now: ${at} of ${of}. Compare what it shows with the above.`,
    sending: "Handing in your signature…",
    stop: "Stop waiting for the wallet",
    none: "This browser has no wallet. Open this page in the browser where your wallet is, or hand it over to your phone.",
    details: "Everything that is signed",
    rebuilt: "This page has made these bytes itself, from what it shows above.",
    signed: "You have signed.",
    signedAt: (date) => `Accepted ${date}.`,
    canClose: "You can close this page. Nothing more is asked of you unless the split changes.",
    fields: { session: "Session", version: "Version", purpose: "Purpose", message: "Message that the wallet signs", digest: "Digest", text: "Text that the key signs", dialect: "Protocol", data: "Session data" },
  },

  mismatch: {
    heading: "Do not sign",
    text: "The service asks for a signature on something else than this page shows. Nothing can be signed here. Tell those who sent you the link.",
    where: "What differs",
    expected: "shown here",
    actual: "asked for",
    unreadable: ["Do not sign", "What the service says about this closure cannot be shown in whole. Nothing can be signed here. Load this page anew; if that does not help, tell those who sent you the link."],
  },

  decline: {
    summary: "I do not agree",
    explain: "Declining tells everybody, with your reason. Your wallet signs the refusal, so that nobody can refuse in your name.",
    reason: "Your reason",
    hint: "One line, at most 500 characters. Everybody in the session can read it.",
    shows: "Your wallet will show this text:",
    with: (name) => `Decline with ${name}`,
    empty: "Give a reason first.",
    done: "You have declined.",
  },

  troubles: {
    "signer-refused": "You refused in your wallet. Nothing was signed. You can try again whenever you like.",
    "signer-account": "Your wallet shows another account than the one that is asked.",
    "signer-account-shown": "It shows",
    "signer-account-needed": "Needed is",
    "signer-account-way": "Choose that one in your wallet, then try again.",
    "wallet-locked": "Your wallet is locked. Unlock it, then try again.",
    "wallet-busy": "Your wallet is already asking you something. Open it, answer there, then try again.",
    "wallet-away": "Your wallet has no connection at the moment. Nothing is sent on a chain here, so any network will do; choose one there, then try again.",
    "signer-failed": "Your wallet could not sign. Look at what it says, then try again.",
    "signature-stranger": "Your wallet has signed with another account than the one that is asked, or something else than this page shows. Nothing was handed in. Choose the right account in your wallet, then try again.",
    "wallet-left": "This page waits for your wallet no longer, and nothing was handed in. If your wallet still asks, refuse there. Then try again whenever you like.",
    "contract-wallet-unsupported": "This is a contract wallet. Nodes count signatures of keys only, so it cannot sign here. Nothing was handed in.",
    "round-superseded": "The split changed while you were looking. This page shows the new one; look at it again before you sign.",
    "round-sealed": "Enough have signed in the meantime. Nothing more is needed of you.",
    "closure-ended": "This has ended in the meantime.",
    "rate-limited": "Too many tries at once. Wait a moment, then try again.",
    network: "The service cannot be reached. Nothing is lost; try again in a moment.",
    other: (code) => `That did not work (${code}). Try again, or tell those who sent you the link.`,
    chain: "Your wallet has changed its network. That makes no difference here: nothing is sent on a chain.",
    accounts: "Your wallet shows another account now.",
    again: "Try again",
    choose: "Choose an account",
  },

  status: {
    READY: ["Enough have signed", "The close is on its way to the node."],
    SUBMITTING: ["Enough have signed", "The close is on its way to the node."],
    SETTLING: ["The session is closed", "The node has closed it with this split. Payments are being checked."],
    SETTLED: ["Done", "The session is closed with this split, and the node has paid it out."],
    ESCALATING: ["Being protected on chain", "Not enough have signed in time. Channels are being protected on chain."],
    PROTECTED: ["Protected on chain", "Not enough signed in time. What a chain could protect is protected."],
    DECLINED: ["Declined", "Somebody has declined, and without them it cannot be closed this way. You may be asked again with another split."],
    EXPIRED: ["Time is over", "Not enough had signed in time. You may be asked again."],
    CANCELLED: ["Called off", "Those who asked have called it off. Nothing is asked of you."],
    SUPERSEDED: ["No longer current", "The session has gone another way, or there is a newer request. Nothing is asked of you here."],
    PARKED: ["On hold", "Somebody at the service is looking into it. Nothing is asked of you at the moment."],
    elsewhere: ["The session was closed elsewhere", "It ended without this request."],
  },

  handover: {
    summary: "Sign on another device",
    explain: "Get a code that opens this page on your phone or in your wallet's own browser. It is good once, for ten minutes.",
    get: "Show a code",
    type: "Scan this, or open this address there:",
    code: "Code",
    until: (date) => `Good until ${date}, and once.`,
    open: "On this device, open it in:",
    qr: "The address as a QR code",
  },

  check: {
    link: "Check this elsewhere",
    explain: "opens a page that computes the same from these fields, and works offline when you have saved it",
    keep: "Keep these fields as a file",
    file: "epilogue-fields.json",
    scan: "Check this on another device",
    scanExplain: "Scan this with that device's camera: it opens the check with these fields. This page has drawn it itself.",
    qr: "The fields as a QR code",
    tooLong: "There are too many fields for a code. Use the link above, and carry over its address.",
  },

  inbox: {
    title: "What waits for your wallet",
    entrance: "Sign in with your wallet to see everything that it is asked to sign. This moves no money and costs nothing.",
    signIn: (name) => `Sign in with ${name}`,
    signingIn: "Your wallet asks you to sign in. Compare its address line with the address of this page.",
    nothing: "Nothing waits for you",
    waiting: (n) => (n === 1 ? "One thing waits for you" : `${n} things wait for you`),
    more: (n) => `These are the first ${n}. The rest shows when these are done.`,
    review: "Look at each, take out what you do not want to sign, then sign the rest one after the other. Your wallet asks for each; compare the large characters.",
    signAll: (n, name) => (n === 1 ? `Sign one with ${name}` : `Sign ${n} with ${name}`),
    progress: (at, of) => `Your wallet asks you now: ${at} of ${of}. Compare what it shows with the marked entry.`,
    done: (n) => `${n} handed in.`,
    reload: "Look again",
    loading: "Looking…",
    leave: "Sign out",
    until: "Until",
    shows: "Your wallet will show:",
    closure: "Closure",
    why: "Why",
    twice: "Two of these end the same session. Only one of them can; take the one that you agree to, and ask those who sent the other.",
    groups: { gain: "You get more than you have in it now", loss: "You get less than you have in it now", same: "You get what you have in it now", unknown: "What you have in it now is not known", refused: "Do not sign: the service asks for something else than it shows", moved: "Not to be shown at the moment" },
  },

  entry: {
    "link-expired": ["This link no longer works", "It has expired, was used up or was taken back. Ask those who sent it for a new one. Nothing was signed just now."],
    unauthenticated: ["Open your link again", "This page knows nothing of you. Open the link exactly as you were given it; if that does not help, ask for a new one."],
    "no-link": ["This is not a link to sign", "The address is incomplete. Open the link exactly as you were given it."],
    "closure-not-found": ["There is nothing here any more", "What this link was about no longer exists."],
    "origin-refused": ["Wrong address", "The service does not answer under this address. Open the link exactly as you were given it."],
    network: ["The service cannot be reached", "Nothing is lost. Try again in a moment."],
    other: (code) => ["That did not work", `The service answered: ${code}. Try again in a moment.`],
    reload: "Try again",
  },
};

/** Codes are the service's; whatever else stands in their place is not repeated in the page's name. */
export const code = (text) => (/^[A-Za-z0-9_-]{1,60}$/.test(text) ? text : "?");

export const troubleText = (of) => (Object.hasOwn(T.troubles, of) && typeof T.troubles[of] === "string" ? T.troubles[of] : T.troubles.other(code(of)));

export const locale = "en";

export const dateText = (instant) => new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short", timeZone: undefined }).format(new Date(instant)) + ` (${zone(instant)})`;

const zone = (instant) => new Intl.DateTimeFormat(locale, { timeZoneName: "short" }).formatToParts(new Date(instant)).find((part) => part.type === "timeZoneName").value;

// Signer libraries, called as their documentation suggests and as their defaults invite: one line of JSON for each call, with what a
// signer would post after it. The kind says what the call does to the payload; whoever reads the lines knows what each kind has to come to.
//
//   node signers.mjs v1|0.x PRIVATE_KEY MESSAGE DIGEST

import { createPrivateKey, sign as nodeSign } from "node:crypto";
import { createRequire } from "node:module";
import { personalSign } from "@metamask/eth-sig-util";
import { ecsign as ecsign9 } from "@ethereumjs/util";
import { secp256k1 } from "@noble/curves/secp256k1.js";
import * as ethers from "ethers";
import { secp256k1 as older } from "noble-curves-1/secp256k1";
import * as viem from "viem";
import { privateKeyToAccount, sign as viemSign } from "viem/accounts";
import { Web3 } from "web3";

const { ecsign: ecsign7 } = createRequire(import.meta.url)("ethereumjs-util");
const [dialect, privateKey, message, digest] = process.argv.slice(2);
const v1 = dialect === "v1";
const wallet = new ethers.Wallet(privateKey);
const key = new ethers.SigningKey(privateKey);
const account = privateKeyToAccount(privateKey);
const accounts = new Web3().eth.accounts;
const secret = viem.toBytes(privateKey);
const bytes = (hex) => viem.toBytes(hex);
const buffer = (hex) => Buffer.from(hex.slice(2), "hex");
const hex = (uint8) => viem.toHex(uint8);
const rsv = ({ r, s, v }) => viem.concat([hex(r), hex(s), viem.toHex(Number(v))]);
const nodeKey = createPrivateKey({
  format: "jwk",
  key: {
    kty: "EC",
    crv: "secp256k1",
    d: Buffer.from(secret).toString("base64url"),
    x: buffer(key.publicKey).subarray(1, 33).toString("base64url"),
    y: buffer(key.publicKey).subarray(33).toString("base64url"),
  },
});

const calls = [];
const call = (software, text, kind, make) => calls.push({ software, call: text, kind, make });
const personal = v1 ? "right" : "prefixed-digest";
const plain = v1 ? "unprefixed" : "right";
const asked = v1 ? message : digest;

// what a wallet is asked to sign: v1 message as a personal message, 0.x digest as it is
call("ethers 6.17.0", "signMessage(getBytes(it))", personal, () => wallet.signMessage(ethers.getBytes(asked)));
call("ethers 6.17.0", "signMessage(it)", v1 ? "text-of-message" : "text-of-digest", () => wallet.signMessage(asked));
call("ethers 6.17.0", "new SigningKey(key).sign(it)", plain, () => key.sign(asked).serialized);
call("ethers 6.17.0", "new SigningKey(key).sign(digest)", "right", () => key.sign(digest).serialized);
call("ethers 6.17.0", "compactSerialized", "compact", () => key.sign(digest).compactSerialized);
call("ethers 6.17.0", "signMessage(getBytes(digest))", "prefixed-digest", () => wallet.signMessage(ethers.getBytes(digest)));
call("ethers 6.17.0", "signMessage(digest)", "text-of-digest", () => wallet.signMessage(digest));
call("viem 2.57.20", "signMessage({message: {raw: it}})", personal, () => account.signMessage({ message: { raw: asked } }));
call("viem 2.57.20", "signMessage({message: it})", v1 ? "text-of-message" : "text-of-digest", () =>
  account.signMessage({ message: asked }),
);
call("viem 2.57.20", "sign({hash: it})", plain, () => account.sign({ hash: asked }));
call("viem 2.57.20", "serializeCompactSignature", "compact", async () =>
  viem.serializeCompactSignature(viem.signatureToCompactSignature(await viemSign({ hash: digest, privateKey }))),
);
call("viem 2.57.20", "serializeErc6492Signature", "undeployed-contract", async () =>
  viem.serializeErc6492Signature({
    address: account.address,
    data: "0x1234",
    signature: await account.sign({ hash: digest }),
  }),
);
call("viem 2.57.20", "two owners of a contract wallet", "contract", async () =>
  viem.concat([await account.sign({ hash: digest }), await account.sign({ hash: message.slice(0, 66) })]),
);
call("web3 4.16.0", "accounts.sign(it, key)", personal, () => accounts.sign(asked, privateKey).signature);
call("web3 4.16.0", "accounts.sign of the text without 0x", v1 ? "text-of-message" : "text-of-digest", () =>
  accounts.sign(viem.stringToHex(asked.slice(2)), privateKey).signature,
);
call("eth-sig-util 8.2.0", "personalSign({data: it})", personal, () =>
  personalSign({ privateKey: buffer(privateKey), data: asked }),
);
call("eth-sig-util 8.2.0", "personalSign({data: it without 0x})", v1 ? "text-of-message" : "text-of-digest", () =>
  personalSign({ privateKey: buffer(privateKey), data: asked.slice(2) }),
);
call("@ethereumjs/util 9.1.0", "ecsign(digest, key)", "right", () => rsv(ecsign9(bytes(digest), secret)));
call("@ethereumjs/util 9.1.0", "ecsign(digest, key, 1n)", "chain-id", () => rsv(ecsign9(bytes(digest), secret, 1n)));
call("ethereumjs-util 7.1.5", "ecsign(digest, key)", "right", () => rsv(ecsign7(buffer(digest), buffer(privateKey))));
call("@noble/curves 2.4.0", "sign(digest, key)", "compact", () => hex(secp256k1.sign(bytes(digest), secret)));
call("@noble/curves 2.4.0", "sign(digest, key, {format: 'der'})", "der", () =>
  hex(secp256k1.sign(bytes(digest), secret, { format: "der" })),
);
call("@noble/curves 2.4.0", "sign(digest, key, {prehash: false, format: 'recovered'})", "in-front", () =>
  hex(secp256k1.sign(bytes(digest), secret, { prehash: false, format: "recovered" })),
);
call("@noble/curves 2.4.0", "the same with the recovery byte moved to the end", "right", () => {
  const made = secp256k1.sign(bytes(digest), secret, { prehash: false, format: "recovered" });
  return viem.concat([hex(made.slice(1)), hex(made.slice(0, 1))]);
});
call("@noble/curves 2.4.0", "the same with the library's own hashing", "sha-256-of-digest", () => {
  const made = secp256k1.sign(bytes(digest), secret, { format: "recovered" });
  return viem.concat([hex(made.slice(1)), hex(made.slice(0, 1))]);
});
call("@noble/curves 2.4.0", "the message with the library's own hashing", "sha-256-of-message", () => {
  const made = secp256k1.sign(bytes(message), secret, { format: "recovered" });
  return viem.concat([hex(made.slice(1)), hex(made.slice(0, 1))]);
});
call("@noble/curves 1.9.7", "sign(digest, key) with its recovery", "right", () => {
  const made = older.sign(bytes(digest), secret);
  return viem.concat([hex(made.toCompactRawBytes()), viem.toHex(made.recovery, { size: 1 })]);
});
call("@noble/curves 1.9.7", "toCompactHex()", "no-0x", () => older.sign(bytes(digest), secret).toCompactHex());
call("Node.js crypto", "sign(null, digest, ieee-p1363)", "compact", () =>
  hex(nodeSign(null, bytes(digest), { key: nodeKey, dsaEncoding: "ieee-p1363" })),
);
call("Node.js crypto", "sign(null, digest)", "der", () => hex(nodeSign(null, bytes(digest), nodeKey)));
if (!v1) {
  call("ethers 6.17.0", "signMessage(text)", "prefixed-text", () => wallet.signMessage(ethers.toUtf8String(message)));
  call("viem 2.57.20", "signMessage({message: text})", "prefixed-text", () =>
    account.signMessage({ message: viem.hexToString(message) }),
  );
}

const lines = [];
for (const { make, ...line } of calls) lines.push({ dialect, ...line, signature: await make() });
console.log(JSON.stringify(lines));

// By a mandate a participant's wallet vouches for a session key that signs the close of one 0.x session (EIP-712).

import { checksummed } from "./address.js";
import { address, bytes32, encode, uint } from "./abi.js";
import { concat, utf8 } from "./hex.js";
import { hashOf, hashOfText, keccak256 } from "./keccak.js";

const DOMAIN = { name: "Epilogue", version: "1" };
const TYPES = {
  Mandate: [
    { name: "participant", type: "address" },
    { name: "signer", type: "address" },
    { name: "session", type: "bytes32" },
    { name: "notAfter", type: "uint64" },
  ],
};
const EIP712_DOMAIN = [
  { name: "name", type: "string" },
  { name: "version", type: "string" },
];

/** As wallets take it (`eth_signTypedData_v4`). @param notAfter seconds since 1970, a whole number */
export const mandateTypedData = ({ participant, signer, sessionId, notAfter }) => {
  if (!Number.isSafeInteger(notAfter) || notAfter < 0) throw new TypeError("a mandate ends at a whole second after 1970");
  return {
    domain: DOMAIN,
    types: TYPES,
    primaryType: "Mandate",
    message: { participant: checksummed(participant), signer: checksummed(signer), session: sessionId.toLowerCase(), notAfter: String(notAfter) },
  };
};

/** The same as JSON for `eth_signTypedData_v4`, which wants the domain's type spelled out. */
export const typedDataJson = (typed) => JSON.stringify({ ...typed, types: { EIP712Domain: EIP712_DOMAIN, ...typed.types } });

export function mandateDigest({ participant, signer, sessionId, notAfter }) {
  const domain = encode(
    bytes32(hashOfText("EIP712Domain(string name,string version)")),
    bytes32(hashOfText(DOMAIN.name)),
    bytes32(hashOfText(DOMAIN.version)),
  );
  const type = `Mandate(${TYPES.Mandate.map((member) => `${member.type} ${member.name}`).join(",")})`;
  const mandate = encode(bytes32(hashOfText(type)), address(participant), address(signer), bytes32(sessionId), uint(notAfter));
  return hashOf(concat(utf8("\x19\x01"), keccak256(domain), keccak256(mandate)));
}

export const instantOf = (seconds) => new Date(seconds * 1000).toISOString().replace(".000Z", "Z");

// Signed texts of the service: Ed25519, by what browsers and Node bring along.

const BASE64URL = /^[A-Za-z0-9_-]*$/;

export function fromBase64url(text) {
  if (!BASE64URL.test(text)) throw new TypeError("not base64url");
  const bytes = Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (each) => each.charCodeAt(0));
  // several spellings mean the same bytes; only one of them was signed
  if (btoa(String.fromCharCode(...bytes)).replace(/\+/g, "-").replace(/\//g, "_").replace(/=/g, "") !== text) throw new TypeError("not base64url as it is written");
  return bytes;
}

/**
 * @param keys JWKs
 * @param type of the header
 * @returns `{key, payload}`, or null where none of the keys made it
 */
export async function openJws(jws, keys, type) {
  try {
    const [header, payload, signature, more] = jws.split(".");
    if (more !== undefined) return null;
    const { kid, alg, typ, crit } = JSON.parse(new TextDecoder().decode(fromBase64url(header)));
    const key = keys.find((each) => each.kid === kid);
    if (!key || typ !== type || crit !== undefined || !["Ed25519", "EdDSA"].includes(alg)) return null;
    const jwk = { kty: "OKP", crv: "Ed25519", x: key.x };
    const imported = await crypto.subtle.importKey("jwk", jwk, { name: "Ed25519" }, false, ["verify"]);
    const good = await crypto.subtle.verify({ name: "Ed25519" }, imported, fromBase64url(signature), new TextEncoder().encode(`${header}.${payload}`));
    return good ? { key, payload: JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(fromBase64url(payload))) } : null;
  } catch {
    return null;
  }
}

/** That the key was revoked, if it was: whoever got hold of it can have dated things as he liked. Null: it was not. */
export function revocationOf({ kid, revoked }) {
  if (revoked === undefined) return null;
  const at = new Date(revoked?.revoked_at * 1000);
  return `was signed by key ${kid}, which was revoked at ${Number.isNaN(at.getTime()) ? "an unknown time" : at.toISOString()}`;
}

/** Why a thing of this time is not believed: its key did not sign then. Null: it is. */
export function outsideOf({ kid, nbf, exp }, at) {
  const seconds = Date.parse(at) / 1000;
  if (exp !== undefined && !(seconds <= exp)) return `was signed by key ${kid}, which signed until ${new Date(exp * 1000).toISOString()}, and is of ${at}`;
  if (nbf !== undefined && !(seconds >= nbf)) return `was signed by key ${kid}, which signed from ${new Date(nbf * 1000).toISOString()} on, and is of ${at}`;
  return null;
}

// How the page gets in: by the token of its link, which never stands in an address that is sent; by a code from another browser; by a
// session that it has already.

import { EpilogueError } from "../js/lib/errors.js";
import { Http } from "../js/lib/http.js";

const CLOSURE = /^\/s\/([0-9a-f-]{36})$/;
const CODE = /^\/s\/h\/([^/]{1,40})$/;

/** Takes the token out of the address before anything else happens. */
export function takeAddress() {
  const token = location.hash.startsWith("#epl_") ? location.hash.slice(1) : null;
  const code = CODE.exec(location.pathname)?.[1] ?? null;
  const closure = CLOSURE.exec(location.pathname)?.[1] ?? null;
  if (token !== null) history.replaceState(null, "", location.pathname);
  return { token, code: code === null ? null : decodeURIComponent(code), closure };
}

const talk = (credential) => new Http({ url: location.origin, credential, patience: 15_000 });

/** @returns `{http, principal}` */
export async function enter({ token, code, closure }) {
  if (code !== null) return redeem(code);
  if (closure === null) throw new EpilogueError("no-link", "the address is no link's");
  const cookie = talk({ cookie: closure });
  if (token === null) return { http: cookie, principal: await who(cookie, closure) };
  const bearer = talk({ token: async () => token });
  // with both: the answer's cookie is kept only where cookies are sent
  await talk({ token: async () => token, cookie: true }).call("POST", "/v1/access/link", { body: { cookie: true } });
  try {
    // a closure has one cookie in a browser: who opens another's link there would act in this page
    return { http: bearer, principal: await who(bearer, closure) };
  } catch (failure) {
    // a link for one use has been used by now, and its session is the cookie's
    if (failure.code !== "unauthenticated" && failure.code !== "link-expired") throw failure;
    return { http: cookie, principal: await who(cookie, closure) };
  }
}

async function who(http, closure) {
  const { body } = await http.call("GET", "/v1/access", { query: { closure } });
  if (body.principal.closureId !== closure) throw new EpilogueError("unauthenticated", "the session is another closure's");
  return body.principal;
}

async function redeem(code) {
  const { body } = await talk({}).call("POST", `/v1/access/handover/${encodeURIComponent(code)}`, { body: { cookie: false }, once: true });
  history.replaceState(null, "", `/s/${body.principal.closureId}`);
  return { http: talk({ token: async () => body.token }), principal: body.principal };
}

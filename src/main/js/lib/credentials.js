// By what the client gets in: an application's key or token, a participant's link, or a session's cookie.

/** @returns `{token(), cookie}`; token() is asked before every call, so that a short-lived one can be renewed */
export function credentialOf({ key, token, link, cookie }) {
  const given = Object.entries({ key, token, link, cookie }).filter(([, value]) => value !== undefined && value !== false);
  if (given.length > 1) throw new TypeError(`one credential, not ${given.map(([name]) => name).join(" and ")}`);
  if (cookie) return { cookie };
  if (typeof token === "function") return { token };
  const text = link === undefined ? (key ?? token) : linkToken(link);
  if (text !== undefined && (typeof text !== "string" || text === "")) throw new TypeError("a credential is text");
  return { token: async () => text };
}

/** Of a link as it was handed on, with or without the page's address before it. */
function linkToken(link) {
  const token = String(link).slice(String(link).indexOf("#") + 1);
  if (!token.startsWith("epl_")) throw new TypeError("no signing link: its token begins with epl_");
  return token;
}

// What is signed, as fields that a page elsewhere makes the same bytes of. No credential is in them.

/** @returns an object for each payload */
export function fieldsOf(closure, prepared, asked) {
  return prepared.payloads.map((payload) => {
    const shown = asked.payloads.find((each) => each.index === payload.index);
    const common = { dialect: closure.dialect, session: closure.sessionId.toLowerCase(), allocations: shown.allocations.map(({ participant, asset, amount }) => ({ participant, asset, amount })), data: shown.sessionData };
    return payload.text === null ? { ...common, purpose: payload.purpose, version: shown.versionNumber } : { ...common, request: shown.request.id, timestamp: shown.request.timestamp };
  });
}

const DIALECTS = ["nitronode-v1", "nitrorpc-0.4", "nitrorpc-0.2"];
const MOST_ROWS = 200;

/** Whether all of it can be shown: of what is left out or changed on the way, nobody must believe that it was checked. */
export const usable = ({ dialect, purpose, allocations, ...more }) =>
  DIALECTS.includes(dialect) &&
  [undefined, "OPERATE", "CLOSE"].includes(purpose) &&
  Array.isArray(allocations) &&
  allocations.length <= MOST_ROWS &&
  allocations.every((row) => typeof row === "object" && row !== null && [row.participant, row.asset, row.amount].every((each) => typeof each === "string")) &&
  ["session", "version", "request", "timestamp", "data"].every((name) => ["string", "number", "undefined"].includes(typeof (more[name] ?? undefined)));

/** For the part of an address that is sent to nobody. */
export const asFragment = (fields) => "#" + encodeURIComponent(JSON.stringify(fields));

/** For a file. */
export const asFile = (fields) => "data:application/json," + encodeURIComponent(JSON.stringify(fields));

/** @param text the fields themselves, or an address that they are the fragment of */
export function ofText(text) {
  const at = text.indexOf("#");
  return ofFragment("#" + encodeURIComponent(text)) ?? (at < 0 ? null : ofFragment(text.slice(at)));
}

export function ofFragment(fragment) {
  try {
    const fields = JSON.parse(decodeURIComponent(fragment.slice(1)));
    return typeof fields === "object" && fields !== null && !Array.isArray(fields) ? fields : null;
  } catch {
    return null;
  }
}

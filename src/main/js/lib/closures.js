// What a closure says about its session.

const GIVEN_UP = new Set(["EXPIRED", "DECLINED", "CANCELLED", "SUPERSEDED"]);

/** The close is proved: never by what a node acknowledged, but by what the service read back. */
export const isClosed = (closure) => closure.session.closed === true && closure.outcome !== null && closure.outcome !== "NONE";

/** From the moment on at which enough have signed, and after the close; not when a signature fell away or the round was given up. */
export const hasConsensus = (closure) => isClosed(closure) || (closure.consensus.reached === true && !GIVEN_UP.has(closure.status));

/** The one that stands for its session: the one that has not ended; else the one that closed it; else the newest. */
export const standing = (closures) => closures.find((each) => each.endedAt === null) ?? closures.find(isClosed) ?? closures[0] ?? null;

export const timeoutOf = (closure) => Date.parse(closure.firstDeadline);

/** What `closeApplicationSession` says: the closure, and what the application asks first. */
export const resultOf = (closure) => ({
  ...closure,
  closed: isClosed(closure),
  closureId: closure.id,
  pendingSigners: closure.consensus.pending,
  sessionTimeout: timeoutOf(closure),
});

/** What signState returns may be handed to a proposal: what it added is taken off, anything else that is unknown is refused there. */
export function proposable(state) {
  const { closureId, round, signatures, consensus, ...rest } = state;
  return rest;
}

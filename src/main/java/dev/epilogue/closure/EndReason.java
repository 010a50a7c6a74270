package dev.epilogue.closure;

import dev.epilogue.problem.Actor;
import java.time.Instant;
import java.util.Locale;

/**
 * Why a closure ended otherwise than by the close that it proposed. It stays readable: as the closure's problem, in its explanation and
 * in the event of the end.
 */
public enum EndReason {
    /** An application ended it. */
    CANCELLED(Actor.CALLER),
    /** Its deadline passed without consensus. */
    DEADLINE_PASSED(Actor.CALLER),
    /** Consensus stood in time, but nothing could be sent for too long after it. */
    UNSENT(Actor.CALLER),
    /** So many refused that consensus is out of reach. */
    DECLINED(Actor.PARTICIPANT),
    /** Somebody moved the session, and its policy wants no other round then. */
    VERSION_MOVED(Actor.CALLER),
    /** Too many rounds, each ended by a move or by another proposal. */
    ROUNDS_SPENT(Actor.CALLER),
    /** Somebody closed the session in another way. */
    CLOSED_DIFFERENTLY(Actor.CALLER),
    /** A contract paid participants' channels out instead. */
    PROTECTED_ON_CHAIN(Actor.CALLER);

    private final Actor actor;

    EndReason(Actor actor) {
        this.actor = actor;
    }

    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    Hindrance at(Instant now, String detail) {
        return new Hindrance(code(), detail, actor, now);
    }
}

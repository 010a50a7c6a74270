package dev.epilogue.closure;

/** Where a closure is in its life; {@link Transitions} says what may follow what. */
public enum ClosureStatus {
    /** A round is open. */
    COLLECTING(true),
    /** The next payload may be sent. */
    READY(true),
    /** The intent is stored; the frame is in flight or its outcome unknown. */
    SUBMITTING(true),
    /** The node proved closed with our final state; credits are verified, channels followed. */
    SETTLING(true),
    /** Transactions that protect participants are under way. */
    ESCALATING(true),
    /** Done; the certificate is available. */
    SETTLED(false),
    /** Channels are finalised on chain. */
    PROTECTED(false),
    /** The deadline passed without consensus; reopenable for a while. */
    EXPIRED(false),
    /** The policy can no longer be met; reopenable for a while. */
    DECLINED(false),
    /** Ended by the application. */
    CANCELLED(false),
    /** The session went another way: closed differently, moved on, or a newer closure took over. */
    SUPERSEDED(false),
    /** The retry budget is spent; an operator decides. */
    PARKED(true);

    private final boolean active;

    ClosureStatus(boolean active) {
        this.active = active;
    }

    /** Whether it stands in the way of another closure of the same session. */
    public boolean active() {
        return active;
    }

    public boolean ended() {
        return !active;
    }

    /** Whether a new round may bring it back while its time for that lasts. */
    public boolean reopenable() {
        return this == EXPIRED || this == DECLINED;
    }
}

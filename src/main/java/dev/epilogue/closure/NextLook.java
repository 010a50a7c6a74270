package dev.epilogue.closure;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * When a closure is looked at next, should no rule have said so. Whoever waits, or still has a key, has such a time in every status:
 * a row without one is never found again. The schema refuses it as well.
 */
public final class NextLook {

    /** Rules and rings say sooner when something is due; this is how long it can go unnoticed that none did. */
    private static final Duration AGAIN = Duration.ofMinutes(1);

    /** An operator is told and decides; meanwhile the session may close. */
    private static final Duration WHILE_PARKED = Duration.ofMinutes(15);

    private static final Duration AT_LEAST_HOURLY = Duration.ofHours(1);

    private NextLook() {}

    /** Empty: the closure has ended, and nothing of it can come back or become readable. */
    public static Optional<Instant> of(Closure closure, Instant now) {
        return switch (closure.status()) {
            case COLLECTING -> Optional.of(collecting(closure, now));
            case READY, SUBMITTING, ESCALATING -> Optional.of(now.plus(AGAIN));
            case SETTLING -> Optional.of(later(Settling.lookAgain(closure, now), now));
            case PARKED -> Optional.of(now.plus(WHILE_PARKED));
            case EXPIRED, DECLINED -> Optional.of(letGoAt(closure, now));
            case CANCELLED -> Abandoned.is(closure) ? Optional.of(stillExecutable(closure, now)) : Optional.empty();
            case SETTLED, PROTECTED, SUPERSEDED -> Optional.empty();
        };
    }

    private static Instant collecting(Closure closure, Instant now) {
        Instant due = later(Rounds.lookAt(closure), now);
        return Reminders.next(closure, now).filter(at -> at.isBefore(due)).orElse(due);
    }

    /** A time that has come was no reason to act: never at once, and so never in a circle. */
    private static Instant later(Instant at, Instant now) {
        return at.isAfter(now) ? at : now.plus(AGAIN);
    }

    /** As long again as it has been so, within an hour: whoever cancelled it does not wait for it. */
    private static Instant stillExecutable(Closure closure, Instant now) {
        Instant ended = closure.times().endedAt();
        Duration since = ended == null ? AGAIN : Duration.between(ended, now);
        Duration pause = since.compareTo(AGAIN) < 0 ? AGAIN : since;
        return now.plus(pause.compareTo(AT_LEAST_HOURLY) < 0 ? pause : AT_LEAST_HOURLY);
    }

    private static Instant letGoAt(Closure closure, Instant now) {
        Instant until = closure.times().reopenableUntil();
        return until != null && until.isAfter(now) ? until : now;
    }
}

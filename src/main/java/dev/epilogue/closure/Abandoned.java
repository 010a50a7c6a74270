package dev.epilogue.closure;

import dev.epilogue.node.SessionReading;
import dev.epilogue.signing.Purpose;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Closures that a caller insisted on cancelling while a frame of them might still run. They have ended for everybody, make room for
 * another one, and send nothing more; but they say until when they can be executed, are looked at until nothing of them can run any
 * more, and get the outcome that is proved then, even where it is their own close.
 */
public final class Abandoned {

    private Abandoned() {}

    /** Whether it is to be looked at. */
    public static boolean is(Closure closure) {
        return closure.status() == ClosureStatus.CANCELLED && closure.inDoubt();
    }

    static Decision cancel(Closure closure, String reason, Instant now) {
        Draft draft = new Draft(closure, now);
        Optional<Instant> fence = closure.fence().map(closure::onOurClock);
        long version = closure.expectedVersion();
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("round", closure.round().number());
        data.put("reason", reason);
        data.put("executable", true);
        fence.ifPresentOrElse(
                until -> data.put("executableUntil", until.toString()), () -> data.put("whileVersionNumber", version));
        String still = fence.map(until -> "until " + until).orElse("while the session stays at version " + version);
        draft.abandon(EndReason.CANCELLED.at(
                now, reason + " (A frame that was sent may still close the session " + still + ".)"));
        return new Decision.Changed(draft.event(EventType.ROUND_CLOSED, data).change());
    }

    /** What a reading proves about it now. */
    public static Decision look(Closure closure, Evidence evidence, Instant now) {
        return switch (evidence) {
            case Evidence.Vanished vanished -> new Decision.Unchanged();
            case Evidence.Open open -> open(closure, open.reading(), now);
            case Evidence.Closed closed -> closed(closure, closed, now);
        };
    }

    private static Decision open(Closure closure, SessionReading reading, Instant now) {
        Draft draft = new Draft(closure, now);
        if (Readback.splitBooked(closure, reading)) {
            Readback.booked(draft, reading);
            if (!draft.current().inDoubt()) {
                draft.gate(GateMove.RELEASE)
                        .over(Outcome.PAID_OUT_OPEN, closure.work().problem(), false);
            }
            return new Decision.Changed(draft.change());
        }
        boolean dead = closure.fence()
                .map(fence -> fence.hasCome(reading))
                .orElse(reading.versionNumber() > closure.expectedVersion());
        if (!dead) {
            return new Decision.Unchanged();
        }
        Outcome outcome = closure.paidOut() ? Outcome.PAID_OUT_OPEN : Outcome.NONE;
        draft.gate(GateMove.RELEASE)
                .submissions(Submissions::dead)
                .session(new SessionState(false, null, reading.versionNumber()))
                .over(outcome, closure.work().problem(), false);
        return new Decision.Changed(draft.change());
    }

    private static Decision closed(Closure closure, Evidence.Closed evidence, Instant now) {
        boolean fits = ClosedSession.versionFits(closure, evidence.reading());
        Payments payments = fits ? Payments.of(closure.round(), evidence) : new Payments.Missing();
        boolean mayBeOurs = closure.submissions().stream()
                .anyMatch(submission -> submission.purpose() == Purpose.CLOSE && submission.mayHaveRun());
        Draft draft = new Draft(closure, now);
        draft.gate(GateMove.RELEASE)
                .session(new SessionState(true, now, evidence.reading().versionNumber()));
        if (payments instanceof Payments.Missing) {
            return fits ? new Decision.Unchanged() : otherwise(draft);
        }
        if (!mayBeOurs) {
            return otherwise(draft);
        }
        Outcome outcome = ClosedSession.cooperative(closure);
        draft.submissions(submission -> submission.executed(now));
        draft.event(EventType.SESSION_CLOSED, ClosedSession.told(draft, outcome, true));
        ClosedSession.book(draft, payments);
        draft.over(outcome, closure.work().problem(), true);
        return new Decision.Changed(draft.change());
    }

    private static Decision otherwise(Draft draft) {
        draft.submissions(Submissions::dead);
        draft.event(EventType.SESSION_CLOSED, ClosedSession.told(draft, Outcome.CLOSED_ELSEWHERE, false));
        draft.over(Outcome.CLOSED_ELSEWHERE, draft.before().work().problem(), false);
        return new Decision.Changed(draft.change());
    }
}

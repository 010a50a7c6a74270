package dev.epilogue.closure;

import dev.epilogue.node.Credit;
import dev.epilogue.node.SessionReading;
import dev.epilogue.problem.Actor;
import dev.epilogue.signing.Consensus;
import dev.epilogue.signing.Purpose;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The node shows the session closed. Whether that is our close, somebody else's just as proposed, or another one, the version and
 * the payments say; while payments are missing nothing is claimed.
 */
public final class ClosedSession {

    /** How long at the least, whatever a closure may take; a payment that was booked twice is worth the wait. */
    private static final Duration COUNTABLE_FOR = Duration.ofMinutes(10);

    private ClosedSession() {}

    static Decision conclude(Closure closure, Evidence.Closed evidence, Pace pace, Instant now) {
        Round round = closure.round();
        long finalVersion = round.base().versionNumber() + round.required().size();
        boolean ours = closure.submissions().stream()
                .anyMatch(submission -> submission.purpose() == Purpose.CLOSE
                        && submission.status().inDoubt());
        boolean versionFits = DialectRules.of(closure).closesAtAnyVersion()
                ? evidence.reading().versionNumber() >= finalVersion
                : evidence.reading().versionNumber() == finalVersion;
        Payments payments = versionFits ? Payments.of(round, evidence.credits()) : new Payments.Missing();
        Draft draft = new Draft(closure, now);
        draft.session(new SessionState(true, now, evidence.reading().versionNumber()));
        // records beside those of a close that was not ours may also be those of a withdraw before it
        boolean bookedTwice = payments instanceof Payments.Doubled doubled
                && (ours || doubled.repeats())
                && DialectRules.of(closure).recountAfter().isPresent();
        if (payments instanceof Payments.Exact || bookedTwice) {
            settled(draft, payments, ours);
            return new Decision.Changed(draft.change());
        }
        if (ours && versionFits) {
            return new Decision.Changed(unproved(closure, pace, now));
        }
        return closedDifferently(draft, evidence.reading());
    }

    private static void settled(Draft draft, Payments payments, boolean ours) {
        Outcome outcome = ours ? cooperative(draft.before()) : Outcome.CLOSED_ELSEWHERE;
        splitBooked(draft);
        draft.gate(GateMove.RELEASE)
                .submissions(submission -> submission.executed(draft.now()))
                .outcome(outcome)
                .closeRound("EXECUTED")
                .move(ClosureStatus.SETTLING);
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("outcome", outcome.name());
        data.put("asProposed", true);
        data.put("versionNumber", draft.current().session().versionNumber());
        draft.event(EventType.SESSION_CLOSED, data);
        book(draft, payments);
        Optional<Duration> recount = DialectRules.of(draft.before()).recountAfter();
        if (recount.isPresent()) {
            draft.waits(WaitingFor.PROOF, draft.now().plus(recount.get()));
        } else {
            Settling.goOn(draft, outcome);
        }
    }

    /** A session that is closed by the last payload was at the agreed split before: one reading proves both. */
    private static void splitBooked(Draft draft) {
        draft.before().submissions().stream()
                .filter(submission -> submission.purpose() == Purpose.OPERATE)
                .filter(submission -> submission.status() != SubmissionStatus.EXECUTED)
                .forEach(submission -> draft.event(
                        EventType.PAYLOAD_EXECUTED,
                        Map.of("payload", submission.index(), "versionNumber", submission.versionNumber())));
    }

    private static void book(Draft draft, Payments payments) {
        switch (payments) {
            case Payments.Exact exact -> draft.settlement(exact.lines());
            case Payments.Doubled doubled -> {
                draft.settlement(doubled.lines()).anomaly("paid-twice");
                List<String> again = doubled.again().stream().map(Credit::id).toList();
                draft.event(EventType.PAYMENT_DOUBLED, Map.of("records", again));
            }
            case Payments.Missing missing -> throw new IllegalStateException("nothing to book");
        }
    }

    /** When payments are counted once more; empty where a node books only once. */
    public static Optional<Duration> recountAfter(Closure closure) {
        return DialectRules.of(closure).recountAfter();
    }

    /**
     * The second count, some time after the close was proved: a node may have booked once more. Nothing leaves a closed session
     * rightly, so that every further record is such a payment, whatever its amount.
     */
    public static Decision recount(Closure closure, List<Credit> credits, Pace pace, Instant now) {
        Payments payments = Payments.of(closure.round(), credits);
        if (payments instanceof Payments.Missing) {
            return new Decision.Changed(unproved(closure, pace, now));
        }
        Draft draft = new Draft(closure, now);
        if (payments instanceof Payments.Doubled
                && !closure.findings().anomalies().contains("paid-twice")) {
            book(draft, payments);
        }
        Outcome outcome = Objects.requireNonNull(closure.outcome(), "a proved close has an outcome");
        Settling.goOn(draft, outcome);
        return new Decision.Changed(draft.change());
    }

    /** Whether a node that cannot be asked for the second count is asked again. */
    public static boolean countable(Closure closure, Instant now) {
        Instant closedAt = Objects.requireNonNull(closure.session().closedAt(), "a proved close has a time");
        return now.isBefore(closedAt.plus(COUNTABLE_FOR)) || !Settling.over(closure, now);
    }

    /** The second count could not be had in time: the first one proved the close, and what is missing is told. */
    public static Decision uncounted(Closure closure, Instant now) {
        Draft draft = new Draft(closure, now).anomaly("not-recounted");
        Settling.goOn(draft, Objects.requireNonNull(closure.outcome(), "a proved close has an outcome"));
        return new Decision.Changed(draft.change());
    }

    private static Decision closedDifferently(Draft draft, SessionReading reading) {
        draft.gate(GateMove.RELEASE);
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("outcome", Outcome.CLOSED_ELSEWHERE.name());
        data.put("asProposed", false);
        data.put("versionNumber", reading.versionNumber());
        draft.event(EventType.SESSION_CLOSED, data);
        draft.end(ClosureStatus.SUPERSEDED, Outcome.CLOSED_ELSEWHERE, false);
        return new Decision.Changed(draft.change());
    }

    /** Closed at our version, but the money records are not (all) there: never claimed, looked at again. */
    private static Change unproved(Closure closure, Pace pace, Instant now) {
        Draft draft = new Draft(closure, now);
        int attempts = closure.work().attempts() + 1;
        String detail = "The session is closed, but the node does not show exactly one payment for each entry.";
        if (attempts >= pace.attempts()) {
            draft.park("payments-unproved", detail);
        } else {
            draft.hindered(
                    WaitingFor.PROOF,
                    new Hindrance("payments-unproved", detail, Actor.NODE, now),
                    attempts,
                    pace.pause(attempts));
        }
        return draft.change();
    }

    private static Outcome cooperative(Closure closure) {
        boolean atDeadline = closure.policy().consensus() == Consensus.UNANIMOUS_THEN_QUORUM
                && !closure.tally().unanimous();
        return atDeadline ? Outcome.QUORUM_AT_DEADLINE : Outcome.COOPERATIVE;
    }
}

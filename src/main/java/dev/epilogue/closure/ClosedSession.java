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

    private static final String UNPROVED = ParkReason.PAYMENTS_UNPROVED.code();

    /** How long at the least, whatever a closure may take; a payment that was booked twice is worth the wait. */
    private static final Duration COUNTABLE_FOR = Duration.ofMinutes(10);

    private ClosedSession() {}

    static Decision conclude(Closure closure, Evidence.Closed evidence, Pace pace, Instant now) {
        Round round = closure.round();
        boolean ours = closure.submissions().stream()
                .anyMatch(submission -> submission.purpose() == Purpose.CLOSE && submission.mayHaveRun());
        boolean versionFits = versionFits(closure, evidence.reading());
        Payments payments = versionFits ? Payments.of(round, evidence) : new Payments.Missing();
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

    /** Whether the session is closed at a version to which the round's close leads. */
    static boolean versionFits(Closure closure, SessionReading reading) {
        Round round = closure.round();
        long finalVersion = round.base().versionNumber() + round.required().size();
        return DialectRules.of(closure).closesAtAnyVersion()
                ? reading.versionNumber() >= finalVersion
                : reading.versionNumber() == finalVersion;
    }

    /**
     * Whether payments are missed that the node may have dated before the round, since its clock was set back. Only all that the session
     * ever paid can tell then.
     */
    public static boolean datesMayMislead(Closure closure, Evidence.Closed evidence) {
        return !DialectRules.of(closure).closesAtAnyVersion()
                && versionFits(closure, evidence.reading())
                && Payments.of(closure.round(), evidence) instanceof Payments.Missing;
    }

    private static void settled(Draft draft, Payments payments, boolean ours) {
        Outcome outcome = ours ? cooperative(draft.before()) : Outcome.CLOSED_ELSEWHERE;
        splitBooked(draft);
        draft.gate(GateMove.RELEASE)
                .submissions(submission -> submission.executed(draft.now()))
                .outcome(outcome)
                .closeRound("EXECUTED")
                .move(ClosureStatus.SETTLING);
        draft.event(EventType.SESSION_CLOSED, told(draft, outcome, true));
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

    static Map<String, Object> told(Draft draft, Outcome outcome, boolean asProposed) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("outcome", outcome.name());
        data.put("asProposed", asProposed);
        data.put("versionNumber", draft.current().session().versionNumber());
        return data;
    }

    static void book(Draft draft, Payments payments) {
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
        draft.event(EventType.SESSION_CLOSED, told(draft, Outcome.CLOSED_ELSEWHERE, false));
        String detail =
                "The session was closed at version %d, otherwise than proposed.".formatted(reading.versionNumber());
        Hindrance why = EndReason.CLOSED_DIFFERENTLY.at(draft.now(), detail);
        draft.end(ClosureStatus.SUPERSEDED, Outcome.CLOSED_ELSEWHERE, why, false);
        return new Decision.Changed(draft.change());
    }

    /** Closed at our version, but the money records are not (all) there: never claimed, looked at again, for long before it is told. */
    private static Change unproved(Closure closure, Pace pace, Instant now) {
        Draft draft = new Draft(closure, now);
        String detail = "The session is closed, but the node does not show exactly one payment for each entry.";
        Hindrance before = closure.work().problem();
        Instant since = before != null && before.code().equals(UNPROVED) ? before.at() : null;
        if (since == null) {
            // the node was read: what stood in the way of that does so no more
            draft.waits(WaitingFor.PROOF, now);
        }
        Submissions.hindered(draft, WaitingFor.PROOF, new Hindrance(UNPROVED, detail, Actor.NODE, now), pace);
        if (since != null && !now.isBefore(since.plus(COUNTABLE_FOR))) {
            draft.park(ParkReason.PAYMENTS_UNPROVED, detail);
        }
        return draft.change();
    }

    static Outcome cooperative(Closure closure) {
        boolean atDeadline = closure.policy().consensus() == Consensus.UNANIMOUS_THEN_QUORUM
                && !closure.tally().unanimous();
        return atDeadline ? Outcome.QUORUM_AT_DEADLINE : Outcome.COOPERATIVE;
    }
}

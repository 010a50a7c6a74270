package dev.epilogue.closure;

import dev.epilogue.node.SessionReading;
import dev.epilogue.problem.Actor;
import dev.epilogue.signing.Consensus;
import dev.epilogue.signing.Purpose;
import dev.epilogue.value.Allocation;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What a reading proves. The only place where a closure learns that money moved, or that it did not: an answer to a frame
 * never says so by itself.
 */
public final class Readback {

    private Readback() {}

    public static Decision conclude(Closure closure, Evidence evidence, Pace pace, Instant now) {
        return switch (evidence) {
            case Evidence.Vanished vanished -> wentBack(closure, "The node does not know the session any more.", now);
            case Evidence.Closed closed -> closed(closure, closed, pace, now);
            case Evidence.Open open -> open(closure, open.reading(), pace, now);
        };
    }

    private static Decision open(Closure closure, SessionReading reading, Pace pace, Instant now) {
        long expected = closure.expectedVersion();
        if (reading.versionNumber() < Math.max(expected, closure.session().versionNumber())) {
            return wentBack(
                    closure,
                    "The session is at version %d, after it was seen at %d."
                            .formatted(
                                    reading.versionNumber(),
                                    Math.max(expected, closure.session().versionNumber())),
                    now);
        }
        if (reading.versionNumber() == expected) {
            return unmoved(closure, new Draft(closure, now), pace);
        }
        Draft draft = new Draft(closure, now);
        if (splitBooked(closure, reading)) {
            booked(draft, reading);
            return unmoved(closure, draft, pace);
        }
        Rounds.rebase(draft, reading);
        return new Decision.Changed(draft.change());
    }

    /** None of the remaining payloads has run, as far as this look can tell. */
    private static Decision unmoved(Closure closure, Draft draft, Pace pace) {
        if (closure.status() != ClosureStatus.SUBMITTING) {
            return draft.current().paidOut() && !closure.paidOut()
                    ? new Decision.Changed(draft.change())
                    : new Decision.Unchanged();
        }
        List<Submission> doubtful = draft.current().submissions().stream()
                .filter(submission -> submission.status().inDoubt())
                .toList();
        if (doubtful.isEmpty()) {
            Submissions.retryLater(draft, "node-refused", refusalOf(closure), Actor.NODE, true, pace);
            return new Decision.Changed(draft.change());
        }
        Instant second = doubtful.stream()
                .map(Submission::openSeenAt)
                .filter(Objects::nonNull)
                .findFirst()
                .map(first -> first.plus(pace.settlingDelay()))
                .orElse(null);
        if (second == null) {
            draft.submissions(
                    submission -> submission.status().inDoubt() ? submission.openSeen(draft.now()) : submission);
            draft.proceeds(WaitingFor.PROOF, draft.now().plus(pace.settlingDelay()));
        } else if (draft.now().isBefore(second)) {
            draft.proceeds(WaitingFor.PROOF, second);
        } else {
            Submissions.retryLater(
                    draft, "answer-lost", "The frame got lost; proved not executed.", Actor.NODE, true, pace);
        }
        return new Decision.Changed(draft.change());
    }

    private static Decision closed(Closure closure, Evidence.Closed evidence, Pace pace, Instant now) {
        Round round = closure.round();
        long finalVersion = round.base().versionNumber() + round.required().size();
        boolean ours = closure.submissions().stream()
                .anyMatch(submission -> submission.purpose() == Purpose.CLOSE
                        && submission.status().inDoubt());
        Optional<List<SettlementLine>> proof = evidence.reading().versionNumber() == finalVersion
                ? Settlements.proved(round, evidence.credits())
                : Optional.empty();
        Draft draft = new Draft(closure, now);
        draft.session(new SessionState(true, now, evidence.reading().versionNumber()));
        if (proof.isPresent()) {
            settled(draft, proof.get(), ours);
            return new Decision.Changed(draft.change());
        }
        if (ours && evidence.reading().versionNumber() == finalVersion) {
            return new Decision.Changed(unproved(closure, pace, now));
        }
        return closedDifferently(draft, evidence.reading());
    }

    private static void settled(Draft draft, List<SettlementLine> proof, boolean ours) {
        Outcome outcome = ours ? cooperative(draft.before()) : Outcome.CLOSED_ELSEWHERE;
        draft.gate(GateMove.RELEASE)
                .settlement(proof)
                .submissions(submission -> submission.executed(draft.now()))
                .outcome(outcome)
                .closeRound("EXECUTED")
                .move(ClosureStatus.SETTLING);
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("outcome", outcome.name());
        data.put("asProposed", true);
        data.put("versionNumber", draft.current().session().versionNumber());
        draft.event(EventType.SESSION_CLOSED, data);
        draft.end(ClosureStatus.SETTLED, outcome, true);
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

    /** The next payload is the update to the agreed split, and the session stands exactly there. */
    private static boolean splitBooked(Closure closure, SessionReading reading) {
        return Submissions.remaining(closure).stream()
                .findFirst()
                .filter(next -> next.purpose() == Purpose.OPERATE)
                .filter(next -> next.versionNumber() == reading.versionNumber())
                .map(next -> nonZero(reading.allocations())
                        .equals(closure.round().proposal().nonZero()))
                .orElse(false);
    }

    private static void booked(Draft draft, SessionReading reading) {
        draft.submissions(
                submission -> submission.purpose() == Purpose.OPERATE ? submission.executed(draft.now()) : submission);
        draft.session(new SessionState(false, null, reading.versionNumber()));
        draft.event(EventType.PAYLOAD_EXECUTED, Map.of("payload", 0, "versionNumber", reading.versionNumber()));
    }

    private static Decision wentBack(Closure closure, String detail, Instant now) {
        Draft draft = new Draft(closure, now);
        draft.anomaly("went-back").park("node-went-back", detail);
        return new Decision.Changed(draft.change());
    }

    private static String refusalOf(Closure closure) {
        return closure.submissions().stream()
                .map(Submission::refusal)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse("The node refused.");
    }

    private static List<Allocation> nonZero(List<Allocation> allocations) {
        return allocations.stream().filter(row -> !row.amount().isZero()).toList();
    }
}

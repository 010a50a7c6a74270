package dev.epilogue.closure;

import dev.epilogue.node.Credit;
import dev.epilogue.node.SessionReading;
import dev.epilogue.problem.Actor;
import dev.epilogue.signing.Consensus;
import dev.epilogue.signing.Purpose;
import dev.epilogue.value.Allocation;
import java.time.Duration;
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
        return closure.status() == ClosureStatus.PARKED
                ? whileParked(closure, evidence, pace, now)
                : drawn(closure, evidence, pace, now);
    }

    /** An operator has the last word: only what ends the closure, or takes it back to its participants, is concluded. */
    private static Decision whileParked(Closure closure, Evidence evidence, Pace pace, Instant now) {
        if (!(Operators.resume(closure, now) instanceof Decision.Changed resumed)) {
            return new Decision.Unchanged();
        }
        Change awake = resumed.change();
        return drawn(awake.after(), evidence, pace, now) instanceof Decision.Changed drawn && leads(drawn.change())
                ? new Decision.Changed(awake.followedBy(drawn.change()))
                : new Decision.Unchanged();
    }

    private static boolean leads(Change change) {
        ClosureStatus to = change.after().status();
        return to.ended() || to == ClosureStatus.SETTLING || to == ClosureStatus.COLLECTING;
    }

    private static Decision drawn(Closure closure, Evidence evidence, Pace pace, Instant now) {
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
            return unmoved(closure, new Draft(closure, now), reading, pace);
        }
        Draft draft = new Draft(closure, now);
        if (splitBooked(closure, reading)) {
            booked(draft, reading);
            return unmoved(closure, draft, reading, pace);
        }
        return moved(closure, draft, reading, pace);
    }

    /** Somebody updated the session. A frame that is bound to no version may run all the same until its fence. */
    private static Decision moved(Closure closure, Draft draft, SessionReading reading, Pace pace) {
        Optional<Instant> fence = closure.fence();
        if (closure.inDoubt() && fence.isPresent() && reading.nodeTime().isBefore(fence.get())) {
            return fenced(draft, fence.get(), reading.nodeTime(), pace);
        }
        if (!closure.inDoubt() && DialectRules.of(closure).survives(closure.round(), reading)) {
            return carriedOn(closure, draft, reading, pace);
        }
        Rounds.rebase(draft, reading);
        return new Decision.Changed(draft.change());
    }

    private static Decision carriedOn(Closure closure, Draft draft, SessionReading reading, Pace pace) {
        draft.rebased(closure.round().on(Base.of(reading)))
                .session(new SessionState(false, null, reading.versionNumber()));
        if (closure.status() == ClosureStatus.SUBMITTING) {
            Submissions.retryLater(draft, "node-refused", refusalOf(closure), Actor.NODE, true, pace);
        }
        return new Decision.Changed(draft.change());
    }

    /** Only the node's own time proves that it will not run: looked at now and then, since it may also turn out closed. */
    private static Decision fenced(Draft draft, Instant fence, Instant nodeTime, Pace pace) {
        int looks = draft.before().work().attempts() + 1;
        Duration left = Duration.between(nodeTime, fence);
        Duration pause = pace.pause(looks);
        draft.hindered(
                WaitingFor.FENCE,
                new Hindrance("answer-lost", "The frame may run until " + fence + ".", Actor.NODE, draft.now()),
                looks,
                pause.compareTo(left) < 0 ? pause : left);
        return new Decision.Changed(draft.change());
    }

    /** None of the remaining payloads has run, as far as this look can tell. */
    private static Decision unmoved(Closure closure, Draft draft, SessionReading reading, Pace pace) {
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
        Optional<Instant> fence = closure.fence();
        if (fence.isPresent()) {
            return reading.nodeTime().isBefore(fence.get())
                    ? fenced(draft, fence.get(), reading.nodeTime(), pace)
                    : lapsed(draft, reading);
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

    /** The fence has passed with the session open: proved not executed, and what was signed is worth nothing any more. */
    private static Decision lapsed(Draft draft, SessionReading reading) {
        Rounds.rebase(draft, reading, "WINDOW_LAPSED");
        return new Decision.Changed(draft.change());
    }

    private static Decision closed(Closure closure, Evidence.Closed evidence, Pace pace, Instant now) {
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
        boolean bookedTwice = payments instanceof Payments.Doubled
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
            draft.end(ClosureStatus.SETTLED, outcome, true);
        }
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

    /** The second count, some time after the close was proved: a node may have booked once more. */
    public static Decision recount(Closure closure, List<Credit> credits, Instant now) {
        Draft draft = new Draft(closure, now);
        Payments payments = Payments.of(closure.round(), credits);
        boolean news = payments instanceof Payments.Doubled
                && !closure.findings().anomalies().contains("paid-twice");
        if (news) {
            book(draft, payments);
        }
        Outcome outcome = Objects.requireNonNull(closure.outcome(), "a proved close has an outcome");
        draft.end(ClosureStatus.SETTLED, outcome, true);
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

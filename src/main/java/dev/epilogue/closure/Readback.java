package dev.epilogue.closure;

import dev.epilogue.node.SessionReading;
import dev.epilogue.problem.Actor;
import dev.epilogue.signing.Purpose;
import dev.epilogue.value.Allocation;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
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
        boolean proved = to == ClosureStatus.SETTLING && change.after().work().problem() == null;
        return to.ended() || proved || to == ClosureStatus.COLLECTING;
    }

    private static Decision drawn(Closure closure, Evidence evidence, Pace pace, Instant now) {
        return switch (evidence) {
            case Evidence.Vanished vanished -> wentBack(closure, "The node does not know the session any more.", now);
            case Evidence.Closed closed ->
                closure.status() == ClosureStatus.SETTLING
                        ? ClosedSession.recount(closure, closed.credits(), pace, now)
                        : ClosedSession.conclude(closure, closed, pace, now);
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
        Optional<NodeTime> fence = closure.fence();
        if (closure.inDoubt() && fence.isPresent() && !fence.get().hasCome(reading)) {
            return fenced(draft, fence.get(), reading, pace);
        }
        if (!closure.inDoubt() && DialectRules.of(closure).survives(closure.round(), reading)) {
            return carriedOn(closure, draft, reading, pace);
        }
        Rounds.rebase(draft, reading);
        return new Decision.Changed(draft.change());
    }

    private static Decision carriedOn(Closure closure, Draft draft, SessionReading reading, Pace pace) {
        draft.rebased(closure.round().on(Base.of(reading, draft.now())))
                .session(new SessionState(false, null, reading.versionNumber()));
        if (closure.status() == ClosureStatus.SUBMITTING) {
            Submissions.retryLater(draft, "node-refused", refusalOf(closure), Actor.NODE, pace);
        }
        return new Decision.Changed(draft.change());
    }

    /** Only the node's own time proves that it will not run: looked at now and then, since it may also turn out closed. */
    private static Decision fenced(Draft draft, NodeTime fence, SessionReading reading, Pace pace) {
        Duration left = Duration.between(reading.nodeTime(), fence.instant());
        Submissions.hindered(
                draft,
                WaitingFor.FENCE,
                answerLost(draft, "until " + draft.before().onOurClock(fence)),
                pace);
        return new Decision.Changed(draft.dueWithin(left).change());
    }

    /**
     * A frame that runs at one version only has not been answered, and the session still stands there. That proves nothing: a node has
     * held such a frame for longer than its connection lived, and executed it then. The identical frame is sent again, since together
     * they run once at most, and nothing is claimed before the session has moved.
     */
    private static Decision awaited(Draft draft, SessionReading reading, Pace pace) {
        draft.submissions(submission -> submission.status().inDoubt() ? submission.openSeen(draft.now()) : submission);
        String until = "as long as the session stays at version " + reading.versionNumber();
        Submissions.hindered(draft, WaitingFor.PROOF, answerLost(draft, until), pace);
        Submissions.resendAt(draft.current(), pace, draft.now()).ifPresent(draft::dueAt);
        return new Decision.Changed(draft.change());
    }

    private static Hindrance answerLost(Draft draft, String until) {
        String detail = "The node has not said what became of the frame; it may run " + until + ".";
        return new Hindrance(Submissions.ANSWER_LOST, detail, Actor.NODE, draft.now());
    }

    /** None of the remaining payloads has run, as far as this look can tell. */
    private static Decision unmoved(Closure closure, Draft draft, SessionReading reading, Pace pace) {
        if (closure.status() != ClosureStatus.SUBMITTING) {
            return draft.current().paidOut() && !closure.paidOut()
                    ? new Decision.Changed(draft.change())
                    : new Decision.Unchanged();
        }
        if (!draft.current().inDoubt()) {
            Submissions.retryLater(draft, "node-refused", refusalOf(closure), Actor.NODE, pace);
            return new Decision.Changed(draft.change());
        }
        Optional<NodeTime> fence = closure.fence();
        if (fence.isEmpty()) {
            return awaited(draft, reading, pace);
        }
        if (fence.get().hasCome(reading)) {
            return lapsed(draft, reading);
        }
        Duration settling = pace.resendAfter();
        return settling == null ? fenced(draft, fence.get(), reading, pace) : settled(draft, settling, pace);
    }

    /**
     * Only where an operator has set for how long the node works at most: a first look is remembered; a second one, late enough, counts
     * as proof that nothing ran, and what was signed may be sent again.
     */
    private static Decision settled(Draft draft, Duration settling, Pace pace) {
        draft.submissions(
                submission -> submission.status().inDoubt() ? submission.openSeenSince(draft.now()) : submission);
        Instant first = draft.current().submissions().stream()
                .map(Submission::openSeenAt)
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder())
                .orElse(draft.now());
        Instant second = first.plus(settling);
        if (draft.now().isBefore(second)) {
            draft.proceeds(WaitingFor.PROOF, earlier(second, draft.now().plus(pace.longestPause())));
        } else {
            Submissions.retryLater(draft, Submissions.ANSWER_LOST, "The frame counts as lost.", Actor.NODE, pace);
        }
        return new Decision.Changed(draft.change());
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    /** The fence has passed with the session open: proved not executed, and what was signed is worth nothing any more. */
    private static Decision lapsed(Draft draft, SessionReading reading) {
        Rounds.rebase(draft, reading, Round.WINDOW_LAPSED);
        return new Decision.Changed(draft.change());
    }

    /** The next payload is the update to the agreed split, and the session stands exactly there. */
    static boolean splitBooked(Closure closure, SessionReading reading) {
        return Submissions.remaining(closure).stream()
                .findFirst()
                .filter(next -> next.purpose() == Purpose.OPERATE)
                .filter(next -> next.versionNumber() == reading.versionNumber())
                .map(next -> nonZero(reading.allocations())
                        .equals(closure.round().proposal().nonZero()))
                .orElse(false);
    }

    static void booked(Draft draft, SessionReading reading) {
        draft.submissions(
                submission -> submission.purpose() == Purpose.OPERATE ? submission.executed(draft.now()) : submission);
        draft.session(new SessionState(false, null, reading.versionNumber()));
        draft.event(EventType.PAYLOAD_EXECUTED, Map.of("payload", 0, "versionNumber", reading.versionNumber()));
    }

    private static Decision wentBack(Closure closure, String detail, Instant now) {
        Draft draft = new Draft(closure, now);
        draft.anomaly("went-back").park(ParkReason.NODE_WENT_BACK, detail);
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

package dev.epilogue.closure;

import dev.epilogue.node.FrameOutcome;
import dev.epilogue.node.NodeError;
import dev.epilogue.problem.Actor;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Sending a round's payloads: the intent before, and what the answers mean. Nothing here proves anything. */
public final class Submissions {

    private static final String OUTAGE = "node-unavailable";
    private static final String WINDOW_LAPSED = "window-lapsed";
    private static final String SIGNATURES_REFUSED = "signatures-refused";

    private Submissions() {}

    /** What is still to be executed, in order. */
    public static List<Submission> remaining(Closure closure) {
        return closure.submissions().stream()
                .filter(submission -> submission.status() != SubmissionStatus.EXECUTED)
                .toList();
    }

    /**
     * The frames are about to be sent. Stored before, together with the gate.
     *
     * @param mark from where on money records count as this round's
     */
    public static Change intend(Closure closure, List<SealedFrame> frames, CreditMark mark, Instant now) {
        Map<Integer, Long> requestIds = new HashMap<>();
        frames.forEach(frame -> requestIds.put(frame.payload(), frame.requestId()));
        Round round = closure.round();
        Draft draft = new Draft(closure, now);
        draft.move(ClosureStatus.SUBMITTING)
                .frames(frames)
                .gate(GateMove.ACQUIRE)
                .round(round.marked(mark))
                .submissions(submission -> {
                    Long requestId = requestIds.get(submission.index());
                    return requestId == null ? submission : submission.sent(requestId, now);
                })
                .proceeds(WaitingFor.NODE, now);
        draft.event(
                EventType.SUBMISSION_STARTED,
                Map.of(
                        "round",
                        round.number(),
                        "payloads",
                        frames.stream().map(SealedFrame::payload).toList()));
        return draft.change();
    }

    /** @param outcomes one for each frame of the intent, in order */
    public static Change answered(Closure closure, List<FrameOutcome> outcomes, Pace pace, Instant now) {
        List<Submission> sent = remaining(closure);
        Draft draft = new Draft(closure, now);
        for (int i = 0; i < sent.size(); i++) {
            note(draft, sent.get(i), outcomes.get(i));
        }
        Optional<FrameOutcome> decisive = outcomes.stream()
                .filter(outcome -> !(outcome instanceof FrameOutcome.Accepted))
                .findFirst();
        boolean mayHaveRun = outcomes.stream().anyMatch(Submissions::mayHaveRun);
        if (mayHaveRun || decisive.isEmpty()) {
            return lookNow(draft, outcomes);
        }
        switch (decisive.get()) {
            case FrameOutcome.NotSent notSent ->
                retryLater(draft, "not-sent", notSent.reason(), Actor.NODE, false, pace);
            case FrameOutcome.Refused refused -> refused(draft, refused, pace);
            case FrameOutcome.Accepted ignored -> throw new IllegalStateException("accepted frames are read back");
            case FrameOutcome.Unknown ignored -> throw new IllegalStateException("unknown outcomes are read back");
        }
        return draft.change();
    }

    /** No connection to send on: nothing happened, and no attempt is spent. */
    public static Change unreached(Closure closure, String reason, Pace pace, Instant now) {
        return outage(closure, WaitingFor.NODE, reason, pace, now);
    }

    /** The node could not be read: what is in doubt stays so. */
    public static Change unread(Closure closure, String reason, Pace pace, Instant now) {
        return outage(closure, WaitingFor.PROOF, reason, pace, now);
    }

    /** Our own fault: whatever was in doubt stays so; an operator is asked when it keeps failing. */
    public static Change failed(Closure closure, Pace pace, Instant now) {
        int attempts = closure.work().attempts() + 1;
        Draft draft = new Draft(closure, now);
        String detail = "The service failed in a step; its log says how.";
        if (attempts >= pace.attempts() && Transitions.allowed(closure.status(), ClosureStatus.PARKED)) {
            draft.park("internal", detail);
        } else {
            draft.hindered(
                    WaitingFor.OPERATOR,
                    new Hindrance("internal", detail, Actor.OPERATOR, now),
                    attempts,
                    pace.pause(attempts));
        }
        return draft.change();
    }

    /** The pause grows with the outage. */
    private static Change outage(Closure closure, WaitingFor waitingFor, String reason, Pace pace, Instant now) {
        Hindrance earlier = closure.work().problem();
        Instant since = earlier != null && earlier.code().equals(OUTAGE) ? earlier.at() : now;
        Draft draft = new Draft(closure, now);
        draft.hindered(
                waitingFor,
                new Hindrance(OUTAGE, reason, Actor.NODE, now),
                closure.work().attempts(),
                pace.outage(Duration.between(since, now)));
        return draft.change();
    }

    private static void note(Draft draft, Submission submission, FrameOutcome outcome) {
        Submission noted = switch (outcome) {
            case FrameOutcome.Accepted accepted -> submission;
            case FrameOutcome.Unknown unknown -> submission.unknown();
            case FrameOutcome.NotSent notSent -> submission.pendingAgain();
            case FrameOutcome.Refused refused ->
                refused.error() == NodeError.UNCLASSIFIED ? submission.unknown() : submission.refused(refused.text());
        };
        draft.submissions(other -> other.index() == submission.index() ? noted : other);
        if (noted.status() == SubmissionStatus.REFUSED) {
            draft.event(
                    EventType.SUBMISSION_REFUSED,
                    Map.of("payload", submission.index(), "reason", String.valueOf(noted.refusal())));
        }
    }

    /** Unknown, or a text that no table knows. */
    private static boolean mayHaveRun(FrameOutcome outcome) {
        return switch (outcome) {
            case FrameOutcome.Accepted accepted -> true;
            case FrameOutcome.Unknown unknown -> true;
            case FrameOutcome.NotSent notSent -> false;
            case FrameOutcome.Refused refused -> refused.error() == NodeError.UNCLASSIFIED;
        };
    }

    private static Change lookNow(Draft draft, List<FrameOutcome> outcomes) {
        draft.proceeds(WaitingFor.PROOF, draft.now()).gate(GateMove.DOUBT);
        boolean unknown = draft.current().submissions().stream()
                .anyMatch(submission -> submission.status() == SubmissionStatus.UNKNOWN);
        if (unknown) {
            String reason = outcomes.stream()
                    .filter(outcome -> outcome instanceof FrameOutcome.Unknown)
                    .map(outcome -> ((FrameOutcome.Unknown) outcome).reason())
                    .findFirst()
                    .orElse("the node's answer is not known to us");
            draft.event(EventType.SUBMISSION_UNKNOWN, Map.of("reason", reason));
        }
        return draft.change();
    }

    private static void refused(Draft draft, FrameOutcome.Refused refused, Pace pace) {
        switch (refused.error()) {
            // somebody closed or moved it: reading says what
            case ALREADY_CLOSED, STALE ->
                draft.proceeds(WaitingFor.PROOF, draft.now()).gate(GateMove.DOUBT);
            case SESSION_KEY -> sessionKeysDied(draft);
            case BLOCKED -> retryLater(draft, "blocked-by-participant", refused.text(), Actor.PARTICIPANT, true, pace);
            case TRANSIENT, AUTHENTICATION -> retryLater(draft, "node-failed", refused.text(), Actor.NODE, true, pace);
            case TIMESTAMP -> retryLater(draft, WINDOW_LAPSED, refused.text(), Actor.PARTICIPANT, true, pace);
            case SIGNATURES -> signaturesRefused(draft, refused.text(), pace);
            // the last one is no answer to a session's update: whatever it means, somebody has to look
            case NOT_FOUND, PROGRAMMING, OPERATOR, ALREADY_ACKNOWLEDGED -> {
                draft.gate(GateMove.RELEASE);
                draft.park("node-refused", refused.text());
            }
            case UNCLASSIFIED -> throw new IllegalStateException("an unknown text is an unknown outcome");
        }
    }

    /** Where the node can be asked about single signers it will be; elsewhere we verified what it refuses, and somebody must look. */
    private static void signaturesRefused(Draft draft, String text, Pace pace) {
        if (draft.before().mustBeReadBeforeSending()) {
            retryLater(draft, SIGNATURES_REFUSED, text, Actor.PARTICIPANT, true, pace);
        } else {
            draft.gate(GateMove.RELEASE);
            draft.park("node-refused", text);
        }
    }

    /** The node refused the set: its signers are to be asked about one by one before anything is sent again. */
    public static boolean signersInQuestion(Closure closure) {
        return hinderedBy(closure, SIGNATURES_REFUSED);
    }

    /** The time for which the payloads were frozen is over, by our clock or by the node's word. */
    public static boolean windowLapsed(Closure closure, Instant now) {
        return hinderedBy(closure, WINDOW_LAPSED)
                || closure.enforceableUntil()
                        .map(closure::onOurClock)
                        .filter(until -> !now.isBefore(until))
                        .isPresent();
    }

    /** Every signer is known to the node: what it disliked is not a signature. */
    public static Change signersCleared(Closure closure, Instant now) {
        Draft draft = new Draft(closure, now);
        draft.park("node-refused", "The node refuses the set of signatures, though it knows every signer.");
        return draft.change();
    }

    private static boolean hinderedBy(Closure closure, String code) {
        Hindrance problem = closure.work().problem();
        return problem != null && problem.code().equals(code);
    }

    /** The node counted a session key no more: the owner is asked again, never the key tried again (it may revive). */
    private static void sessionKeysDied(Draft draft) {
        draft.move(ClosureStatus.READY).gate(GateMove.RELEASE).submissions(Submissions::unlessExecuted);
        List<Consent> delegated =
                draft.before().consents().stream().filter(Consent::bySessionKey).toList();
        delegated.forEach(consent -> Consents.withdraw(draft, consent.participant(), "SESSION_KEY_REFUSED"));
        if (draft.status() == ClosureStatus.READY) {
            draft.park("node-refused", "The node refuses a session key, but no session key has signed.");
        }
    }

    /** None of these can run any more; what is proved executed stays so. */
    static Submission unlessExecuted(Submission submission) {
        return submission.status() == SubmissionStatus.EXECUTED ? submission : submission.pendingAgain();
    }

    /**
     * Nothing ran: back to where it was, and again later.
     *
     * @param counts whether a reachable node said no; an outage spends no attempts
     */
    static void retryLater(Draft draft, String code, String detail, Actor actor, boolean counts, Pace pace) {
        int attempts = draft.before().work().attempts() + (counts ? 1 : 0);
        if (draft.status() == ClosureStatus.SUBMITTING) {
            draft.move(ClosureStatus.READY);
        }
        draft.gate(GateMove.RELEASE).submissions(Submissions::unlessExecuted);
        if (attempts >= pace.attempts()) {
            draft.park(code, detail);
            return;
        }
        draft.hindered(
                WaitingFor.NODE,
                new Hindrance(code, detail, actor, draft.now()),
                attempts,
                pace.pause(Math.max(1, attempts)));
    }
}

package dev.epilogue.closure;

import dev.epilogue.node.FrameOutcome;
import dev.epilogue.problem.Actor;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Sending a round's payloads: the intent before, and what the answers mean. Nothing here proves anything. */
public final class Submissions {

    static final String ANSWER_LOST = "answer-lost";
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
     * The frames are about to be sent, for the first time or, where an answer was lost, once more. Stored before, together with the
     * gate.
     *
     * @param mark from where on money records count as this round's
     */
    public static Change intend(Closure closure, List<SealedFrame> frames, CreditMark mark, Instant now) {
        Map<Integer, Long> requestIds = new HashMap<>();
        frames.forEach(frame -> requestIds.put(frame.payload(), frame.requestId()));
        Round round = closure.round();
        Draft draft = new Draft(closure, now);
        if (closure.status() != ClosureStatus.SUBMITTING) {
            draft.move(ClosureStatus.SUBMITTING);
        }
        draft.frames(frames)
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
        boolean inDoubt = draft.current().inDoubt();
        if (decisive.isEmpty()) {
            return lookNow(draft, outcomes);
        }
        if (inDoubt) {
            return closure.submissions().stream().anyMatch(Submissions::doubtedBefore)
                    ? refusedAgain(draft, decisive.get(), outcomes)
                    : lookNow(draft, outcomes);
        }
        switch (decisive.get()) {
            case FrameOutcome.NotSent notSent -> retryLater(draft, "not-sent", notSent.reason(), Actor.NODE, pace);
            case FrameOutcome.Refused refused -> refused(draft, refused, pace);
            case FrameOutcome.Accepted ignored -> throw new IllegalStateException("accepted frames are read back");
            case FrameOutcome.Unknown ignored -> throw new IllegalStateException("unknown outcomes are read back");
        }
        return draft.change();
    }

    private static boolean doubtedBefore(Submission submission) {
        return submission.openSeenAt() != null;
    }

    /** What the node refuses once more for a reason that time does not mend is not asked for again: whoever may decides. */
    private static Change refusedAgain(Draft draft, FrameOutcome decisive, List<FrameOutcome> outcomes) {
        boolean hopeless = decisive instanceof FrameOutcome.Refused refused
                && switch (refused.error()) {
                    case SIGNATURES, SESSION_KEY, NOT_FOUND, PROGRAMMING, OPERATOR, ALREADY_ACKNOWLEDGED -> true;
                    case ALREADY_CLOSED, STALE, TIMESTAMP, AUTHENTICATION, BLOCKED, TRANSIENT, UNCLASSIFIED -> false;
                };
        if (!hopeless) {
            return lookNow(draft, outcomes);
        }
        String text = ((FrameOutcome.Refused) decisive).text();
        return draft.gate(GateMove.DOUBT).park(ParkReason.NODE_REFUSED, text).change();
    }

    /** No connection to send on: nothing happened, and no attempt is spent. */
    public static Change unreached(Closure closure, String reason, Pace pace, Instant now) {
        return outage(closure, WaitingFor.NODE, reason, pace, now);
    }

    /** The node could not be read: what is in doubt stays so. */
    public static Change unread(Closure closure, String reason, Pace pace, Instant now) {
        return outage(closure, WaitingFor.PROOF, reason, pace, now);
    }

    /** A step came to nothing by a node that failed or hung: it waits for what it waited for. */
    public static Change unserved(Closure closure, String reason, Pace pace, Instant now) {
        WaitingFor before = closure.work().waitingFor();
        return outage(closure, before == null ? WaitingFor.NODE : before, reason, pace, now);
    }

    /** Our own fault: whatever was in doubt stays so; an operator is asked when it keeps failing. */
    public static Change failed(Closure closure, Pace pace, Instant now) {
        int attempts = closure.work().attempts() + 1;
        Draft draft = new Draft(closure, now);
        String detail = "The service failed in a step; its log says how.";
        if (attempts >= pace.attempts() && Transitions.allowed(closure.status(), ClosureStatus.PARKED)) {
            draft.park(ParkReason.INTERNAL, detail);
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
        Draft draft = new Draft(closure, now);
        hindered(draft, waitingFor, new Hindrance(OUTAGE, reason, Actor.NODE, now), pace);
        return draft.change();
    }

    private static void note(Draft draft, Submission submission, FrameOutcome outcome) {
        Submission noted = switch (outcome) {
            case FrameOutcome.Accepted accepted -> submission;
            case FrameOutcome.Unknown unknown -> submission.unknown();
            case FrameOutcome.NotSent notSent -> submission.notSent();
            case FrameOutcome.Refused refused ->
                refused.error().nothingRan() ? submission.refused(refused.text()) : submission.unknown();
        };
        draft.submissions(other -> other.index() == submission.index() ? noted : other);
        if (noted.status() == SubmissionStatus.REFUSED) {
            draft.event(
                    EventType.SUBMISSION_REFUSED,
                    Map.of("payload", submission.index(), "reason", String.valueOf(noted.refusal())));
        }
    }

    private static Change lookNow(Draft draft, List<FrameOutcome> outcomes) {
        draft.proceeds(WaitingFor.PROOF, draft.now()).gate(GateMove.DOUBT);
        boolean unknown = draft.current().submissions().stream()
                .anyMatch(submission -> submission.status() == SubmissionStatus.UNKNOWN);
        if (unknown) {
            draft.event(EventType.SUBMISSION_UNKNOWN, Map.of("reason", unknownBecause(outcomes)));
        }
        return draft.change();
    }

    private static String unknownBecause(List<FrameOutcome> outcomes) {
        for (FrameOutcome outcome : outcomes) {
            if (outcome instanceof FrameOutcome.Unknown unknown) {
                return unknown.reason();
            }
            if (outcome instanceof FrameOutcome.Refused refused
                    && !refused.error().nothingRan()) {
                return "the node failed: " + refused.text();
            }
        }
        return "an earlier frame may run still";
    }

    private static void refused(Draft draft, FrameOutcome.Refused refused, Pace pace) {
        switch (refused.error()) {
            // somebody closed or moved it: reading says what
            case ALREADY_CLOSED, STALE ->
                draft.proceeds(WaitingFor.PROOF, draft.now()).gate(GateMove.DOUBT);
            case SESSION_KEY -> sessionKeysDied(draft);
            case BLOCKED -> retryLater(draft, "blocked-by-participant", refused.text(), Actor.PARTICIPANT, pace);
            case AUTHENTICATION -> retryLater(draft, "node-failed", refused.text(), Actor.NODE, pace);
            case TIMESTAMP -> retryLater(draft, WINDOW_LAPSED, refused.text(), Actor.PARTICIPANT, pace);
            case SIGNATURES -> signaturesRefused(draft, refused.text(), pace);
            // the last one is no answer to a session's update: whatever it means, somebody has to look
            case NOT_FOUND, PROGRAMMING, OPERATOR, ALREADY_ACKNOWLEDGED -> {
                draft.gate(GateMove.RELEASE);
                draft.park(ParkReason.NODE_REFUSED, refused.text());
            }
            case TRANSIENT, UNCLASSIFIED ->
                throw new IllegalStateException("what the node says when it fails is an unknown outcome");
        }
    }

    /** Where the node can be asked about single signers it will be; elsewhere we verified what it refuses, and somebody must look. */
    private static void signaturesRefused(Draft draft, String text, Pace pace) {
        if (draft.before().mustBeReadBeforeSending()) {
            retryLater(draft, SIGNATURES_REFUSED, text, Actor.PARTICIPANT, pace);
        } else {
            draft.gate(GateMove.RELEASE);
            draft.park(ParkReason.NODE_REFUSED, text);
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
        draft.park(ParkReason.NODE_REFUSED, "The node refuses the set of signatures, though it knows every signer.");
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
            draft.park(ParkReason.NODE_REFUSED, "The node refuses a session key, but no session key has signed.");
        }
    }

    /** None of these can run any more, now or ever; what is proved executed stays so. */
    static Submission dead(Submission submission) {
        return submission.status() == SubmissionStatus.EXECUTED ? submission : submission.dead();
    }

    /** To be sent again; what is proved executed stays so. */
    static Submission unlessExecuted(Submission submission) {
        return submission.status() == SubmissionStatus.EXECUTED ? submission : submission.pendingAgain();
    }

    /**
     * Nothing ran: back to where it was, and again later. What others cannot do yet spends time, never attempts: it ends with the time
     * that the closure has.
     */
    static void retryLater(Draft draft, String code, String detail, Actor actor, Pace pace) {
        if (draft.status() == ClosureStatus.SUBMITTING) {
            draft.move(ClosureStatus.READY);
        }
        draft.gate(GateMove.RELEASE).submissions(Submissions::unlessExecuted);
        hindered(draft, WaitingFor.NODE, new Hindrance(code, detail, actor, draft.now()), pace);
    }

    /** The pause grows with the time for which the same party has stood in the way. */
    static void hindered(Draft draft, WaitingFor waitingFor, Hindrance hindrance, Pace pace) {
        Work work = draft.before().work();
        Duration lasted = Duration.between(hindrance.after(work.problem()).at(), draft.now());
        draft.hindered(waitingFor, hindrance, work.attempts(), pace.outage(lasted));
    }

    /**
     * Whether frames whose answers were lost are to be sent once more. Only where they run at one version, and so at most once, and only
     * while consent may be exercised; what is unknown stays unknown until the session has moved.
     */
    public static boolean resendDue(Closure closure, Pace pace, Instant now) {
        return resendAt(closure, pace, now).filter(at -> !now.isBefore(at)).isPresent();
    }

    /** Between two frames the session is read. */
    private static boolean lookedSince(Closure closure, Instant sent) {
        Hindrance problem = closure.work().problem();
        return problem != null
                && problem.code().equals(ANSWER_LOST)
                && problem.last() != null
                && !problem.last().isBefore(sent);
    }

    /** Empty: not before the session has been read once more, or not at all. */
    static Optional<Instant> resendAt(Closure closure, Pace pace, Instant now) {
        List<Submission> doubtful = closure.submissions().stream()
                .filter(submission -> submission.status().inDoubt())
                .toList();
        Instant seen = doubtful.stream()
                .map(Submission::openSeenAt)
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder())
                .orElse(null);
        boolean mayBeSent = closure.status() == ClosureStatus.SUBMITTING
                && closure.fence().isEmpty()
                && (closure.paidOut() || Lifetime.maySend(closure, now));
        if (!mayBeSent || seen == null) {
            return Optional.empty();
        }
        Instant sent = doubtful.stream()
                .map(Submission::sentAt)
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder())
                .orElse(seen);
        if (!lookedSince(closure, sent)) {
            return Optional.empty();
        }
        Instant first = seen.plus(pace.settlingDelay());
        Instant again = sent.plus(pace.settling(Duration.between(seen, sent)));
        return Optional.of(first.isAfter(again) ? first : again);
    }
}

package dev.epilogue.closure;

import java.time.Instant;
import java.util.Map;

/**
 * After a failover the database may not know any more what the server before had confirmed last: that a frame was about to be sent.
 * Where a node binds a frame to no version, a second one would be paid as well, so what may have been forgotten counts as sent.
 */
public final class Failovers {

    private Failovers() {}

    /** Whether frames of the round may have been sent without a trace. What was sent or looked at since then has one. */
    public static boolean mayHaveForgotten(Closure closure, Instant failedOverAt) {
        return closure.status() == ClosureStatus.READY
                && closure.fence().isPresent()
                && closure.round().openedAt().isBefore(failedOverAt)
                && Submissions.remaining(closure).stream()
                        .anyMatch(submission -> submission.sentAt() == null
                                || submission.sentAt().isBefore(failedOverAt));
    }

    /** From here on it is read back like any other unknown outcome, until it is proved or its fence has passed. */
    public static Change counted(Closure closure, Instant now) {
        return new Draft(closure, now)
                .move(ClosureStatus.SUBMITTING)
                .gate(GateMove.ACQUIRE)
                .submissions(submission ->
                        submission.status() == SubmissionStatus.EXECUTED ? submission : submission.forgotten(now))
                .proceeds(WaitingFor.PROOF, now)
                .event(
                        EventType.SUBMISSION_UNKNOWN,
                        Map.of("reason", "the database has failed over: it may have been sent before"))
                .change();
    }
}

package dev.epilogue.closure;

import dev.epilogue.signing.Payload;
import dev.epilogue.signing.Purpose;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One required payload of the current round on its way to the node.
 *
 * @param requestId of the frame that was stored last
 * @param openSeenAt when, after an unknown outcome, a first look found the session unmoved
 * @param refusal the node's last words about it
 */
public record Submission(
        int index,
        Purpose purpose,
        long versionNumber,
        SubmissionStatus status,
        int attempts,
        @Nullable Long requestId,
        @Nullable Instant sentAt,
        @Nullable Instant openSeenAt,
        @Nullable Instant provedAt,
        @Nullable String refusal) {

    public static Submission pending(Payload payload) {
        return new Submission(
                payload.index(),
                payload.purpose(),
                payload.versionNumber(),
                SubmissionStatus.PENDING,
                0,
                null,
                null,
                null,
                null,
                null);
    }

    public Submission sent(long requestId, Instant now) {
        return new Submission(
                index, purpose, versionNumber, SubmissionStatus.SENT, attempts + 1, requestId, now, null, null, null);
    }

    /** A frame that binds no version executes at another one. */
    public Submission at(long versionNumber) {
        return new Submission(
                index, purpose, versionNumber, status, attempts, requestId, sentAt, openSeenAt, provedAt, refusal);
    }

    public Submission unknown() {
        return with(SubmissionStatus.UNKNOWN, openSeenAt, null, refusal);
    }

    /** Perhaps sent, by a server whose last words are lost. */
    Submission forgotten(Instant now) {
        return new Submission(
                index, purpose, versionNumber, SubmissionStatus.UNKNOWN, attempts, requestId, now, null, null, refusal);
    }

    public Submission openSeen(Instant now) {
        return with(status, now, null, refusal);
    }

    public Submission refused(String text) {
        return with(SubmissionStatus.REFUSED, null, null, text);
    }

    /** Proved not executed, to be sent again. */
    public Submission pendingAgain() {
        return with(SubmissionStatus.PENDING, null, null, refusal);
    }

    public Submission executed(Instant now) {
        return with(SubmissionStatus.EXECUTED, openSeenAt, now, null);
    }

    private Submission with(
            SubmissionStatus status,
            @Nullable Instant openSeenAt,
            @Nullable Instant provedAt,
            @Nullable String refusal) {
        return new Submission(
                index, purpose, versionNumber, status, attempts, requestId, sentAt, openSeenAt, provedAt, refusal);
    }
}

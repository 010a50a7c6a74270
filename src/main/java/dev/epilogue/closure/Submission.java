package dev.epilogue.closure;

import dev.epilogue.signing.Payload;
import dev.epilogue.signing.Purpose;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One required payload of the current round on its way to the node.
 *
 * @param requestId of the frame that was stored last
 * @param sentAt when a frame of it was last about to leave; null where surely none ever did
 * @param openSeenAt when, after an unknown outcome, a first look found the session unmoved; kept as long as a frame of the round that
 *     was in doubt then can have run
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
                index,
                purpose,
                versionNumber,
                SubmissionStatus.SENT,
                attempts + 1,
                requestId,
                now,
                openSeenAt,
                null,
                null);
    }

    /** Whether a frame of it, the last one or one before, may have run or still run. */
    public boolean mayHaveRun() {
        return status.inDoubt() || openSeenAt != null;
    }

    /** Since when an outcome of it has been unknown. */
    Optional<Instant> doubtfulSince() {
        return mayHaveRun() ? Optional.ofNullable(openSeenAt != null ? openSeenAt : sentAt) : Optional.empty();
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

    /** The first such look counts. */
    public Submission openSeen(Instant now) {
        return with(SubmissionStatus.UNKNOWN, openSeenAt == null ? now : openSeenAt, null, refusal);
    }

    /** The first such look since the last frame left counts. */
    Submission openSeenSince(Instant now) {
        boolean stale = openSeenAt == null || (sentAt != null && openSeenAt.isBefore(sentAt));
        return with(SubmissionStatus.UNKNOWN, stale ? now : openSeenAt, null, refusal);
    }

    /** The node refused the last frame; an earlier one may run all the same. */
    public Submission refused(String text) {
        return with(openSeenAt == null ? SubmissionStatus.REFUSED : SubmissionStatus.UNKNOWN, openSeenAt, null, text);
    }

    /** The last frame did not leave; an earlier one may run all the same. */
    public Submission notSent() {
        return openSeenAt == null ? pendingAgain() : unknown();
    }

    /** Proved not executed, or counted as such, to be sent again. */
    public Submission pendingAgain() {
        return with(SubmissionStatus.PENDING, openSeenAt, null, refusal);
    }

    /** Nothing of it can run any more. */
    Submission dead() {
        return with(SubmissionStatus.PENDING, null, null, refusal);
    }

    public Submission executed(Instant now) {
        return with(SubmissionStatus.EXECUTED, null, now, null);
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

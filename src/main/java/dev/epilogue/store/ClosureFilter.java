package dev.epilogue.store;

import dev.epilogue.closure.ClosureId;
import dev.epilogue.closure.ClosureStatus;
import dev.epilogue.closure.Outcome;
import dev.epilogue.closure.WaitingFor;
import dev.epilogue.value.Address;
import dev.epilogue.value.SessionId;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which closures are looked for. Null, or an empty set, does not restrict.
 *
 * @param ended whether the closure has ended, for now or for good
 * @param unsignedBy only closures whose open round this participant has not signed
 * @param after the last closure of the page before
 */
public record ClosureFilter(
        Set<ClosureStatus> statuses,
        @Nullable SessionId sessionId,
        @Nullable Address participant,
        @Nullable String reference,
        @Nullable String application,
        @Nullable String node,
        @Nullable Outcome outcome,
        @Nullable Boolean ended,
        @Nullable WaitingFor waitingFor,
        @Nullable Instant deadlineBefore,
        @Nullable Instant updatedSince,
        @Nullable Address unsignedBy,
        @Nullable After after) {

    /** Everything. */
    public static final ClosureFilter ALL =
            new ClosureFilter(Set.of(), null, null, null, null, null, null, null, null, null, null, null, null);

    public ClosureFilter {
        statuses = Set.copyOf(statuses);
    }

    /** A place in the order of a list: newest first. */
    public record After(Instant createdAt, ClosureId id) {}

    /** What a wallet has to sign. */
    public static ClosureFilter pendingFor(Address participant, @Nullable After after) {
        return new ClosureFilter(
                Set.of(ClosureStatus.COLLECTING, ClosureStatus.READY),
                null,
                participant,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                participant,
                after);
    }
}

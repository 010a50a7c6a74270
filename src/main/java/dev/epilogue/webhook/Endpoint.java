package dev.epilogue.webhook;

import dev.epilogue.closure.TenantId;
import dev.epilogue.journal.Position;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who is told, and how far it has been told.
 *
 * @param types wire names of events that it wants; empty for all
 * @param position up to here everything was told
 * @param moves a worker's word about the position counts only as long as nobody else has set it
 * @param health how it has answered
 * @param olderSecretUntil while this is to come, deliveries are signed with two secrets
 * @param replay the last time that its tenant set its place; null: never
 */
public record Endpoint(
        UUID id,
        TenantId tenant,
        String url,
        @Nullable String description,
        Set<String> types,
        Status status,
        Position position,
        int moves,
        Health health,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Instant olderSecretUntil,
        @Nullable Replay replay) {

    private static final int BUCKETS = 64;

    /** Open to clients: more may come. */
    public enum Status {
        ENABLED,
        /** Did not answer as it should for too long; it is tried now and then, and enabled by the first good answer. */
        DISABLED,
        /** Said that nobody is there any more; only its tenant enables it again. */
        GONE,
        /** By its tenant. */
        PAUSED
    }

    /**
     * Everything behind a place was asked for once more.
     *
     * @param number how often that has happened
     */
    public record Replay(int number, Position position, Instant at) {}

    /**
     * @param failures in a row
     * @param failingSince null while it answers well
     * @param nextAttemptAt when somebody looks at it again, whether or not it is called then; null where nobody does
     */
    public record Health(
            int failures,
            @Nullable Instant failingSince,
            @Nullable String lastError,
            @Nullable Instant disabledAt,
            @Nullable Instant deliveredAt,
            @Nullable Instant nextAttemptAt) {}

    public Endpoint {
        types = Set.copyOf(types);
    }

    static short bucket(UUID id) {
        return (short) Long.remainderUnsigned(id.getLeastSignificantBits(), BUCKETS);
    }

    /** When it is called again; null while it answers well, and where only its tenant can have it called. */
    public @Nullable Instant nextAttemptAt() {
        boolean called = status == Status.ENABLED || status == Status.DISABLED;
        return called && health.failingSince() != null ? health.nextAttemptAt() : null;
    }

    /** It answered well. */
    Endpoint told(Position to) {
        Health well = new Health(0, null, null, null, health.deliveredAt(), health.nextAttemptAt());
        return new Endpoint(
                id,
                tenant,
                url,
                description,
                types,
                Status.ENABLED,
                to,
                moves,
                well,
                createdAt,
                updatedAt,
                olderSecretUntil,
                replay);
    }
}

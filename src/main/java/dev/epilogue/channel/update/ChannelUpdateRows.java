package dev.epilogue.channel.update;

import dev.epilogue.store.Json;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

/** From rows to channel updates. */
final class ChannelUpdateRows {

    /** Followed by a WHERE clause on {@code u}. */
    static final String SELECT = """
            SELECT u.id, u.ordered::text AS ordered, u.progress::text AS progress, u.wrapped_key, u.revision, u.created_at,
              u.updated_at, u.ended_at, u.due_at, u.attempts, now() AS read_at
            FROM channel_update u
            """;

    private ChannelUpdateRows() {}

    static Loaded loaded(Readable row) {
        return new Loaded(update(row), row.get("wrapped_key", String.class), required(row, "read_at", Instant.class));
    }

    private static ChannelUpdate update(Readable row) {
        return new ChannelUpdate(
                new ChannelUpdateId(required(row, "id", UUID.class)),
                Json.read(required(row, "ordered", String.class), ChannelOrder.class),
                Json.read(required(row, "progress", String.class), Progress.class),
                required(row, "revision", Long.class),
                required(row, "created_at", Instant.class),
                required(row, "updated_at", Instant.class),
                row.get("ended_at", Instant.class),
                row.get("due_at", Instant.class),
                required(row, "attempts", Integer.class));
    }

    static <T> T required(Readable row, String column, Class<T> type) {
        return Objects.requireNonNull(row.get(column, type), column);
    }
}

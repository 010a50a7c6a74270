package dev.epilogue.journal;

import dev.epilogue.closure.ClosureId;
import dev.epilogue.closure.TenantId;
import dev.epilogue.value.SessionId;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/** Rows of the event table as values. */
final class EventRows {

    /** Of a row {@code e}, in forms that the driver reads. */
    static final String READ = "e.closure_id, e.tenant, e.number, e.feed_xid::text AS xid, e.type, e.at, e.session_id,"
            + " e.status, e.revision, e.data::text AS data";

    private EventRows() {}

    static JournalEvent event(Readable row) {
        return new JournalEvent(
                new ClosureId(get(row, "closure_id", UUID.class)),
                get(row, "number", Long.class),
                get(row, "type", String.class),
                get(row, "at", Instant.class),
                SessionId.parse(get(row, "session_id", String.class)),
                get(row, "status", String.class),
                get(row, "revision", Long.class),
                get(row, "data", String.class));
    }

    static Delivery delivery(Readable row, Set<String> participants) {
        JournalEvent event = event(row);
        Position position = new Position(xid(row, "xid"), event.closureId().uuid(), event.number());
        return new Delivery(event, new TenantId(get(row, "tenant", String.class)), position, participants);
    }

    static long xid(Readable row, String column) {
        return Long.parseLong(get(row, column, String.class));
    }

    static <T> T get(Readable row, String column, Class<T> type) {
        return Objects.requireNonNull(row.get(column, type), column);
    }
}

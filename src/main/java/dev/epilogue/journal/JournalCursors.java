package dev.epilogue.journal;

import dev.epilogue.store.Servers;
import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** How far named consumers have come, and who consumes for them at present. */
@Repository
class JournalCursors {

    /** A new cursor begins below every transaction that still runs: what they tell is consumed. */
    private static final String CREATE = """
            INSERT INTO journal_cursor (name, feed_xid, closure_id, number, moved_at)
            SELECT :name, feed_place(pg_snapshot_xmin(pg_current_snapshot())), CAST('00000000-0000-0000-0000-000000000000' AS uuid), 0, now()
            ON CONFLICT (name) DO NOTHING
            """;

    private static final String CLAIM = """
            UPDATE journal_cursor SET lease_epoch = lease_epoch + 1, lease_owner = :owner,
              lease_until = now() + CAST(:lease AS interval)
            WHERE name = :name AND (lease_until IS NULL OR lease_until < now())
            RETURNING lease_epoch, feed_xid::text AS xid, closure_id, number
            """;

    private static final String ADVANCE = """
            UPDATE journal_cursor SET feed_xid = CAST(:xid AS xid8), closure_id = :closure, number = :number,
              lease_until = now() + CAST(:lease AS interval), moved_at = now()
            WHERE name = :name AND lease_epoch = :epoch
            """;

    private static final String RELEASE = """
            UPDATE journal_cursor SET lease_until = NULL, lease_owner = NULL WHERE name = :name AND lease_epoch = :epoch
            """;

    private final DatabaseClient database;
    private final Servers servers;

    JournalCursors(DatabaseClient database) {
        this.database = database;
        this.servers = new Servers(database);
    }

    /** @param epoch guards every write of its holder */
    record Held(String name, long epoch, Position position) {}

    Mono<Void> create(String name) {
        return servers.known(database.sql(CREATE).bind("name", name).then());
    }

    /** Nothing while somebody else holds it. */
    Mono<Held> claim(String name, String owner, Duration lease) {
        return database.sql(CLAIM)
                .bind("name", name)
                .bind("owner", owner)
                .bind("lease", lease.toString())
                .map(row -> held(name, row))
                .one();
    }

    /** Moves on and keeps the lease for another while. Nothing where the lease is lost. */
    Mono<Held> advance(Held held, Position to, Duration lease) {
        return database.sql(ADVANCE)
                .bind("xid", Long.toString(to.xid()))
                .bind("closure", to.closure())
                .bind("number", to.number())
                .bind("lease", lease.toString())
                .bind("name", held.name())
                .bind("epoch", held.epoch())
                .fetch()
                .rowsUpdated()
                .filter(rows -> rows == 1)
                .map(rows -> new Held(held.name(), held.epoch(), to));
    }

    Mono<Void> release(Held held) {
        return database.sql(RELEASE)
                .bind("name", held.name())
                .bind("epoch", held.epoch())
                .then();
    }

    private static Held held(String name, Readable row) {
        Position position = new Position(
                EventRows.xid(row, "xid"),
                EventRows.get(row, "closure_id", UUID.class),
                EventRows.get(row, "number", Long.class));
        return new Held(name, EventRows.get(row, "lease_epoch", Long.class), position);
    }
}

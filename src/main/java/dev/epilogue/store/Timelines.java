package dev.epilogue.store;

import java.time.Instant;
import java.util.Optional;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** Notices that another database server has taken the place of the one before. */
@Repository
public class Timelines {

    private static final String LOOK = """
            WITH here AS (SELECT substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8) AS timeline),
            added AS (
              INSERT INTO database_timeline (timeline, seen_at)
              SELECT h.timeline, now() FROM here h
              WHERE NOT EXISTS (SELECT 1 FROM database_timeline t WHERE t.timeline = h.timeline)
              ON CONFLICT DO NOTHING RETURNING seen_at)
            SELECT coalesce((SELECT seen_at FROM added), (SELECT t.seen_at FROM database_timeline t, here h
                WHERE t.timeline = h.timeline), now()) AS seen_at,
              EXISTS (SELECT 1 FROM database_timeline t, here h WHERE t.timeline <> h.timeline) AS others
            """;

    private final DatabaseClient database;

    public Timelines(DatabaseClient database) {
        this.database = database;
    }

    /** When the service first found itself on this server after another one; empty where there was no other. */
    public Mono<Optional<Instant>> failedOverAt() {
        return Whole.one(database.sql(LOOK)
                .map(row -> ClosureRows.required(row, "others", Boolean.class)
                        ? Optional.of(ClosureRows.required(row, "seen_at", Instant.class))
                        : Optional.<Instant>empty())
                .one());
    }
}

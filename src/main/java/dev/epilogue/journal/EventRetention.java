package dev.epilogue.journal;

import dev.epilogue.store.Whole;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Events of closures that ended long ago. One instance prunes at a time; what a consumer of the journal or an endpoint has still
 * to be told is left alone.
 */
@Component
class EventRetention implements Retained {

    private static final long TURN = 0x6570696c6f677565L;

    /** Positions of what goes are remembered in the same transaction: a follower never takes a pruned stretch for a quiet one. */
    private static final String PRUNE = """
            WITH turn AS MATERIALIZED (SELECT pg_try_advisory_xact_lock(:turn) AS ours),
            old AS MATERIALIZED (
              SELECT c.bucket, c.id, c.last_event FROM closure c
              WHERE (SELECT ours FROM turn) AND c.ended_at < now() - CAST(:keep AS interval) AND c.pruned_to < c.last_event
                AND c.status NOT IN ('COLLECTING', 'READY', 'SUBMITTING', 'SETTLING', 'ESCALATING', 'PARKED')
                AND (c.reopenable_until IS NULL OR c.reopenable_until < now())
                AND NOT EXISTS (SELECT 1 FROM journal_cursor k WHERE k.feed_xid <= c.feed_xid)
                AND NOT EXISTS (SELECT 1 FROM webhook w
                  WHERE w.tenant = c.tenant AND (w.feed_xid, w.closure_id, w.number) < (c.feed_xid, c.id, c.last_event)
                    AND (w.held_until IS NULL OR w.held_until > now()))
              ORDER BY c.ended_at LIMIT :batch FOR UPDATE SKIP LOCKED),
            gone AS (
              DELETE FROM event e USING old o WHERE e.bucket = o.bucket AND e.closure_id = o.id
              RETURNING e.tenant, e.feed_xid, e.closure_id, e.number),
            remembered AS (
              INSERT INTO feed_pruned AS p (tenant, feed_xid, closure_id, number)
              SELECT DISTINCT ON (tenant) tenant, feed_xid, closure_id, number FROM gone
              ORDER BY tenant, feed_xid DESC, closure_id DESC, number DESC
              ON CONFLICT (tenant) DO UPDATE
              SET feed_xid = excluded.feed_xid, closure_id = excluded.closure_id, number = excluded.number
              WHERE (p.feed_xid, p.closure_id, p.number) < (excluded.feed_xid, excluded.closure_id, excluded.number))
            UPDATE closure c SET pruned_to = o.last_event FROM old o WHERE c.bucket = o.bucket AND c.id = o.id
            """;

    private final DatabaseClient database;

    EventRetention(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public String what() {
        return "closures' events";
    }

    @Override
    public @Nullable Duration keep(RetentionSettings settings) {
        return settings.events();
    }

    /** How many closures lost their events. */
    @Override
    public Mono<Long> prune(Duration keep, int batch) {
        return Whole.one(database.sql(PRUNE)
                .bind("turn", TURN)
                .bind("keep", keep.toString())
                .bind("batch", batch)
                .fetch()
                .rowsUpdated());
    }
}

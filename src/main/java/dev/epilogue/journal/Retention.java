package dev.epilogue.journal;

import dev.epilogue.store.Whole;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Prunes events of closures that ended long ago, a bounded number at a time. One instance prunes at a time; what a consumer of
 * the journal has still to read is left alone.
 */
@Component
class Retention {

    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);
    private static final long TURN = 0x6570696c6f677565L;
    private static final Duration BETWEEN = Duration.ofMillis(100);

    /** Positions of what goes are remembered in the same transaction: a follower never takes a pruned stretch for a quiet one. */
    private static final String PRUNE = """
            WITH turn AS MATERIALIZED (SELECT pg_try_advisory_xact_lock(:turn) AS ours),
            old AS MATERIALIZED (
              SELECT c.bucket, c.id, c.last_event FROM closure c
              WHERE (SELECT ours FROM turn) AND c.ended_at < now() - CAST(:keep AS interval) AND c.pruned_to < c.last_event
                AND c.status NOT IN ('COLLECTING', 'READY', 'SUBMITTING', 'SETTLING', 'ESCALATING', 'PARKED')
                AND (c.reopenable_until IS NULL OR c.reopenable_until < now())
                AND NOT EXISTS (SELECT 1 FROM journal_cursor k WHERE k.feed_xid <= c.feed_xid)
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
    private final RetentionSettings settings;

    Retention(DatabaseClient database, RetentionSettings settings) {
        this.database = database;
        this.settings = settings;
    }

    /** Runs until cancelled; does nothing where events are kept for ever. */
    Flux<Void> run() {
        Duration keep = settings.events();
        if (keep == null) {
            return Flux.empty();
        }
        return Flux.interval(settings.every()).onBackpressureDrop().concatMap(tick -> pruneAll(keep), 1);
    }

    /** How many closures lost their events. */
    Mono<Long> prune(Duration keep) {
        return Whole.one(database.sql(PRUNE)
                .bind("turn", TURN)
                .bind("keep", keep.toString())
                .bind("batch", settings.batch())
                .fetch()
                .rowsUpdated());
    }

    private Mono<Void> pruneAll(Duration keep) {
        return prune(keep)
                .expand(pruned ->
                        pruned >= settings.batch() ? Mono.delay(BETWEEN).then(prune(keep)) : Mono.empty())
                .doOnNext(pruned -> LOG.debug("events of {} closures pruned", pruned))
                .then()
                .onErrorResume(failure -> {
                    LOG.warn("cannot prune events: {}", failure.toString());
                    return Mono.empty();
                });
    }
}

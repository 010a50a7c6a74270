package dev.epilogue.store;

import io.r2dbc.spi.R2dbcException;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/**
 * Knows on which database server the service finds itself, and notices that another one has taken the place of the one before: a
 * standby, a restored archive, a copy. Its transaction ids may be lower, and what was confirmed last may be missing. So nothing is
 * written to the journal or read from it until the server is known, and what comes after that stands above every position given
 * before.
 */
@Repository
public class Servers {

    private static final Logger LOG = LoggerFactory.getLogger(Servers.class);

    /** With this SQLSTATE the schema's {@code feed_place} refuses a server that it does not know. */
    private static final String UNKNOWN = "EP001";

    /** More transactions than a server can have begun between the copy and its own end. */
    private static final long GAP = 1L << 40;

    /**
     * Whoever comes first writes the server down; its number keeps others from doing the same. The first server of all keeps its
     * transaction ids as they are, unless what is stored must come from another one.
     */
    private static final String MEET = """
            WITH here AS (SELECT database_identity() AS identity),
            latest AS (SELECT number, identity, feed_offset FROM database_server ORDER BY number DESC LIMIT 1),
            stored AS (SELECT greatest(
                coalesce((SELECT feed_xid FROM event ORDER BY feed_xid DESC, closure_id DESC, number DESC LIMIT 1), '0'),
                coalesce((SELECT feed_xid FROM feed_pruned ORDER BY feed_xid DESC LIMIT 1), '0'),
                coalesce((SELECT feed_xid FROM journal_cursor ORDER BY feed_xid DESC LIMIT 1), '0')) AS newest)
            INSERT INTO database_server (number, identity, seen_at, feed_offset)
            SELECT coalesce(l.number, 0) + 1, h.identity,
              coalesce((SELECT t.seen_at FROM database_timeline t WHERE l.number IS NULL AND t.timeline = split_part(h.identity, '/', 2)),
                now()),
              CASE WHEN l.number IS NULL AND s.newest < pg_snapshot_xmax(pg_current_snapshot()) THEN 0
                ELSE greatest(CAST(CAST(s.newest AS text) AS bigint), coalesce(l.feed_offset, 0)) + :gap END
            FROM here h CROSS JOIN stored s LEFT JOIN latest l ON true
            WHERE l.identity IS DISTINCT FROM h.identity
            ON CONFLICT (number) DO NOTHING
            """;

    /** Asks no table that may be shared out: whoever is on the server that was met last needs none of the others. */
    private static final String LOOK = """
            SELECT s.seen_at, s.identity = database_identity() AS here, s.number > 1 OR EXISTS (
                SELECT 1 FROM database_timeline t WHERE t.timeline <> split_part(s.identity, '/', 2)) AS others
            FROM database_server s ORDER BY s.number DESC LIMIT 1
            """;

    private final DatabaseClient database;

    public Servers(DatabaseClient database) {
        this.database = database;
    }

    /** The server that was met last. */
    private record Met(boolean here, boolean others, Instant seenAt) {

        Optional<Instant> after() {
            return others ? Optional.of(seenAt) : Optional.empty();
        }
    }

    /** When the service first found itself on this server after another one; empty where there was no other. */
    public Mono<Optional<Instant>> failedOverAt() {
        return look().filter(Met::here).switchIfEmpty(meet().then(look())).map(Met::after);
    }

    /** Runs a statement that needs to know the server; where it does not, once more after they have met. */
    public <T> Mono<T> known(Mono<T> statement) {
        return statement.onErrorResume(Servers::isUnknown, unknown -> meet().then(statement));
    }

    private Mono<Met> look() {
        return Whole.one(database.sql(LOOK)
                .map(row -> new Met(
                        ClosureRows.required(row, "here", Boolean.class),
                        ClosureRows.required(row, "others", Boolean.class),
                        ClosureRows.required(row, "seen_at", Instant.class)))
                .one());
    }

    private Mono<Void> meet() {
        return Whole.one(database.sql(MEET).bind("gap", GAP).fetch().rowsUpdated())
                .doOnNext(rows -> {
                    if (rows > 0) {
                        LOG.info("the database server has been met");
                    }
                })
                .then();
    }

    private static boolean isUnknown(Throwable failure) {
        Throwable cause = failure;
        while (cause != null && !(cause instanceof R2dbcException)) {
            cause = cause.getCause();
        }
        return cause instanceof R2dbcException refused && UNKNOWN.equals(refused.getSqlState());
    }
}

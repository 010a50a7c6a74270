package dev.epilogue.journal;

import dev.epilogue.closure.Reach;
import dev.epilogue.store.Servers;
import dev.epilogue.store.Whole;
import io.r2dbc.spi.Readable;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/**
 * Reads events of many closures in the order (feed_xid, closure, number), only below the oldest running transaction: a number
 * is given before its transaction ends, so what stands above may still get company in front of it. Positions from another server
 * than the present one are lost: nobody knows what they had seen of what is here.
 */
@Repository
class FeedReader {

    private static final String PAGE = """
            WITH horizon AS MATERIALIZED (
              SELECT feed_place('0') AS origin, feed_place(pg_snapshot_xmin(s)) AS low, feed_place(pg_snapshot_xmax(s)) AS high,
                %s AS behind FROM pg_current_snapshot() AS s)
            SELECT h.origin::text AS origin, h.low::text AS low, h.high::text AS high, h.behind, %s AS lost, %s, %s AS participants
            FROM horizon h LEFT JOIN LATERAL (%s) e ON true
            ORDER BY e.feed_xid, e.closure_id, e.number
            """;

    /** The journal in its order, as far as it is wanted. */
    private static final String EVENTS = """
            SELECT e.bucket, %s FROM event e
            WHERE (e.feed_xid, e.closure_id, e.number) > (CAST(:xid AS xid8), CAST(:closure AS uuid), CAST(:number AS bigint))
              AND e.feed_xid < h.low%s
            ORDER BY e.feed_xid, e.closure_id, e.number LIMIT :limit""";

    /** Of those of the wallet's closures that anything happened to since: others' events are not passed over one by one. */
    private static final String OF_WALLET = """
            SELECT e.* FROM closure_participant p
              JOIN closure c ON c.bucket = p.bucket AND c.id = p.closure_id AND c.feed_xid >= CAST(:xid AS xid8)
              CROSS JOIN LATERAL (%s) e
            WHERE p.participant = :participant
            ORDER BY e.feed_xid, e.closure_id, e.number LIMIT :limit""";

    /** One look at the end of the index, once for the page. */
    private static final String BEHIND = """
            coalesce((SELECT b.feed_xid FROM event b ORDER BY b.feed_xid DESC, b.closure_id DESC, b.number DESC LIMIT 1)
              >= feed_place(pg_snapshot_xmin(s)), false)""";

    private static final String PRUNED = """
            EXISTS (SELECT 1 FROM feed_pruned p WHERE %s
              AND (p.feed_xid, p.closure_id, p.number) > (CAST(:xid AS xid8), CAST(:closure AS uuid), CAST(:number AS bigint)))""";
    private static final String LOST =
            "(CAST(:xid AS xid8) > '0' AND CAST(:xid AS xid8) < h.origin OR CAST(:xid AS xid8) > h.high OR " + PRUNED
                    + ")";
    private static final String OF_TENANT = "p.tenant = :tenant";
    private static final String OF_WALLETS_TENANTS = """
            p.tenant IN (SELECT m.tenant FROM closure_participant m WHERE m.participant = :participant)""";
    private static final String PARTICIPANTS = """
            ARRAY(SELECT p.participant FROM closure_participant p WHERE p.bucket = e.bucket AND p.closure_id = e.closure_id)""";
    private static final String NOBODY = "CAST(NULL AS text[])";
    private static final String INBOX = " AND EXISTS (SELECT 1 FROM closure_participant p WHERE p.bucket = e.bucket"
            + " AND p.closure_id = e.closure_id AND p.participant = :participant)";

    static final String EVERYTHING =
            PAGE.formatted(BEHIND, "false", EventRows.READ, PARTICIPANTS, EVENTS.formatted(EventRows.COLUMNS, ""));

    private final DatabaseClient database;
    private final Servers servers;

    FeedReader(DatabaseClient database) {
        this.database = database;
        this.servers = new Servers(database);
    }

    /** Of all tenants, with the participants of each event's closure. */
    Mono<FeedPage> everything(Position after, int limit) {
        return page(from(EVERYTHING, after), after, limit);
    }

    Mono<FeedPage> page(FeedScope scope, Position after, int limit) {
        return page(scope, sql(scope), after, limit);
    }

    /** For a reader whose position is a row of this database, as old as the events beside it: another server takes nothing from it. */
    Mono<FeedPage> owed(FeedScope scope, Position after, int limit) {
        return page(scope, sql(scope, PRUNED), after, limit);
    }

    private Mono<FeedPage> page(FeedScope scope, String sql, Position after, int limit) {
        GenericExecuteSpec spec = from(sql, after);
        if (scope.reach() instanceof Reach.Tenant tenant) {
            spec = spec.bind("tenant", tenant.id().value());
        }
        if (scope.participant() != null) {
            spec = spec.bind("participant", scope.participant().checksummed());
        }
        if (scope.session() != null) {
            spec = spec.bind("session", scope.session().hex());
        }
        if (!scope.types().isEmpty()) {
            spec = spec.bind("types", scope.types().toArray(String[]::new));
        }
        return page(spec, after, limit);
    }

    /** Whose events these are is decided here and nowhere else. */
    static String sql(FeedScope scope) {
        return sql(scope, LOST);
    }

    /** @param lost whether something behind the position is gone, but for whose that would have been */
    private static String sql(FeedScope scope, String lost) {
        String wanted = (scope.session() == null ? "" : " AND e.session_id = :session")
                + (scope.types().isEmpty() ? "" : " AND e.type = ANY(:types)");
        return switch (scope.reach()) {
            case Reach.Tenant tenant -> {
                String inbox = scope.participant() == null ? "" : INBOX;
                yield page(
                        lost.formatted(OF_TENANT),
                        EVENTS.formatted(EventRows.COLUMNS, " AND e.tenant = :tenant" + inbox + wanted));
            }
            case Reach.Wallet wallet -> {
                String ofClosure = " AND e.bucket = c.bucket AND e.closure_id = c.id";
                yield page(
                        lost.formatted(OF_WALLETS_TENANTS),
                        OF_WALLET.formatted(EVENTS.formatted(EventRows.COLUMNS, ofClosure + wanted)));
            }
        };
    }

    private static String page(String lost, String events) {
        return PAGE.formatted("false", lost, EventRows.READ, NOBODY, events);
    }

    private GenericExecuteSpec from(String sql, Position after) {
        return database.sql(sql)
                .bind("xid", Long.toString(after.xid()))
                .bind("closure", after.closure())
                .bind("number", after.number());
    }

    private record Row(FeedPage.Horizon horizon, boolean behind, boolean lost, Optional<Delivery> delivery) {}

    private Mono<FeedPage> page(GenericExecuteSpec spec, Position after, int limit) {
        return servers.known(Whole.read(
                        spec.bind("limit", limit).map(FeedReader::row).all().collectList()))
                .map(rows -> page(rows, after, limit));
    }

    private static FeedPage page(List<Row> rows, Position after, int limit) {
        Row first = rows.getFirst();
        List<Delivery> deliveries =
                rows.stream().flatMap(row -> row.delivery().stream()).toList();
        boolean full = deliveries.size() >= limit;
        Position horizon = Position.before(first.horizon().low());
        Position next = full && limit > 0 ? deliveries.getLast().position() : horizon.after(after) ? horizon : after;
        return new FeedPage(deliveries, next, full && limit > 0, first.behind(), first.lost(), first.horizon());
    }

    private static Row row(Readable row) {
        FeedPage.Horizon horizon = new FeedPage.Horizon(
                EventRows.xid(row, "origin"), EventRows.xid(row, "low"), EventRows.xid(row, "high"));
        boolean empty = row.get("closure_id") == null;
        String @Nullable [] participants = row.get("participants", String[].class);
        return new Row(
                horizon,
                Objects.requireNonNull(row.get("behind", Boolean.class)),
                Objects.requireNonNull(row.get("lost", Boolean.class)),
                empty
                        ? Optional.empty()
                        : Optional.of(EventRows.delivery(row, participants == null ? Set.of() : Set.of(participants))));
    }
}

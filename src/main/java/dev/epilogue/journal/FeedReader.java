package dev.epilogue.journal;

import dev.epilogue.closure.Reach;
import dev.epilogue.store.FittedPlan;
import dev.epilogue.store.Servers;
import dev.epilogue.store.Whole;
import io.r2dbc.spi.Readable;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Reads events of many closures in the order (feed_xid, closure, number), only below the oldest running transaction: a number
 * is given before its transaction ends, so what stands above may still get company in front of it. The horizon is read first and by
 * itself, where transactions are numbered; whatever is below it then can be seen by the statement that comes after. Positions from
 * another server than the present one are lost: nobody knows what they had seen of what is here.
 */
@Repository
class FeedReader {

    static final String HORIZON = """
            SELECT feed_place('0')::text AS origin, feed_place(pg_snapshot_xmin(s))::text AS low,
              feed_place(pg_snapshot_xmax(s))::text AS high
            FROM pg_current_snapshot() AS s
            """;

    private static final String IN_ORDER = "ORDER BY e.feed_xid, e.closure_id, e.number LIMIT :limit";

    /** The journal in its order, as far as it is wanted. */
    private static final String EVENTS = """
            SELECT %s, %s AS participants FROM event e WHERE %s%s
            """ + IN_ORDER;

    private static final String BEHIND =
            "(e.feed_xid, e.closure_id, e.number) > (CAST(:xid AS xid8), CAST(:closure AS uuid), CAST(:number AS bigint))";

    /** Of those of the wallet's closures that anything happened to since: others' events are not passed over one by one. */
    private static final String OF_WALLET = """
            SELECT %s, %s AS participants FROM closure_participant p
              JOIN closure c ON c.bucket = p.bucket AND c.id = p.closure_id AND c.feed_xid >= CAST(:xid AS xid8)
              CROSS JOIN LATERAL (
                SELECT e.* FROM event e WHERE e.bucket = c.bucket AND e.closure_id = c.id AND %s%s
                """ + IN_ORDER + ") e\nWHERE p.participant = :participant " + IN_ORDER;

    private static final String BELOW = " AND e.feed_xid < CAST(:low AS xid8)";

    /** Read after the page: what was pruned before that is known here. */
    private static final String PRUNED = """
            SELECT EXISTS (SELECT 1 FROM feed_pruned p WHERE %s
              AND (p.feed_xid, p.closure_id, p.number) > (CAST(:xid AS xid8), CAST(:closure AS uuid), CAST(:number AS bigint))) AS lost
            """;

    private static final String OF_TENANT = PRUNED.formatted("p.tenant = :tenant");
    private static final String OF_WALLETS_TENANTS = PRUNED.formatted("""
            p.tenant IN (SELECT DISTINCT m.tenant FROM closure_participant m WHERE m.participant = :participant)""");
    private static final String PARTICIPANTS = """
            ARRAY(SELECT p.participant FROM closure_participant p WHERE p.bucket = e.bucket AND p.closure_id = e.closure_id)""";
    private static final String NOBODY = "CAST(NULL AS text[])";
    private static final String INBOX = " AND EXISTS (SELECT 1 FROM closure_participant p WHERE p.bucket = e.bucket"
            + " AND p.closure_id = e.closure_id AND p.participant = :participant)";

    static final String EVERYTHING = EVENTS.formatted(EventRows.READ, PARTICIPANTS, BEHIND, "");

    private final DatabaseClient database;
    private final FittedPlan fitted;
    private final Servers servers;

    FeedReader(DatabaseClient database) {
        this.database = database;
        this.fitted = new FittedPlan(database);
        this.servers = new Servers(database);
    }

    /** Of all tenants, with the participants of each event's closure. What stands above the horizon is looked at, and says no more than that it is there. */
    Mono<FeedPage> everything(Position after, int limit) {
        return horizon()
                .flatMap(horizon -> limit == 0
                        ? Mono.just(page(List.of(), after, limit, horizon.low() < horizon.high(), horizon))
                        : read(from(EVERYTHING, after), limit).map(found -> below(found, after, limit, horizon)));
    }

    private static FeedPage below(List<Delivery> found, Position after, int limit, FeedPage.Horizon horizon) {
        List<Delivery> ended = found.stream()
                .takeWhile(each -> each.position().xid() < horizon.low())
                .toList();
        return page(ended, after, limit, ended.size() < found.size(), horizon);
    }

    Mono<FeedPage> page(FeedScope scope, Position after, int limit) {
        return horizon().flatMap(horizon -> {
            boolean foreign = after.xid() > 0 && after.xid() < horizon.origin() || after.xid() > horizon.high();
            return page(scope, after, limit, horizon).map(page -> page.lost(page.lost() || foreign));
        });
    }

    /** For a reader whose position is a row of this database, as old as the events beside it: another server takes nothing from it. */
    Mono<FeedPage> owed(FeedScope scope, Position after, int limit) {
        return horizon().flatMap(horizon -> page(scope, after, limit, horizon));
    }

    private Mono<FeedPage> page(FeedScope scope, Position after, int limit, FeedPage.Horizon horizon) {
        return read(scope, after, limit, horizon.low())
                .flatMap(found -> pruned(scope, after)
                        .map(lost -> page(found, after, limit, false, horizon).lost(lost)));
    }

    private Mono<List<Delivery>> read(FeedScope scope, Position after, int limit, long low) {
        if (limit == 0) {
            return Mono.just(List.of());
        }
        GenericExecuteSpec spec = from(sql(scope), after).bind("low", Long.toString(low));
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
        boolean inbox = scope.participant() != null && scope.reach() instanceof Reach.Tenant;
        return inbox ? fitted.of(deliveries(spec, limit)).collectList() : read(spec, limit);
    }

    /** Whose events these are is decided here and nowhere else. */
    static String sql(FeedScope scope) {
        String wanted = BELOW
                + (scope.session() == null ? "" : " AND e.session_id = :session")
                + (scope.types().isEmpty() ? "" : " AND e.type = ANY(:types)");
        return switch (scope.reach()) {
            case Reach.Tenant tenant ->
                EVENTS.formatted(
                        EventRows.READ,
                        NOBODY,
                        BEHIND,
                        " AND e.tenant = :tenant" + (scope.participant() == null ? "" : INBOX) + wanted);
            case Reach.Wallet wallet -> OF_WALLET.formatted(EventRows.READ, NOBODY, BEHIND, wanted);
        };
    }

    /** Whether anything behind a position of this server is gone. */
    Mono<Boolean> pruned(FeedScope scope, Position after) {
        GenericExecuteSpec spec = switch (scope.reach()) {
            case Reach.Tenant tenant ->
                from(OF_TENANT, after).bind("tenant", tenant.id().value());
            case Reach.Wallet wallet ->
                from(OF_WALLETS_TENANTS, after)
                        .bind("participant", wallet.address().checksummed());
        };
        return Whole.read(
                spec.map(row -> EventRows.get(row, "lost", Boolean.class)).one());
    }

    /** Where transactions are numbered now. */
    Mono<FeedPage.Horizon> horizon() {
        return servers.known(Whole.read(database.sql(HORIZON)
                .map(row -> new FeedPage.Horizon(
                        EventRows.xid(row, "origin"), EventRows.xid(row, "low"), EventRows.xid(row, "high")))
                .one()));
    }

    private GenericExecuteSpec from(String sql, Position after) {
        return database.sql(sql)
                .bind("xid", Long.toString(after.xid()))
                .bind("closure", after.closure())
                .bind("number", after.number());
    }

    private static Mono<List<Delivery>> read(GenericExecuteSpec spec, int limit) {
        return Whole.read(deliveries(spec, limit).collectList());
    }

    private static Flux<Delivery> deliveries(GenericExecuteSpec spec, int limit) {
        return spec.bind("limit", limit).map(FeedReader::delivery).all();
    }

    private static Delivery delivery(Readable row) {
        String @Nullable [] participants = row.get("participants", String[].class);
        return EventRows.delivery(row, participants == null ? Set.of() : Set.of(participants));
    }

    private static FeedPage page(
            List<Delivery> deliveries, Position after, int limit, boolean behind, FeedPage.Horizon horizon) {
        boolean full = limit > 0 && deliveries.size() >= limit;
        Position low = Position.before(horizon.low());
        Position next = full ? deliveries.getLast().position() : low.after(after) ? low : after;
        return new FeedPage(deliveries, next, full, behind, false, horizon);
    }
}

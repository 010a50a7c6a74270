package dev.epilogue.store;

import dev.epilogue.closure.ClosureId;
import dev.epilogue.closure.GateMove;
import dev.epilogue.closure.TenantId;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/**
 * Changes of several closures as one SQL statement. Each closure's row is locked and checked first and every other part hangs on
 * that, closure by closure: one that finds its row changed writes nothing and disturbs no other. Changes that need the same parts
 * share one text, which a connection plans once; there are few such texts, since closures live alike.
 */
final class ChangeStatement {

    /** The count tells the planner how few there are: it takes a record set for a hundred rows, and would read whole tables for so many. */
    private static final String WANTED = """
            WITH wanted AS (
              SELECT * FROM jsonb_to_recordset(CAST(:wanted AS jsonb)) AS w(bucket smallint, id uuid, tenant text, expected bigint,
                epoch bigint, "heldUntil" timestamptz, owner text, lease interval, gate text, "nodeAddress" text, "sessionId" text, fence timestamptz,
                status text, "parkedFrom" text, outcome text, revision bigint, round int, achieved bigint, now timestamptz,
                deadline timestamptz, "endedAt" timestamptz, "reopenableUntil" timestamptz, session jsonb, settlement jsonb,
                findings jsonb, protections jsonb, openings jsonb, problem jsonb, "waitingFor" text, "dueAt" timestamptz, attempts int, events int,
                "destroyKey" boolean, "oldRound" int, "newRound" boolean, removed text[], "takenBack" text[],
                "idempotencyKey" text, "idempotencyToken" uuid) LIMIT :count),
            """;

    /** In the order of the sessions, closures before gates: whoever waits for a row holds none that is waited for. */
    private static final String LOCKED = """
            locked AS MATERIALIZED (
              SELECT w.*, held.alive, w.owner IS NOT NULL AND NOT held.alive AS takes, now() + w.lease AS "leaseUntil"
              FROM wanted w CROSS JOIN LATERAL (
                SELECT c.lease_until IS NOT NULL AND c.lease_until > now() AS alive FROM closure c
                WHERE c.bucket = w.bucket AND c.id = w.id AND c.tenant = w.tenant AND c.revision = w.expected
                  AND (w.epoch IS NULL OR c.lease_epoch = w.epoch) FOR UPDATE) AS held%s)""";

    private static final String GATE_TAKEN = """
            gate_taken AS (
              INSERT INTO gate AS g (bucket, node_address, session_id, holder, epoch, state, fence_until, changed_at)
              SELECT l.bucket, l."nodeAddress", l."sessionId", l.id, 1, 'SENT', l.fence, now() FROM locked l WHERE l.gate = 'ACQUIRE'
              ORDER BY l."nodeAddress", l."sessionId"
              ON CONFLICT (bucket, node_address, session_id) DO UPDATE
              SET holder = excluded.holder, epoch = g.epoch + 1, state = 'SENT', fence_until = excluded.fence_until,
                changed_at = excluded.changed_at
              WHERE g.state = 'IDLE' OR g.fence_until < excluded.changed_at OR g.holder = excluded.holder RETURNING g.holder)""";

    private static final String GATE_MOVED = """
            gate_moved AS (
              UPDATE gate g SET state = CASE WHEN l.gate = 'DOUBT' THEN 'UNKNOWN' ELSE 'IDLE' END,
                holder = CASE WHEN l.gate = 'DOUBT' THEN g.holder END,
                fence_until = CASE WHEN l.gate = 'DOUBT' THEN g.fence_until END, changed_at = now() FROM locked l
              WHERE l.gate IN ('DOUBT', 'RELEASE') AND g.bucket = l.bucket AND g.node_address = l."nodeAddress"
                AND g.session_id = l."sessionId" AND g.holder = l.id RETURNING 1)""";

    /** The gates are asked for as an array: computed once, also where a row has a newer version than the statement's snapshot. */
    private static final String MOVED = """
            moved AS (
              UPDATE closure c SET status = l.status, parked_from = l."parkedFrom", outcome = l.outcome, revision = l.revision,
                round = l.round, achieved_weight = l.achieved, updated_at = l.now, deadline = l.deadline,
                ended_at = l."endedAt", reopenable_until = l."reopenableUntil", session = coalesce(l.session, c.session),
                settlement = coalesce(l.settlement, c.settlement), findings = coalesce(l.findings, c.findings),
                protections = coalesce(l.protections, c.protections),
                openings = coalesce(l.openings, c.openings), problem = l.problem, waiting_for = l."waitingFor",
                attempts = l.attempts, last_event = c.last_event + l.events,
                feed_xid = greatest(:place, c.feed_xid),
                wrapped_key = CASE WHEN NOT l."destroyKey" THEN c.wrapped_key END,
                lease_epoch = c.lease_epoch + CASE WHEN l.takes THEN 1 ELSE 0 END,
                due_at = CASE WHEN l.takes THEN l."leaseUntil" WHEN l.epoch IS NULL AND l.alive THEN c.due_at
                  ELSE coalesce(l."heldUntil", l."dueAt") END,
                lease_until = CASE WHEN l.takes THEN l."leaseUntil" WHEN l.epoch IS NULL THEN c.lease_until
                  ELSE l."heldUntil" END,
                lease_owner = CASE WHEN l.takes THEN l.owner WHEN l.epoch IS NULL OR l."heldUntil" IS NOT NULL
                  THEN c.lease_owner END
              FROM locked l WHERE c.bucket = l.bucket AND c.id = l.id%s
              RETURNING c.bucket, c.id, c.tenant, c.node, c.node_address, c.dialect, c.session_id, c.last_event, c.feed_xid,
                c.lease_epoch, c.lease_until, l.takes, l.now, l.round, l.revision, l.events, l."destroyKey", l."oldRound",
                l."newRound", l.removed, l."takenBack", l."idempotencyKey")""";

    private static final String IF_THE_KEY_IS_OURS = "\nWHERE " + IdempotencyKey.STILL_OURS;

    private static final String IF_THE_GATE_IS_OURS =
            " AND (l.gate <> 'ACQUIRE' OR l.id = ANY(ARRAY(SELECT holder FROM gate_taken)))";

    private static final String WHAT_BECAME_OF_EACH = """

            SELECT l.id, m.id IS NOT NULL AS moved, m.last_event, m.feed_xid::text AS xid, m.takes, m.lease_epoch, m.lease_until,
              now() AS at
            FROM locked l LEFT JOIN moved m ON m.id = l.id""";

    private static final Stored CONFLICT = new Stored(Written.CONFLICT, 0, 0, Instant.EPOCH, null);

    private ChangeStatement() {}

    /** What became of each, in the same order. */
    static Mono<List<Stored>> write(DatabaseClient database, List<WantedChange> changes, Place place) {
        List<WantedChange> ordered = changes.stream()
                .sorted(Comparator.comparing(WantedChange::session))
                .toList();
        ChangeRows rows = new ChangeRows();
        List<Map<String, Object>> wanted = new ArrayList<>();
        for (WantedChange each : ordered) {
            wanted.add(each.row());
            rows.add(each);
        }
        Prepared.Asked statement = place.ask(
                        database, text(changes, rows), changes.getFirst().bucket())
                .bind("wanted", Json.write(wanted))
                .bind("count", wanted.size());
        rows.bindTo(statement);
        Map<UUID, TenantId> tenants = changes.stream()
                .collect(Collectors.toMap(
                        WantedChange::id, each -> each.change().before().tenant()));
        return statement
                .unguarded(row -> became(row, tenants))
                .collectMap(Map.Entry::getKey, Map.Entry::getValue)
                .map(became -> changes.stream()
                        .map(each -> became.getOrDefault(each.id(), CONFLICT))
                        .toList());
    }

    private static String text(List<WantedChange> changes, ChangeRows rows) {
        boolean taken = gate(changes, Set.of(GateMove.ACQUIRE));
        boolean keys = changes.stream().anyMatch(each -> each.key().isPresent());
        List<String> parts = new ArrayList<>();
        parts.add(LOCKED.formatted(keys ? IF_THE_KEY_IS_OURS : ""));
        if (taken) {
            parts.add(GATE_TAKEN);
        }
        if (gate(changes, Set.of(GateMove.DOUBT, GateMove.RELEASE))) {
            parts.add(GATE_MOVED);
        }
        parts.add(MOVED.formatted(taken ? IF_THE_GATE_IS_OURS : ""));
        parts.addAll(rows.parts());
        return WANTED + (keys ? IdempotencyKey.HELD : "") + String.join(",\n", parts) + WHAT_BECAME_OF_EACH;
    }

    private static boolean gate(List<WantedChange> changes, Set<GateMove> moves) {
        return changes.stream().anyMatch(each -> moves.contains(each.change().gate()));
    }

    private static Map.Entry<UUID, Stored> became(Readable row, Map<UUID, TenantId> tenants) {
        UUID id = ClosureRows.required(row, "id", UUID.class);
        Instant at = ClosureRows.required(row, "at", Instant.class);
        if (!ClosureRows.required(row, "moved", Boolean.class)) {
            return Map.entry(id, new Stored(Written.GATE_BUSY, 0, 0, at, null));
        }
        Claim claim = ClosureRows.required(row, "takes", Boolean.class)
                ? new Claim(
                        Objects.requireNonNull(tenants.get(id)),
                        new ClosureId(id),
                        ClosureRows.required(row, "lease_epoch", Long.class),
                        ClosureRows.required(row, "lease_until", Instant.class),
                        at)
                : null;
        long lastEvent = ClosureRows.required(row, "last_event", Long.class);
        long xid = Long.parseLong(ClosureRows.required(row, "xid", String.class));
        return Map.entry(id, new Stored(Written.STORED, lastEvent, xid, at, claim));
    }
}

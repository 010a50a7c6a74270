package dev.epilogue.store;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/**
 * Changes of several closures as one SQL statement. Each closure's row is locked and checked first and every other part hangs on
 * that, closure by closure: one that finds its row changed writes nothing and disturbs no other. One text serves all changes, so
 * that a connection plans it once.
 */
final class ChangeStatement {

    private static final String WANTED = """
            WITH wanted AS (
              SELECT * FROM jsonb_to_recordset(CAST(:wanted AS jsonb)) AS w(bucket smallint, id uuid, tenant text, expected bigint,
                epoch bigint, "heldUntil" timestamptz, gate text, "nodeAddress" text, "sessionId" text, fence timestamptz,
                status text, "parkedFrom" text, outcome text, revision bigint, round int, achieved bigint, now timestamptz,
                deadline timestamptz, "endedAt" timestamptz, "reopenableUntil" timestamptz, session jsonb, settlement jsonb,
                findings jsonb, protections jsonb, problem jsonb, "waitingFor" text, "dueAt" timestamptz, attempts int, events int,
                "destroyKey" boolean, "oldRound" int, "newRound" boolean, removed text[], "takenBack" text[],
                "idempotencyKey" text, "idempotencyToken" uuid)),
            """;

    /** In the order of the sessions, closures before gates: whoever waits for a row holds none that is waited for. */
    private static final String LOCKED = """
            locked AS MATERIALIZED (
              SELECT w.* FROM wanted w CROSS JOIN LATERAL (
                SELECT c.id FROM closure c
                WHERE c.bucket = w.bucket AND c.id = w.id AND c.tenant = w.tenant AND c.revision = w.expected
                  AND (w.epoch IS NULL OR c.lease_epoch = w.epoch) FOR UPDATE) AS held
              WHERE """ + IdempotencyKey.STILL_OURS + """
            ),
            gate_taken AS (
              INSERT INTO gate AS g (bucket, node_address, session_id, holder, epoch, state, fence_until, changed_at)
              SELECT bucket, "nodeAddress", "sessionId", id, 1, 'SENT', fence, now() FROM locked WHERE gate = 'ACQUIRE'
              ORDER BY "nodeAddress", "sessionId"
              ON CONFLICT (bucket, node_address, session_id) DO UPDATE
              SET holder = excluded.holder, epoch = g.epoch + 1, state = 'SENT', fence_until = excluded.fence_until,
                changed_at = now()
              WHERE g.state = 'IDLE' OR g.fence_until < now() RETURNING g.holder),
            gate_moved AS (
              UPDATE gate g SET state = CASE l.gate WHEN 'DOUBT' THEN 'UNKNOWN' ELSE 'IDLE' END,
                holder = CASE l.gate WHEN 'DOUBT' THEN g.holder END,
                fence_until = CASE l.gate WHEN 'DOUBT' THEN g.fence_until END, changed_at = now() FROM locked l
              WHERE l.gate IN ('DOUBT', 'RELEASE') AND g.bucket = l.bucket AND g.node_address = l."nodeAddress"
                AND g.session_id = l."sessionId" AND g.holder = l.id RETURNING 1),
            """;

    /** The gates are asked for as an array: computed once, also where a row has a newer version than the statement's snapshot. */
    private static final String MOVED = """
            moved AS (
              UPDATE closure c SET status = l.status, parked_from = l."parkedFrom", outcome = l.outcome, revision = l.revision,
                round = l.round, achieved_weight = l.achieved, updated_at = l.now, deadline = l.deadline,
                ended_at = l."endedAt", reopenable_until = l."reopenableUntil", session = l.session,
                settlement = l.settlement, findings = l.findings,
                protections = coalesce(l.protections, c.protections), problem = l.problem, waiting_for = l."waitingFor",
                attempts = l.attempts, last_event = c.last_event + l.events,
                feed_xid = greatest((SELECT feed_place(pg_current_xact_id())), c.feed_xid),
                wrapped_key = CASE WHEN NOT l."destroyKey" THEN c.wrapped_key END,
                due_at = CASE WHEN l.epoch IS NULL AND c.lease_until > now() THEN c.due_at
                  ELSE coalesce(l."heldUntil", l."dueAt") END,
                lease_until = CASE WHEN l.epoch IS NULL THEN c.lease_until ELSE l."heldUntil" END,
                lease_owner = CASE WHEN l.epoch IS NULL OR l."heldUntil" IS NOT NULL THEN c.lease_owner END
              FROM locked l WHERE c.bucket = l.bucket AND c.id = l.id
                AND (l.gate <> 'ACQUIRE' OR l.id = ANY(ARRAY(SELECT holder FROM gate_taken)))
              RETURNING c.bucket, c.id, c.tenant, c.node, c.node_address, c.dialect, c.session_id, c.last_event, c.feed_xid, l.now, l.round, l.revision, l.events,
                l."destroyKey", l."oldRound", l."newRound", l.removed, l."takenBack", l."idempotencyKey"),
            """;

    private static final String SQL = WANTED
            + IdempotencyKey.HELD
            + LOCKED
            + MOVED
            + ChangeRows.WRITTEN
            + ",\n"
            + IdempotencyKey.COMPLETED
            + "\nSELECT l.id, m.id IS NOT NULL AS moved FROM locked l LEFT JOIN moved m ON m.id = l.id";

    private ChangeStatement() {}

    /** What became of each, in the same order. */
    static Mono<List<Written>> write(DatabaseClient database, List<WantedChange> changes) {
        List<WantedChange> ordered = changes.stream()
                .sorted(Comparator.comparing(WantedChange::session))
                .toList();
        ChangeRows rows = new ChangeRows();
        List<Map<String, Object>> wanted = new ArrayList<>();
        for (WantedChange each : ordered) {
            wanted.add(each.row());
            rows.add(each);
        }
        return rows.bindTo(database.sql(SQL).bind("wanted", Json.write(wanted)))
                .map(row -> Map.entry(
                        ClosureRows.required(row, "id", UUID.class), ClosureRows.required(row, "moved", Boolean.class)))
                .all()
                .collectMap(Map.Entry::getKey, Map.Entry::getValue)
                .map(moved -> changes.stream()
                        .map(each -> written(moved.get(each.id())))
                        .toList());
    }

    private static Written written(@Nullable Boolean moved) {
        if (moved == null) {
            return Written.CONFLICT;
        }
        return moved ? Written.STORED : Written.GATE_BUSY;
    }
}

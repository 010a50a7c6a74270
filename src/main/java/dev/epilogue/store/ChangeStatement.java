package dev.epilogue.store;

import dev.epilogue.closure.Change;
import dev.epilogue.closure.Closure;
import dev.epilogue.closure.GateMove;
import java.time.Instant;
import java.util.Optional;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;

/**
 * A change as one SQL statement: the closure's row is locked and checked first, every other part hangs on that. Parts that a
 * change does not need are left out, so that few different texts are prepared.
 */
final class ChangeStatement {

    private static final String RESULT =
            "SELECT (SELECT count(*) FROM locked) AS locked, (SELECT count(*) FROM moved) AS moved";

    private final Parts parts = new Parts();
    private final Change change;

    private ChangeStatement(Change change) {
        this.change = change;
    }

    static ChangeStatement of(Change change, Guard guard, Optional<IdempotencyKey> key) {
        ChangeStatement statement = new ChangeStatement(change);
        statement.lock(guard);
        statement.gate();
        statement.closure(guard);
        ChangeRows.add(change, statement.parts);
        key.ifPresent(statement::completes);
        return statement;
    }

    GenericExecuteSpec bindTo(DatabaseClient database) {
        return parts.bindTo(database, RESULT);
    }

    private void lock(Guard guard) {
        Closure before = change.before();
        parts.bind("bucket", before.id().bucket().number());
        parts.bind("id", before.id().uuid());
        parts.bind("tenant", before.tenant().value());
        parts.bind("expected", before.revision());
        String epoch = "";
        if (guard instanceof Guard.Worker worker) {
            parts.bind("epoch", worker.epoch());
            epoch = " AND lease_epoch = :epoch";
        }
        parts.add("""
                locked AS MATERIALIZED (
                  SELECT bucket, id FROM closure
                  WHERE bucket = :bucket AND id = :id AND tenant = :tenant AND revision = :expected%s FOR UPDATE)""".formatted(epoch));
    }

    private void gate() {
        if (change.gate() == GateMove.KEEP) {
            return;
        }
        parts.bind("nodeAddress", change.before().subject().nodeAddress().lowerCase());
        parts.bind("sessionId", change.before().subject().sessionId().hex());
        if (change.gate() == GateMove.ACQUIRE) {
            parts.bind("fence", change.after().gateFence());
        }
        parts.add(
                switch (change.gate()) {
                    case ACQUIRE -> """
                        gate_taken AS (
                          INSERT INTO gate AS g (bucket, node_address, session_id, holder, epoch, state, fence_until, changed_at)
                          SELECT bucket, :nodeAddress, :sessionId, id, 1, 'SENT', :fence, now() FROM locked
                          ON CONFLICT (bucket, node_address, session_id) DO UPDATE
                          SET holder = excluded.holder, epoch = g.epoch + 1, state = 'SENT', fence_until = excluded.fence_until,
                            changed_at = now()
                          WHERE g.state = 'IDLE' OR g.fence_until < now() RETURNING 1)""";
                    case DOUBT -> gateMove("UNKNOWN", "holder", "fence_until");
                    case RELEASE -> gateMove("IDLE", "NULL", "NULL");
                    case KEEP -> throw new IllegalStateException("nothing to write");
                });
    }

    private static String gateMove(String state, String holder, String fence) {
        return """
                gate_moved AS (
                  UPDATE gate g SET state = '%s', holder = %s, fence_until = %s, changed_at = now() FROM locked l
                  WHERE g.bucket = l.bucket AND g.node_address = :nodeAddress AND g.session_id = :sessionId AND g.holder = l.id
                  RETURNING 1)""".formatted(state, holder, fence);
    }

    private void closure(Guard guard) {
        Closure after = change.after();
        parts.bind("status", after.status().name());
        parts.bindName("parkedFrom", after.parkedFrom());
        parts.bindName("outcome", after.outcome());
        parts.bind("revision", after.revision());
        parts.bind("round", after.round().number());
        parts.bind("achieved", after.tally().achievedWeight());
        parts.bind("now", after.times().updatedAt());
        parts.bind("deadline", after.times().deadline());
        parts.bindNullable("endedAt", after.times().endedAt(), Instant.class);
        parts.bindNullable("reopenableUntil", after.times().reopenableUntil(), Instant.class);
        parts.bind("session", Json.write(after.session()));
        parts.bind("settlement", Json.write(after.settlement()));
        parts.bind("findings", Json.write(after.findings()));
        parts.bindNullable(
                "problem",
                after.work().problem() == null ? null : Json.write(after.work().problem()),
                String.class);
        parts.bindName("waitingFor", after.work().waitingFor());
        parts.bindNullable("dueAt", after.work().dueAt(), Instant.class);
        parts.bind("attempts", after.work().attempts());
        parts.bind("events", change.events().size());
        String gate = change.gate() == GateMove.ACQUIRE ? " AND EXISTS (SELECT 1 FROM gate_taken)" : "";
        String key = change.destroyKey() ? ", wrapped_key = NULL" : "";
        String protections = protections(after);
        parts.add("""
                moved AS (
                  UPDATE closure c SET status = :status, parked_from = :parkedFrom, outcome = :outcome, revision = :revision,
                    round = :round, achieved_weight = :achieved, updated_at = :now, deadline = :deadline, ended_at = :endedAt,
                    reopenable_until = :reopenableUntil, session = CAST(:session AS jsonb),
                    settlement = CAST(:settlement AS jsonb), findings = CAST(:findings AS jsonb),%s
                    problem = CAST(:problem AS jsonb), waiting_for = :waitingFor, attempts = :attempts,
                    last_event = c.last_event + :events, feed_xid = greatest(pg_current_xact_id(), c.feed_xid)%s, %s
                  FROM locked l WHERE c.bucket = l.bucket AND c.id = l.id%s
                  RETURNING c.bucket, c.id, c.tenant, c.session_id, c.last_event, c.feed_xid)""".formatted(protections, key, lease(guard), gate));
    }

    /** Few closures ever have any: the rest are written without a word about them. */
    private String protections(Closure after) {
        if (after.protections().equals(change.before().protections())) {
            return "";
        }
        parts.bind("protections", Json.write(after.protections()));
        return " protections = CAST(:protections AS jsonb),";
    }

    private String lease(Guard guard) {
        return switch (guard) {
            case Guard.Caller caller ->
                "due_at = CASE WHEN c.lease_until > now() THEN c.due_at ELSE CAST(:dueAt AS timestamptz) END";
            case Guard.Worker worker -> {
                Instant heldUntil = worker.heldUntil();
                if (heldUntil == null) {
                    yield "due_at = :dueAt, lease_until = NULL, lease_owner = NULL";
                }
                parts.bind("dueAt", heldUntil);
                yield "due_at = :dueAt, lease_until = :dueAt";
            }
        };
    }

    private void completes(IdempotencyKey key) {
        parts.bind("idempotencyKey", key.value());
        parts.add(IdempotencyKey.COMPLETED);
    }
}

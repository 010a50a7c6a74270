package dev.epilogue.store;

import dev.epilogue.closure.Change;
import dev.epilogue.closure.Closure;
import dev.epilogue.closure.ClosureEvent;
import dev.epilogue.closure.GateMove;
import dev.epilogue.closure.SealedFrame;
import dev.epilogue.closure.Submission;
import dev.epilogue.value.Address;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;

/**
 * A change as one SQL statement: the closure's row is locked and checked first, every other part hangs on that. Parts that a
 * change does not need are left out, so that few different texts are prepared.
 */
final class ChangeStatement {

    private final List<String> parts = new ArrayList<>();
    private final Map<String, Object> binds = new LinkedHashMap<>();
    private final Map<String, Class<?>> nulls = new LinkedHashMap<>();
    private final Change change;

    private ChangeStatement(Change change) {
        this.change = change;
    }

    static ChangeStatement of(Change change, Guard guard, Optional<IdempotencyKey> key) {
        ChangeStatement statement = new ChangeStatement(change);
        statement.lock(guard);
        statement.gate();
        statement.closure(guard);
        statement.rounds();
        statement.signatures();
        statement.removals();
        statement.declines();
        statement.submissions();
        statement.events();
        key.ifPresent(statement::completes);
        return statement;
    }

    GenericExecuteSpec bindTo(DatabaseClient database) {
        String sql = "WITH " + String.join(",\n", parts)
                + "\nSELECT (SELECT count(*) FROM locked) AS locked, (SELECT count(*) FROM moved) AS moved,"
                + " (SELECT max(last_event) FROM moved) AS last_event";
        GenericExecuteSpec spec = database.sql(sql);
        for (Map.Entry<String, Object> bind : binds.entrySet()) {
            spec = spec.bind(bind.getKey(), bind.getValue());
        }
        for (Map.Entry<String, Class<?>> absent : nulls.entrySet()) {
            spec = spec.bindNull(absent.getKey(), absent.getValue());
        }
        return spec;
    }

    private void lock(Guard guard) {
        Closure before = change.before();
        bind("bucket", before.id().bucket().number());
        bind("id", before.id().uuid());
        bind("tenant", before.tenant().value());
        bind("expected", before.revision());
        String epoch = "";
        if (guard instanceof Guard.Worker worker) {
            bind("epoch", worker.epoch());
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
        bind("nodeAddress", change.before().subject().nodeAddress().lowerCase());
        bind("sessionId", change.before().subject().sessionId().hex());
        if (change.gate() == GateMove.ACQUIRE) {
            bind("fence", change.after().gateFence());
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
        bind("status", after.status().name());
        bindText("parkedFrom", after.parkedFrom());
        bindText("outcome", after.outcome());
        bind("revision", after.revision());
        bind("round", after.round().number());
        bind("achieved", after.tally().achievedWeight());
        bind("now", after.times().updatedAt());
        bind("deadline", after.times().deadline());
        bindNullable("endedAt", after.times().endedAt(), Instant.class);
        bindNullable("reopenableUntil", after.times().reopenableUntil(), Instant.class);
        bind("session", Json.write(after.session()));
        bind("settlement", Json.write(after.settlement()));
        bind("findings", Json.write(after.findings()));
        bindNullable(
                "problem",
                after.work().problem() == null ? null : Json.write(after.work().problem()),
                String.class);
        bindText("waitingFor", after.work().waitingFor());
        bindNullable("dueAt", after.work().dueAt(), Instant.class);
        bind("attempts", after.work().attempts());
        bind("events", change.events().size());
        String gate = change.gate() == GateMove.ACQUIRE ? " AND EXISTS (SELECT 1 FROM gate_taken)" : "";
        String key = change.destroyKey() ? ", wrapped_key = NULL" : "";
        parts.add("""
                moved AS (
                  UPDATE closure c SET status = :status, parked_from = :parkedFrom, outcome = :outcome, revision = :revision,
                    round = :round, achieved_weight = :achieved, updated_at = :now, deadline = :deadline, ended_at = :endedAt,
                    reopenable_until = :reopenableUntil, session = CAST(:session AS jsonb),
                    settlement = CAST(:settlement AS jsonb), findings = CAST(:findings AS jsonb),
                    problem = CAST(:problem AS jsonb), waiting_for = :waitingFor, attempts = :attempts,
                    last_event = c.last_event + :events, feed_xid = greatest(pg_current_xact_id(), c.feed_xid)%s, %s
                  FROM locked l WHERE c.bucket = l.bucket AND c.id = l.id%s
                  RETURNING c.bucket, c.id, c.tenant, c.session_id, c.last_event, c.feed_xid)""".formatted(key, lease(guard), gate));
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
                nulls.remove("dueAt");
                bind("dueAt", heldUntil);
                yield "due_at = :dueAt, lease_until = :dueAt";
            }
        };
    }

    private void rounds() {
        Set<Object> old = Set.copyOf(change.before().rounds());
        List<?> changed = change.after().rounds().stream()
                .filter(round -> !old.contains(round))
                .toList();
        if (!changed.isEmpty()) {
            bind("rounds", Json.write(changed));
            parts.add("""
                    rounds_written AS (
                      INSERT INTO round (bucket, closure_id, tenant, number, opened_at, closed_at, closed_because,
                        signable_until, base, proposal, payloads)
                      SELECT m.bucket, m.id, m.tenant, r.number, r."openedAt", r."closedAt", r."closedBecause",
                        r."signableUntil", r.base, r.proposal, r.payloads
                      FROM moved m, jsonb_to_recordset(CAST(:rounds AS jsonb)) AS r(number int, "openedAt" timestamptz,
                        "closedAt" timestamptz, "closedBecause" text, "signableUntil" timestamptz, base jsonb, proposal jsonb,
                        payloads jsonb)
                      ON CONFLICT (bucket, closure_id, number) DO UPDATE SET closed_at = excluded.closed_at,
                        closed_because = excluded.closed_because, base = excluded.base)""");
        }
    }

    private void signatures() {
        if (change.signatures().isEmpty()) {
            return;
        }
        bind("signatures", Json.write(change.signatures()));
        parts.add("""
                signatures_written AS (
                  INSERT INTO signature (bucket, closure_id, tenant, round, payload, participant, signer, kind, conditional,
                    weight, digest, signature_hash, sealed, received_at, key_id, jws)
                  SELECT m.bucket, m.id, m.tenant, s.round, s.payload, s.participant, s.signer, s.kind, s.conditional, s.weight,
                    s.digest, s."signatureHash", s.sealed, s."receivedAt", s."keyId", s.jws
                  FROM moved m, jsonb_to_recordset(CAST(:signatures AS jsonb)) AS s(round int, payload int, participant text,
                    signer text, kind text, conditional boolean, weight bigint, digest text, "signatureHash" text, sealed text,
                    "receivedAt" timestamptz, "keyId" text, jws text)
                  ON CONFLICT (bucket, closure_id, round, payload, participant) DO UPDATE SET signer = excluded.signer,
                    kind = excluded.kind, conditional = excluded.conditional, digest = excluded.digest,
                    signature_hash = excluded.signature_hash, sealed = excluded.sealed, received_at = excluded.received_at,
                    removed_at = NULL, key_id = excluded.key_id, jws = excluded.jws)""");
    }

    /** Bytes go where they can no longer serve: with a removed consent, with an old round. Hash and receipt stay. */
    private void removals() {
        boolean newRound =
                change.after().round().number() != change.before().round().number();
        if (change.removed().isEmpty() && !newRound && !change.destroyKey()) {
            return;
        }
        bind("removed", change.removed().stream().map(Address::checksummed).toArray(String[]::new));
        bind("oldRound", change.before().round().number());
        bind("allGone", newRound || change.destroyKey());
        parts.add("""
                signatures_removed AS (
                  UPDATE signature s SET sealed = NULL,
                    removed_at = CASE WHEN s.participant = ANY(:removed) THEN :now ELSE s.removed_at END FROM moved m
                  WHERE s.bucket = m.bucket AND s.closure_id = m.id AND s.round = :oldRound
                    AND (:allGone OR s.participant = ANY(:removed)))""");
        if (newRound) {
            parts.add("""
                    frames_removed AS (
                      UPDATE submission u SET frame = NULL FROM moved m
                      WHERE u.bucket = m.bucket AND u.closure_id = m.id AND u.round = :oldRound)""");
        }
    }

    private void declines() {
        Set<Object> old = Set.copyOf(change.before().declines());
        List<?> added = change.after().declines().stream()
                .filter(decline -> !old.contains(decline))
                .toList();
        if (!added.isEmpty()) {
            bind("declines", Json.write(added));
            parts.add("""
                    declines_written AS (
                      INSERT INTO decline (bucket, closure_id, tenant, round, participant, reason, declined_at, counter_proposal)
                      SELECT m.bucket, m.id, m.tenant, :round, d.participant, d.reason, d.at, d."counterProposal"
                      FROM moved m, jsonb_to_recordset(CAST(:declines AS jsonb)) AS d(participant text, reason text,
                        at timestamptz, "counterProposal" jsonb))""");
        }
        if (!change.declinesRemoved().isEmpty()) {
            bind(
                    "takenBack",
                    change.declinesRemoved().stream().map(Address::checksummed).toArray(String[]::new));
            parts.add("""
                    declines_removed AS (
                      DELETE FROM decline d USING moved m WHERE d.bucket = m.bucket AND d.closure_id = m.id
                        AND d.round = :round AND d.participant = ANY(:takenBack))""");
        }
    }

    private void submissions() {
        Map<Integer, SealedFrame> frames = new HashMap<>();
        change.frames().forEach(frame -> frames.put(frame.payload(), frame));
        Set<Submission> old =
                change.after().round().number() == change.before().round().number()
                        ? Set.copyOf(change.before().submissions())
                        : Set.of();
        List<Map<String, Object>> changed = new ArrayList<>();
        for (Submission submission : change.after().submissions()) {
            if (!old.contains(submission)) {
                changed.add(submissionRow(submission, frames.get(submission.index())));
            }
        }
        if (changed.isEmpty()) {
            return;
        }
        bind("submissions", Json.write(changed));
        parts.add(SUBMISSIONS_WRITTEN);
    }

    static final String SUBMISSIONS_WRITTEN = """
            submissions_written AS (
              INSERT INTO submission AS o (bucket, closure_id, tenant, round, payload, purpose, version_number, status, attempts,
                request_id, frame, sent_at, open_seen_at, proved_at, refusal)
              SELECT m.bucket, m.id, m.tenant, :round, u.payload, u.purpose, u."versionNumber", u.status, u.attempts,
                u."requestId", u.frame, u."sentAt", u."openSeenAt", u."provedAt", u.refusal
              FROM moved m, jsonb_to_recordset(CAST(:submissions AS jsonb)) AS u(payload int, purpose text,
                "versionNumber" bigint, status text, attempts int, "requestId" bigint, frame text, "sentAt" timestamptz,
                "openSeenAt" timestamptz, "provedAt" timestamptz, refusal text)
              ON CONFLICT (bucket, closure_id, round, payload) DO UPDATE SET status = excluded.status,
                attempts = excluded.attempts, request_id = excluded.request_id, frame = coalesce(excluded.frame, o.frame),
                sent_at = excluded.sent_at, open_seen_at = excluded.open_seen_at, proved_at = excluded.proved_at,
                refusal = excluded.refusal)""";

    static Map<String, Object> submissionRow(Submission submission, @Nullable SealedFrame frame) {
        Map<String, Object> row = new HashMap<>();
        row.put("payload", submission.index());
        row.put("purpose", submission.purpose());
        row.put("versionNumber", submission.versionNumber());
        row.put("status", submission.status());
        row.put("attempts", submission.attempts());
        row.put("requestId", submission.requestId());
        row.put("frame", frame == null ? null : frame.sealed());
        row.put("sentAt", submission.sentAt());
        row.put("openSeenAt", submission.openSeenAt());
        row.put("provedAt", submission.provedAt());
        row.put("refusal", submission.refusal());
        return row;
    }

    private void events() {
        if (change.events().isEmpty()) {
            return;
        }
        bind(
                "eventRows",
                Json.write(
                        change.events().stream().map(ChangeStatement::eventRow).toList()));
        parts.add(EVENTS_WRITTEN);
    }

    static final String EVENTS_WRITTEN = """
            events_written AS (
              INSERT INTO event (bucket, closure_id, tenant, number, feed_xid, type, at, session_id, status, revision, data)
              SELECT m.bucket, m.id, m.tenant, m.last_event - :events + e.ordinal, m.feed_xid, e.item ->> 'type', :now,
                m.session_id, e.item ->> 'status', :revision, e.item -> 'data'
              FROM moved m, jsonb_array_elements(CAST(:eventRows AS jsonb)) WITH ORDINALITY AS e(item, ordinal))""";

    static Map<String, Object> eventRow(ClosureEvent event) {
        return Map.of("type", event.type().wireName(), "status", event.status().name(), "data", event.data());
    }

    private void completes(IdempotencyKey key) {
        bind("idempotencyKey", key.value());
        parts.add(IdempotencyKey.COMPLETED);
    }

    private void bind(String name, Object value) {
        binds.put(name, value);
    }

    private void bindText(String name, @Nullable Enum<?> value) {
        bindNullable(name, value == null ? null : value.name(), String.class);
    }

    private void bindNullable(String name, @Nullable Object value, Class<?> type) {
        if (value == null) {
            nulls.put(name, type);
        } else {
            binds.put(name, value);
        }
    }
}

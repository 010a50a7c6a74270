package dev.epilogue.store;

import dev.epilogue.closure.Closure;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;
import tools.jackson.databind.node.ObjectNode;

/** New closures with everything that belongs to them, as one SQL statement. One that finds another active, or another tenant's sent, is left out. */
final class CreationStatement {

    /** With the count, as in {@link ChangeStatement}. */
    private static final String WANTED = """
            WITH wanted AS MATERIALIZED (
              SELECT * FROM jsonb_to_recordset(CAST(:wanted AS jsonb)) AS w(bucket smallint, id uuid, tenant text, node text,
                "nodeAddress" text, "sessionId" text, dialect text, application text, reference text, memo text,
                definition jsonb, policy jsonb, status text, revision bigint, round int, now timestamptz, deadline timestamptz,
                session jsonb, settlement jsonb, findings jsonb, "waitingFor" text, "wrappedKey" text, "dueAt" timestamptz,
                events int, participants text[], "idempotencyKey" text, "idempotencyToken" uuid) LIMIT :count),
            """;

    private static final String MOVED = """
            inserted AS (
              INSERT INTO closure (bucket, id, tenant, node, node_address, session_id, dialect, application, reference, memo,
                definition, policy, status, revision, round, created_at, updated_at, first_deadline, deadline, session,
                settlement, findings, waiting_for, wrapped_key, due_at, last_event, feed_xid)
              SELECT w.bucket, id, tenant, node, "nodeAddress", "sessionId", dialect, application, reference, memo, definition,
                policy, status, revision, round, now, now, deadline, deadline, session, settlement, findings, "waitingFor",
                "wrappedKey", "dueAt", events, :place FROM wanted w
              WHERE %s
                AND NOT EXISTS (SELECT 1 FROM gate g JOIN closure c ON c.bucket = g.bucket AND c.id = g.holder
                  WHERE g.bucket = w.bucket AND g.node_address = w."nodeAddress" AND g.session_id = w."sessionId"
                    AND g.state <> 'IDLE' AND c.tenant <> w.tenant)
              ON CONFLICT (bucket, tenant, node_address, session_id)
                WHERE status IN ('COLLECTING', 'READY', 'SUBMITTING', 'SETTLING', 'ESCALATING', 'PARKED') DO NOTHING
              RETURNING bucket, id, session_id, last_event, feed_xid),
            moved AS (
              SELECT i.bucket, i.id, i.session_id, i.last_event, i.feed_xid, w.tenant, w."nodeAddress", w.revision, w.round, w.now,
                w.events, w.participants, w."idempotencyKey"
              FROM inserted i JOIN wanted w ON w.id = i.id),
            """;

    private static final String BELONGINGS = """
            participants AS (
              INSERT INTO closure_participant (bucket, closure_id, tenant, participant)
              SELECT m.bucket, m.id, m.tenant, p FROM moved m, unnest(m.participants) AS p),
            rounds_opened AS (
              INSERT INTO round (bucket, closure_id, tenant, number, opened_at, signable_until, base, proposal, payloads)
              SELECT m.bucket, m.id, m.tenant, m.round, m.now, r."signableUntil", r.base, r.proposal, r.payloads
              FROM moved m JOIN jsonb_to_recordset(CAST(:rounds AS jsonb)) AS r(closure uuid, "signableUntil" timestamptz,
                base jsonb, proposal jsonb, payloads jsonb) ON r.closure = m.id),
            ended_for_good AS (
              UPDATE closure c SET reopenable_until = m.now, due_at = m.now FROM moved m
              WHERE c.bucket = m.bucket AND c.tenant = m.tenant AND c.node_address = m."nodeAddress"
                AND c.session_id = m.session_id AND c.status IN ('EXPIRED', 'DECLINED') AND c.reopenable_until > m.now),
            """;

    private CreationStatement() {}

    private static String text(boolean keys) {
        String inserted = MOVED.formatted(keys ? IdempotencyKey.STILL_OURS : "true");
        String held = keys ? IdempotencyKey.HELD : "";
        String completed = keys ? ",\n" + IdempotencyKey.COMPLETED : "";
        String parts = ChangeRows.SUBMISSIONS + ",\n" + ChangeRows.EVENTS + completed;
        return WANTED + held + inserted + BELONGINGS + parts + "\nSELECT id FROM moved";
    }

    /** Whether each was stored, in the same order. */
    static Mono<List<Boolean>> write(DatabaseClient database, List<WantedClosure> closures, Place place) {
        List<Map<String, Object>> wanted = new ArrayList<>();
        List<ObjectNode> rounds = new ArrayList<>();
        List<ObjectNode> submissions = new ArrayList<>();
        List<Map<String, Object>> events = new ArrayList<>();
        for (WantedClosure each : ordered(closures)) {
            Closure closure = each.change().after();
            wanted.add(each.row());
            rounds.add(Json.row(closure.round(), each.id()));
            submissions.addAll(ChangeRows.submissions(each.id(), closure.submissions(), List.of()));
            events.addAll(ChangeRows.events(each.id(), each.change().events()));
        }
        boolean keys = closures.stream().anyMatch(each -> each.key().isPresent());
        return place.ask(database, text(keys), closures.getFirst().bucket())
                .bind("wanted", Json.write(wanted))
                .bind("count", wanted.size())
                .bind("rounds", Json.write(rounds))
                .bind("submissions", Json.write(submissions))
                .bind("events", Json.write(events))
                .unguarded(row -> ClosureRows.required(row, "id", UUID.class))
                .collectList()
                .map(stored -> stored(closures, new HashSet<>(stored)));
    }

    private static List<WantedClosure> ordered(List<WantedClosure> closures) {
        return closures.stream()
                .sorted(Comparator.comparing(WantedClosure::session))
                .toList();
    }

    private static List<Boolean> stored(List<WantedClosure> closures, Set<UUID> stored) {
        return closures.stream().map(each -> stored.contains(each.id())).toList();
    }
}

package dev.epilogue.store;

import dev.epilogue.closure.Change;
import dev.epilogue.closure.Closure;
import dev.epilogue.closure.Subject;
import dev.epilogue.node.SessionReading.Member;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;

/** A new closure with everything that belongs to it, as one SQL statement. */
final class CreationStatement {

    private static final String SQL = """
            WITH moved AS (
              INSERT INTO closure (bucket, id, tenant, node, node_address, session_id, dialect, application, reference, memo,
                definition, policy, status, revision, round, created_at, updated_at, first_deadline, deadline, session,
                settlement, findings, waiting_for, wrapped_key, due_at, last_event, feed_xid)
              VALUES (:bucket, :id, :tenant, :node, :nodeAddress, :sessionId, :dialect, :application, :reference, :memo,
                CAST(:definition AS jsonb), CAST(:policy AS jsonb), :status, :revision, :round, :now, :now, :deadline, :deadline,
                CAST(:session AS jsonb), CAST(:settlement AS jsonb), CAST(:findings AS jsonb), :waitingFor, :wrappedKey, :dueAt,
                :events, pg_current_xact_id())
              RETURNING bucket, id, tenant, session_id, last_event, feed_xid),
            participants AS (
              INSERT INTO closure_participant (bucket, closure_id, tenant, participant)
              SELECT m.bucket, m.id, m.tenant, p FROM moved m, unnest(CAST(:participants AS text[])) AS p),
            round_opened AS (
              INSERT INTO round (bucket, closure_id, tenant, number, opened_at, signable_until, base, proposal, payloads)
              SELECT m.bucket, m.id, m.tenant, :round, :now, r."signableUntil", r.base, r.proposal, r.payloads
              FROM moved m, jsonb_to_record(CAST(:roundRow AS jsonb)) AS r("signableUntil" timestamptz, base jsonb,
                proposal jsonb, payloads jsonb)),
            ended_for_good AS (
              UPDATE closure c SET reopenable_until = :now, due_at = :now FROM moved m
              WHERE c.bucket = m.bucket AND c.tenant = m.tenant AND c.node_address = :nodeAddress
                AND c.session_id = m.session_id AND c.status IN ('EXPIRED', 'DECLINED') AND c.reopenable_until > :now),
            """;

    private final Change change;
    private final String wrappedKey;
    private final Optional<IdempotencyKey> key;

    private CreationStatement(Change change, String wrappedKey, Optional<IdempotencyKey> key) {
        this.key = key;
        this.change = change;
        this.wrappedKey = wrappedKey;
    }

    static CreationStatement of(Change change, String wrappedKey, Optional<IdempotencyKey> key) {
        return new CreationStatement(change, wrappedKey, key);
    }

    GenericExecuteSpec bindTo(DatabaseClient database) {
        Closure closure = change.after();
        GenericExecuteSpec spec = database.sql(SQL
                + ChangeRows.SUBMISSIONS_WRITTEN
                + ",\n"
                + ChangeRows.EVENTS_WRITTEN
                + key.map(used -> ",\n" + IdempotencyKey.COMPLETED).orElse("")
                + "\nSELECT last_event FROM moved");
        if (key.isPresent()) {
            spec = spec.bind("idempotencyKey", key.get().value());
        }
        spec = identity(spec, closure);
        spec = nullable(spec, "reference", closure.reference());
        spec = nullable(spec, "memo", closure.memo());
        return spec.bind("policy", Json.write(closure.policy()))
                .bind("status", closure.status().name())
                .bind("revision", closure.revision())
                .bind("round", closure.round().number())
                .bind("now", closure.times().createdAt())
                .bind("deadline", closure.times().deadline())
                .bind("session", Json.write(closure.session()))
                .bind("settlement", Json.write(closure.settlement()))
                .bind("findings", Json.write(closure.findings()))
                .bind("waitingFor", String.valueOf(closure.work().waitingFor()))
                .bind("wrappedKey", wrappedKey)
                .bind("dueAt", closure.collectingUntil())
                .bind("events", change.events().size())
                .bind("roundRow", Json.write(closure.round()))
                .bind(
                        "submissions",
                        Json.write(closure.submissions().stream()
                                .map(submission -> ChangeRows.submissionRow(submission, null))
                                .toList()))
                .bind(
                        "eventRows",
                        Json.write(change.events().stream()
                                .map(ChangeRows::eventRow)
                                .toList()));
    }

    private static GenericExecuteSpec identity(GenericExecuteSpec spec, Closure closure) {
        Subject subject = closure.subject();
        List<Member> members = subject.definition().members();
        return spec.bind("bucket", closure.id().bucket().number())
                .bind("id", closure.id().uuid())
                .bind("tenant", closure.tenant().value())
                .bind("node", subject.node())
                .bind("nodeAddress", subject.nodeAddress().lowerCase())
                .bind("sessionId", subject.sessionId().hex())
                .bind("dialect", subject.dialect().name())
                .bind("application", subject.application())
                .bind("definition", Json.write(subject.definition()))
                .bind(
                        "participants",
                        members.stream()
                                .map(member -> member.participant().checksummed())
                                .distinct()
                                .toArray(String[]::new));
    }

    private static GenericExecuteSpec nullable(GenericExecuteSpec spec, String name, @Nullable String value) {
        return value == null ? spec.bindNull(name, String.class) : spec.bind(name, value);
    }
}

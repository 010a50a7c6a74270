package dev.epilogue.store;

import dev.epilogue.closure.Closure;
import dev.epilogue.closure.ClosureId;
import dev.epilogue.closure.ClosureStatus;
import dev.epilogue.closure.Definition;
import dev.epilogue.closure.Findings;
import dev.epilogue.closure.Hindrance;
import dev.epilogue.closure.Outcome;
import dev.epilogue.closure.Policy;
import dev.epilogue.closure.Protection;
import dev.epilogue.closure.Round;
import dev.epilogue.closure.SessionState;
import dev.epilogue.closure.SettlementLine;
import dev.epilogue.closure.Sight;
import dev.epilogue.closure.Subject;
import dev.epilogue.closure.Submission;
import dev.epilogue.closure.TenantId;
import dev.epilogue.closure.Times;
import dev.epilogue.closure.WaitingFor;
import dev.epilogue.closure.Work;
import dev.epilogue.node.Dialect;
import dev.epilogue.value.Address;
import dev.epilogue.value.SessionId;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;

/** From rows to closures: one statement brings a closure with all that decisions need. */
final class ClosureRows {

    /** Of a row {@code c}; of {@code %1$s}, its bucket, are the rows that belong to it. */
    private static final String COLUMNS = """
            c.id, c.tenant, c.node, c.node_address, c.session_id, c.dialect, c.application, c.reference, c.memo,
                   c.definition::text AS definition, c.policy::text AS policy, c.status, c.parked_from, c.outcome, c.revision, c.round,
                   c.created_at, c.updated_at, c.first_deadline, c.deadline, c.ended_at, c.reopenable_until,
                   c.session::text AS session, c.settlement::text AS settlement, c.findings::text AS findings,
                   c.protections::text AS protections, c.openings::text AS openings,
                   c.problem::text AS problem, c.waiting_for, c.wrapped_key, c.due_at, c.attempts, c.last_event,
                   c.sight::text AS sight, now() AS read_at,
                   (SELECT jsonb_agg(jsonb_build_object('number', r.number, 'openedAt', r.opened_at, 'closedAt', r.closed_at,
                             'closedBecause', r.closed_because, 'signableUntil', r.signable_until, 'base', r.base,
                             'proposal', r.proposal, 'payloads', r.payloads) ORDER BY r.number)
                    FROM round r WHERE r.bucket = %1$s AND r.closure_id = c.id)::text AS rounds,
                   (SELECT jsonb_agg(jsonb_build_object('participant', s.participant, 'signer', s.signer, 'weight', s.weight,
                             'conditional', s.conditional, 'signedAt', s.received_at,
                             'mandateUntil', s.mandate_until, 'round', s.round, 'removed', s.removed_at IS NOT NULL) ORDER BY s.received_at, s.participant)
                    FROM signature s WHERE s.bucket = %1$s AND s.closure_id = c.id AND s.payload = 0)::text AS consents,
                   (SELECT jsonb_agg(jsonb_build_object('participant', d.participant, 'reason', d.reason, 'at', d.declined_at,
                             'counterProposal', d.counter_proposal, 'round', d.round) ORDER BY d.declined_at, d.participant)
                    FROM decline d WHERE d.bucket = %1$s AND d.closure_id = c.id)::text AS declines,
                   (SELECT jsonb_agg(jsonb_build_object('index', u.payload, 'purpose', u.purpose,
                             'versionNumber', u.version_number, 'status', u.status, 'attempts', u.attempts,
                             'requestId', u.request_id, 'sentAt', u.sent_at, 'openSeenAt', u.open_seen_at,
                             'provedAt', u.proved_at, 'refusal', u.refusal) ORDER BY u.payload)
                    FROM submission u WHERE u.bucket = %1$s AND u.closure_id = c.id AND u.round = c.round)::text AS submissions
            """;

    /** Followed by a WHERE clause on {@code c}. */
    static final String SELECT = "SELECT " + columns("c.bucket") + "FROM closure c\n";

    /** The same, where the clause names a {@code :bucket}. */
    static final String OF_BUCKET = "SELECT " + columns(":bucket") + "FROM closure c\n";

    private static final TypeReference<List<Round>> ROUNDS = new TypeReference<>() {};
    private static final TypeReference<List<Submission>> SUBMISSIONS = new TypeReference<>() {};
    private static final TypeReference<List<SettlementLine>> SETTLEMENT = new TypeReference<>() {};

    private static final TypeReference<List<Protection>> PROTECTIONS = new TypeReference<>() {};

    private ClosureRows() {}

    /** Of a row {@code c}, which need not be the table's own. */
    static String columns(String bucket) {
        return COLUMNS.formatted(bucket);
    }

    static Loaded loaded(Readable row) {
        return new Loaded(
                closure(row),
                required(row, "last_event", Long.class),
                row.get("wrapped_key", String.class),
                required(row, "read_at", Instant.class));
    }

    private static Closure closure(Readable row) {
        AnswerRows answers = AnswerRows.read(
                required(row, "round", Integer.class),
                row.get("consents", String.class),
                row.get("declines", String.class));
        return new Closure(
                new ClosureId(required(row, "id", UUID.class)),
                new TenantId(text(row, "tenant")),
                subject(row),
                Json.read(text(row, "policy"), Policy.class),
                row.get("reference", String.class),
                row.get("memo", String.class),
                ClosureStatus.valueOf(text(row, "status")),
                optional(row, "parked_from", ClosureStatus::valueOf),
                optional(row, "outcome", Outcome::valueOf),
                required(row, "revision", Long.class),
                times(row),
                Json.read(text(row, "rounds"), ROUNDS),
                answers.consents(),
                answers.declines(),
                answers.asking(row.get("openings", String.class)),
                children(row, "submissions", SUBMISSIONS),
                Json.read(text(row, "session"), SessionState.class),
                Json.read(text(row, "settlement"), SETTLEMENT),
                Json.read(text(row, "findings"), Findings.class),
                Json.read(text(row, "protections"), PROTECTIONS),
                work(row),
                optional(row, "sight", text -> Json.read(text, Sight.class)));
    }

    private static Subject subject(Readable row) {
        return new Subject(
                text(row, "node"),
                Address.parse(text(row, "node_address")),
                Dialect.valueOf(text(row, "dialect")),
                SessionId.parse(text(row, "session_id")),
                text(row, "application"),
                Json.read(text(row, "definition"), Definition.class));
    }

    private static Times times(Readable row) {
        return new Times(
                required(row, "created_at", Instant.class),
                required(row, "updated_at", Instant.class),
                required(row, "first_deadline", Instant.class),
                required(row, "deadline", Instant.class),
                row.get("ended_at", Instant.class),
                row.get("reopenable_until", Instant.class));
    }

    private static Work work(Readable row) {
        return new Work(
                row.get("due_at", Instant.class),
                required(row, "attempts", Integer.class),
                optional(row, "waiting_for", WaitingFor::valueOf),
                optional(row, "problem", text -> Json.read(text, Hindrance.class)));
    }

    private static <T> List<T> children(Readable row, String column, TypeReference<List<T>> type) {
        String text = row.get(column, String.class);
        return text == null ? List.of() : Json.read(text, type);
    }

    private static String text(Readable row, String column) {
        return required(row, column, String.class);
    }

    private static <T> @Nullable T optional(Readable row, String column, Function<String, T> reader) {
        String text = row.get(column, String.class);
        return text == null ? null : reader.apply(text);
    }

    static <T> T required(Readable row, String column, Class<T> type) {
        T value = row.get(column, type);
        if (value == null) {
            throw new IllegalStateException("column " + column + " is null");
        }
        return value;
    }
}

package dev.epilogue.crash;

import dev.epilogue.value.SessionId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;

/**
 * What a story leaves behind, without what a crash may change: attempts, epochs, times, ids, signatures' bytes, the events that
 * tell of a submission's course, how often a channel was told of, and 0.x rounds whose window lapsed while nobody knew whether a
 * frame of them was sent.
 */
final class Remains {

    /** Rounds that a crash may add, one after the other. */
    private static final String LAPSED = """
            WITH lapsed AS (SELECT (data ->> 'round')::integer AS number FROM event
              WHERE bucket = :bucket AND closure_id = :closure AND type = 'round.closed' AND data ->> 'reason' = 'WINDOW_LAPSED')
            """;

    private static final Map<String, String> QUERIES = new TreeMap<>(Map.of(
            "closure", """
            SELECT jsonb_build_object('status', status, 'parkedFrom', parked_from, 'outcome', outcome, 'round', round - (SELECT count(*) FROM lapsed),
              'achieved', achieved_weight, 'closed', session -> 'closed', 'version', session -> 'versionNumber',
              'anomalies', findings -> 'anomalies', 'hindered', problem IS NOT NULL, 'waitingFor', waiting_for,
              'lookedAtAgain', due_at IS NOT NULL, 'readable', wrapped_key IS NOT NULL, 'held', lease_until IS NOT NULL,
              'eventsAreGapless', last_event = (SELECT count(*) FROM event e WHERE e.bucket = c.bucket AND e.closure_id = c.id)
                AND last_event = (SELECT max(number) FROM event e WHERE e.bucket = c.bucket AND e.closure_id = c.id),
              'settlement', (SELECT jsonb_agg(jsonb_build_object('participant', l ->> 'participant', 'amount', l ->> 'amount',
                'status', l ->> 'status', 'proved', l ->> 'creditId' IS NOT NULL) ORDER BY l ->> 'participant')
                FROM jsonb_array_elements(settlement) l)) AS remains
            FROM closure c WHERE c.bucket = :bucket AND c.id = :closure""",
            "rounds", """
            SELECT jsonb_build_object('number', row_number() OVER (ORDER BY number), 'because', closed_because, 'base', base -> 'versionNumber',
              'proposal', proposal) FROM round WHERE bucket = :bucket AND closure_id = :closure
              AND number NOT IN (SELECT number FROM lapsed)
            ORDER BY number""",
            "signatures", """
            SELECT jsonb_build_object('round', round - (SELECT count(*) FROM lapsed WHERE number < round), 'payload', payload, 'by', participant, 'signer', signer, 'kind', kind,
              'removed', removed_at IS NOT NULL, 'bytes', sealed IS NOT NULL, 'receipt', jws IS NOT NULL) FROM signature
            WHERE bucket = :bucket AND closure_id = :closure AND round NOT IN (SELECT number FROM lapsed) ORDER BY round, payload, participant""",
            "declines", """
            SELECT jsonb_build_object('round', round, 'by', participant, 'reason', reason) FROM decline
            WHERE bucket = :bucket AND closure_id = :closure ORDER BY round, participant""",
            "submissions", """
            SELECT jsonb_build_object('round', round - (SELECT count(*) FROM lapsed WHERE number < round), 'payload', payload, 'purpose', purpose, 'version', version_number,
              'status', CASE WHEN round < max(round) OVER () THEN status = 'EXECUTED' END,
              'last', CASE WHEN round = max(round) OVER () THEN status END) FROM submission
            WHERE bucket = :bucket AND closure_id = :closure AND round NOT IN (SELECT number FROM lapsed) ORDER BY round, payload""",
            "gate", """
            SELECT jsonb_build_object('state', state, 'held', holder IS NOT NULL) FROM gate
            WHERE bucket = :bucket AND session_id = (SELECT session_id FROM closure WHERE bucket = :bucket AND id = :closure)""",
            "events", """
            SELECT jsonb_build_object('type', type, 'status', status) FROM event
            WHERE bucket = :bucket AND closure_id = :closure AND type NOT LIKE 'submission.%' AND type <> 'channel.updated'
              AND NOT coalesce((data ->> 'round')::integer IN (SELECT number FROM lapsed), false) ORDER BY number""",
            "told of channels", """
            SELECT DISTINCT ON (data ->> 'participant') jsonb_build_object('by', data ->> 'participant', 'status', data ->> 'status')
            FROM event WHERE bucket = :bucket AND closure_id = :closure AND type = 'channel.updated'
            ORDER BY data ->> 'participant', number DESC""",
            "updates", """
            SELECT jsonb_build_object('by', participant, 'mode', mode, 'status', status, 'due', due_at IS NOT NULL,
              'readable', wrapped_key IS NOT NULL) FROM channel_update WHERE bucket = :bucket AND closure_id = :closure
            ORDER BY participant"""));

    private Remains() {}

    /** Where everything of a closure lies: over several servers, what names a bucket is asked of one of them. */
    private record Place(short bucket, UUID closure) {

        static Place of(SessionId session, DatabaseClient client) {
            return client.sql("SELECT bucket, id FROM closure WHERE session_id = :session")
                    .bind("session", session.hex())
                    .map(row -> new Place(
                            Objects.requireNonNull(row.get("bucket", Short.class)),
                            Objects.requireNonNull(row.get("id", UUID.class))))
                    .one()
                    .block(Duration.ofSeconds(20));
        }
    }

    static String of(SessionId session, Stage stage) {
        DatabaseClient client = stage.rows();
        StringBuilder all = new StringBuilder();
        Place place = Place.of(session, client);
        QUERIES.forEach((name, query) -> {
            List<String> rows = client.sql(LAPSED + query)
                    .bind("bucket", place.bucket())
                    .bind("closure", place.closure())
                    .map(row -> row.get(0, io.r2dbc.postgresql.codec.Json.class).asString())
                    .all()
                    .collectList()
                    .block(Duration.ofSeconds(20));
            all.append(name).append('\n');
            rows.forEach(row -> all.append("  ").append(row).append('\n'));
        });
        all.append("executed\n");
        stage.node()
                .executed(session)
                .forEach(each -> all.append("  ").append(each).append('\n'));
        all.append("payments ").append(stage.node().payments(session)).append('\n');
        return all.toString();
    }

    /** Who is asked for a signature for its channel. */
    static List<String> asked(Stage stage, SessionId session) {
        return stage.rows()
                .sql("""
                        SELECT participant FROM channel_update WHERE status = 'WAITING_SIGNATURE'
                        AND closure_id = (SELECT id FROM closure WHERE session_id = :session)
                        """)
                .bind("session", session.hex())
                .map(row -> row.get(0, String.class))
                .all()
                .collectList()
                .block(Duration.ofSeconds(20));
    }
}

package dev.epilogue.credential.participant;

import dev.epilogue.journal.Retained;
import dev.epilogue.journal.RetentionSettings;
import dev.epilogue.store.Whole;
import java.time.Duration;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Sessions, codes and texts that nobody can use any more. Links stay with their closure: who was let in, and when, is asked later. */
@Component
class Leftovers implements Retained {

    /** Nobody is told that one is over any other than that it is unknown. */
    private static final Duration KEPT = Duration.ofHours(1);

    private final DatabaseClient database;

    Leftovers(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public String what() {
        return "participants' sessions";
    }

    @Override
    public Duration keep(RetentionSettings settings) {
        return KEPT;
    }

    @Override
    public Mono<Long> prune(Duration keep, int batch) {
        return Whole.one(database.sql("""
                        WITH sessions AS (
                          DELETE FROM access_session WHERE hash IN (
                            SELECT hash FROM access_session WHERE until < now() - CAST(:keep AS interval)
                            ORDER BY until LIMIT :batch FOR UPDATE SKIP LOCKED) RETURNING 1),
                        codes AS (
                          DELETE FROM access_handover WHERE hash IN (
                            SELECT hash FROM access_handover WHERE expires_at < now() - CAST(:keep AS interval)
                            ORDER BY expires_at LIMIT :batch FOR UPDATE SKIP LOCKED) RETURNING 1),
                        texts AS (
                          DELETE FROM sign_in WHERE message_hash IN (
                            SELECT message_hash FROM sign_in WHERE expires_at < now() - CAST(:keep AS interval)
                            ORDER BY expires_at LIMIT :batch FOR UPDATE SKIP LOCKED) RETURNING 1)
                        SELECT greatest((SELECT count(*) FROM sessions), (SELECT count(*) FROM codes),
                          (SELECT count(*) FROM texts)) AS most
                        """)
                .bind("keep", keep.toString())
                .bind("batch", batch)
                .map(row -> LinkStore.required(row, "most", Long.class))
                .one());
    }
}

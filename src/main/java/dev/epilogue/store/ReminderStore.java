package dev.epilogue.store;

import dev.epilogue.closure.Closure;
import dev.epilogue.closure.Reminders;
import java.time.Instant;
import java.util.Objects;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** What participants were reminded of: the closure's own events say it. */
@Repository
public class ReminderStore {

    private static final String TOLD = """
            SELECT coalesce(max(CAST(e.data ->> 'part' AS int)) FILTER (WHERE e.type = 'closure.reminder'
                     AND CAST(e.data ->> 'round' AS int) = :round AND (x.at IS NULL OR e.at > x.at)), 0) AS part, max(x.at) AS extended
            FROM (SELECT max(o.at) AS at FROM event o
                  WHERE o.bucket = :bucket AND o.closure_id = :id AND o.tenant = :tenant AND o.type = 'closure.extended') x
              LEFT JOIN event e ON e.bucket = :bucket AND e.closure_id = :id AND e.tenant = :tenant AND e.type = 'closure.reminder'
            """;

    private final DatabaseClient database;

    ReminderStore(DatabaseClient database) {
        this.database = database;
    }

    public Mono<Reminders.Told> told(Closure closure) {
        return Whole.one(database.sql(TOLD)
                .bind("bucket", closure.id().bucket().number())
                .bind("id", closure.id().uuid())
                .bind("tenant", closure.tenant().value())
                .bind("round", closure.round().number())
                .map(row -> new Reminders.Told(
                        Objects.requireNonNull(row.get("part", Integer.class)), row.get("extended", Instant.class)))
                .one());
    }
}

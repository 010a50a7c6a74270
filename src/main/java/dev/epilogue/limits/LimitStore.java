package dev.epilogue.limits;

import dev.epilogue.store.Whole;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** What is left of each limit for all instances together, by the database's clock. */
@Repository
class LimitStore {

    private final DatabaseClient database;

    LimitStore(DatabaseClient database) {
        this.database = database;
    }

    /** What an instance gave since it last told. */
    record Taken(String key, long tokens, Rate rate) {}

    /**
     * Tells what was taken here and answers what is left of it, by key. In the order of keys, so that two instances never wait for each
     * other.
     */
    Mono<Map<String, Double>> exchange(List<Taken> taken) {
        return Whole.one(database.sql("""
                        INSERT INTO rate_limit AS r (key, tokens, filled_at, burst, per_second)
                        SELECT t.key, t.burst - t.taken, now(), t.burst, t.per_second
                        FROM unnest(CAST(:keys AS text[]), CAST(:taken AS bigint[]), CAST(:bursts AS integer[]),
                          CAST(:paces AS integer[])) AS t(key, taken, burst, per_second)
                        ORDER BY t.key
                        ON CONFLICT (key) DO UPDATE SET
                          tokens = LEAST(EXCLUDED.burst, r.tokens
                            + EXCLUDED.per_second * GREATEST(0, EXTRACT(epoch FROM now() - r.filled_at)))
                            - (EXCLUDED.burst - EXCLUDED.tokens),
                          filled_at = GREATEST(now(), r.filled_at),
                          burst = EXCLUDED.burst,
                          per_second = EXCLUDED.per_second
                        RETURNING key, tokens
                        """)
                .bind("keys", taken.stream().map(Taken::key).toArray(String[]::new))
                .bind("taken", taken.stream().map(Taken::tokens).toArray(Long[]::new))
                .bind("bursts", taken.stream().map(each -> each.rate().burst()).toArray(Integer[]::new))
                .bind(
                        "paces",
                        taken.stream().map(each -> each.rate().perSecond()).toArray(Integer[]::new))
                .map(row -> Map.entry(
                        Objects.requireNonNull(row.get("key", String.class)),
                        Objects.requireNonNull(row.get("tokens", Double.class))))
                .all()
                .collectMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** Full buckets are as good as none. */
    Mono<Long> removeFull() {
        return Whole.one(database.sql("""
                        DELETE FROM rate_limit
                        WHERE filled_at < now() - make_interval(secs => (burst - tokens) / per_second + 60)
                        """).fetch().rowsUpdated());
    }
}

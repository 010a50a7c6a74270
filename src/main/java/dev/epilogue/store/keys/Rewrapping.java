package dev.epilogue.store.keys;

import dev.epilogue.signing.ClosureVault;
import dev.epilogue.signing.VaultException;
import dev.epilogue.store.Whole;
import io.r2dbc.spi.Readable;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Wraps anew what an older master key wraps. A table is gone through by its pages, so that no statement is long and no index is
 * needed; a row is written only if its key is still the one that was read. Who writes the row meanwhile keeps the key, and the row is
 * found by the next pass.
 */
@Component
public class Rewrapping {

    private static final int PAGES = 128;

    /** In base64 so many characters say under which master key: one byte of format and eight of id. */
    private static final int PREFIX = 12;

    private final DatabaseClient database;
    private final ClosureVault vault;
    private final List<WrappedKeys> tables;

    Rewrapping(DatabaseClient database, ClosureVault vault, List<WrappedKeys> tables) {
        this.database = database;
        this.vault = vault;
        this.tables = tables;
    }

    List<WrappedKeys> tables() {
        return tables;
    }

    /** How many keys each master key wraps, by its id. */
    public Mono<Map<String, Long>> count() {
        return Flux.fromIterable(tables)
                .concatMap(table -> Whole.many(database.sql("""
                                SELECT min(wrapped_key) AS one, count(*) AS keys FROM %s
                                WHERE wrapped_key IS NOT NULL GROUP BY substr(wrapped_key, 1, %d)
                                """.formatted(table.table(), PREFIX))
                        .map(row -> Map.entry(
                                ClosureVault.masterKeyId(key(row, "one")),
                                Objects.requireNonNull(row.get("keys", Long.class))))
                        .all()))
                .collect(TreeMap<String, Long>::new, (sums, one) -> sums.merge(one.getKey(), one.getValue(), Long::sum))
                .map(sums -> (Map<String, Long>) sums);
    }

    /** One pass over everything; how many keys were wrapped anew. */
    public Mono<Long> pass() {
        return Flux.fromIterable(tables)
                .concatMap(table -> pages(table)
                        .flatMapMany(pages -> Flux.range(0, (pages + PAGES - 1) / PAGES))
                        .concatMap(part -> part(table, part * PAGES), 1))
                .reduce(0L, Long::sum);
    }

    private Mono<Integer> pages(WrappedKeys table) {
        return Whole.one(database.sql(
                        "SELECT CAST(pg_relation_size(CAST(:table AS regclass)) / current_setting('block_size')::int AS int) AS pages")
                .bind("table", table.table())
                .map(row -> Objects.requireNonNull(row.get("pages", Integer.class)))
                .one());
    }

    private record Fresh(String place, String old, String key) {}

    private Mono<Long> part(WrappedKeys table, int from) {
        return Whole.many(database.sql("""
                                SELECT CAST(ctid AS text) AS place, wrapped_key, %s FROM %s
                                WHERE ctid >= CAST(:from AS tid) AND ctid < CAST(:to AS tid)
                                  AND wrapped_key IS NOT NULL AND substr(wrapped_key, 1, %d) <> :current
                                """.formatted(String.join(", ", table.columns()), table.table(), PREFIX))
                        .bind("from", "(%d,0)".formatted(from))
                        .bind("to", "(%d,0)".formatted(from + PAGES))
                        .bind(
                                "current",
                                text(vault.newWrappedKey(new UUID(0, 0))).substring(0, PREFIX))
                        .map(row -> fresh(table, row))
                        .all())
                .flatMap(Mono::justOrEmpty)
                .collectList()
                .flatMap(fresh -> fresh.isEmpty() ? Mono.just(0L) : write(table, fresh));
    }

    /** Nothing where its master key is not configured: that is counted, and told by the count. */
    private Optional<Fresh> fresh(WrappedKeys table, Readable row) {
        try {
            return Optional.of(new Fresh(
                    string(row, "place"),
                    string(row, "wrapped_key"),
                    text(vault.rewrap(table.owner(row), key(row, "wrapped_key")))));
        } catch (VaultException unknown) {
            return Optional.empty();
        }
    }

    private Mono<Long> write(WrappedKeys table, List<Fresh> fresh) {
        return Whole.one(database.sql("""
                        UPDATE %s t SET wrapped_key = f.key
                        FROM unnest(CAST(:places AS text[]), CAST(:old AS text[]), CAST(:keys AS text[])) AS f(place, old, key)
                        WHERE t.ctid = CAST(f.place AS tid) AND t.wrapped_key = f.old
                        """.formatted(table.table()))
                .bind("places", fresh.stream().map(Fresh::place).toArray(String[]::new))
                .bind("old", fresh.stream().map(Fresh::old).toArray(String[]::new))
                .bind("keys", fresh.stream().map(Fresh::key).toArray(String[]::new))
                .fetch()
                .rowsUpdated());
    }

    private static byte[] key(Readable row, String column) {
        return Base64.getDecoder().decode(string(row, column));
    }

    private static String string(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, String.class));
    }

    private static String text(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}

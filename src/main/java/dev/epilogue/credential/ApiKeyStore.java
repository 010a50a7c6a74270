package dev.epilogue.credential;

import dev.epilogue.access.Scope;
import dev.epilogue.closure.TenantId;
import dev.epilogue.store.Whole;
import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The keys' rows. What ends a key tells every instance so in the same transaction. */
@Repository
public class ApiKeyStore {

    private static final String COLUMNS =
            "id, tenant, name, hash, scopes, created_at, expires_at, last_used_at, revoked_at";

    private static final String ONCE =
            "ON CONFLICT (tenant, asked_key) WHERE asked_key IS NOT NULL DO NOTHING RETURNING ";

    private final DatabaseClient database;

    public ApiKeyStore(DatabaseClient database) {
        this.database = database;
    }

    /** A key with what is kept of its secret. */
    record Kept(ApiKey key, byte[] hash) {}

    /** What a new key is to be. */
    public record Wanted(
            TenantId tenant,
            String name,
            Set<Scope> scopes,
            @Nullable Instant expiresAt) {}

    /** Empty where there is no such key. Remembers the hour of the use, once an hour. */
    Mono<Kept> use(String id) {
        return find(id).delayUntil(kept -> used(kept.key().tenant(), id));
    }

    private Mono<Kept> find(String id) {
        return Whole.one(database.sql("SELECT " + COLUMNS + " FROM api_key WHERE id = :id")
                .bind("id", id)
                .map(row -> new Kept(key(row), Objects.requireNonNull(row.get("hash", byte[].class))))
                .one());
    }

    private Mono<Long> used(TenantId tenant, String id) {
        return Whole.one(database.sql("""
                        UPDATE api_key SET last_used_at = date_trunc('hour', now())
                        WHERE tenant = :tenant AND id = :id AND revoked_at IS NULL
                          AND (last_used_at IS NULL OR last_used_at < date_trunc('hour', now()))
                        """)
                .bind("tenant", tenant.value())
                .bind("id", id)
                .fetch()
                .rowsUpdated());
    }

    Flux<ApiKey> ofTenant(TenantId tenant) {
        return Whole.many(
                database.sql("SELECT " + COLUMNS + " FROM api_key WHERE tenant = :tenant ORDER BY created_at DESC, id")
                        .bind("tenant", tenant.value())
                        .map(ApiKeyStore::key)
                        .all());
    }

    Mono<ApiKey> find(TenantId tenant, String id) {
        return Whole.one(database.sql("SELECT " + COLUMNS + " FROM api_key WHERE tenant = :tenant AND id = :id")
                .bind("tenant", tenant.value())
                .bind("id", id)
                .map(ApiKeyStore::key)
                .one());
    }

    /** Empty where one was made already under the key of what is asked. */
    Mono<ApiKey> create(String id, byte[] hash, Wanted wanted, @Nullable Asked asked) {
        var insert = asked(asked, database.sql("""
                        INSERT INTO api_key (id, tenant, name, hash, scopes, expires_at, asked_key, asked)
                        VALUES (:id, :tenant, :name, :hash, :scopes, :expiresAt, :askedKey, :asked)
                        """ + ONCE + COLUMNS))
                .bind("id", id)
                .bind("tenant", wanted.tenant().value())
                .bind("name", wanted.name())
                .bind("hash", hash)
                .bind("scopes", names(wanted.scopes()));
        Instant end = wanted.expiresAt();
        return Whole.one((end == null ? insert.bindNull("expiresAt", Instant.class) : insert.bind("expiresAt", end))
                .map(ApiKeyStore::key)
                .one());
    }

    /**
     * A key in place of another that lives on for a while, with its name, its scopes and its length of life. Empty where there is none
     * that stands, or was made already under the key of what is asked.
     */
    Mono<ApiKey> rotate(TenantId tenant, String old, String id, byte[] hash, Duration overlap, @Nullable Asked asked) {
        return Whole.one(asked(asked, database.sql("""
                        WITH old AS (
                          SELECT id, name, scopes, created_at, expires_at FROM api_key
                          WHERE tenant = :tenant AND id = :old AND revoked_at IS NULL
                            AND (expires_at IS NULL OR expires_at > now()) FOR UPDATE),
                        ending AS (
                          UPDATE api_key k SET expires_at = least(k.expires_at, now() + CAST(:overlap AS interval)) FROM old
                          WHERE k.tenant = :tenant AND k.id = old.id RETURNING k.id),
                        told AS (SELECT pg_notify('epilogue_forget', 'key:' || id) FROM ending)
                        INSERT INTO api_key (id, tenant, name, hash, scopes, expires_at, asked_key, asked)
                        SELECT :id, :tenant, name, :hash, scopes, CASE WHEN expires_at IS NOT NULL
                          THEN least(now() + (expires_at - created_at), timestamptz '9999-12-31 23:59:59Z') END, :askedKey, :asked
                        FROM old WHERE (SELECT count(*) FROM told) > 0
                        """ + ONCE + COLUMNS))
                .bind("tenant", tenant.value())
                .bind("old", old)
                .bind("overlap", overlap.toString())
                .bind("id", id)
                .bind("hash", hash)
                .map(ApiKeyStore::key)
                .one());
    }

    /**
     * What was made under this key before. Whoever asks again has not got it, or it would be in use: its secret becomes another one then,
     * for the one that was lost is kept nowhere.
     */
    Mono<Again> again(TenantId tenant, Asked asked, byte[] hash) {
        return Whole.one(asked(
                        asked,
                        database.sql("""
                        WITH given AS (
                          UPDATE api_key SET hash = :hash
                          WHERE tenant = :tenant AND asked_key = :askedKey AND asked = :asked
                            AND last_used_at IS NULL AND revoked_at IS NULL RETURNING id)
                        SELECT asked = :asked AS same, EXISTS (SELECT 1 FROM given) AS given,
                        """ + COLUMNS + " FROM api_key WHERE tenant = :tenant AND asked_key = :askedKey"))
                .bind("tenant", tenant.value())
                .bind("hash", hash)
                .map(row -> new Again(key(row), truth(row, "same"), truth(row, "given")))
                .one());
    }

    /**
     * @param same whether the same was meant
     * @param given whether its secret is now the one that was offered
     */
    record Again(ApiKey key, boolean same, boolean given) {}

    private static GenericExecuteSpec asked(@Nullable Asked asked, GenericExecuteSpec statement) {
        return asked == null
                ? statement.bindNull("askedKey", String.class).bindNull("asked", String.class)
                : statement.bind("askedKey", asked.key()).bind("asked", asked.meaning());
    }

    private static boolean truth(Readable row, String column) {
        return Boolean.TRUE.equals(row.get(column, Boolean.class));
    }

    /** Whether there was one that had not been revoked yet. */
    Mono<Boolean> revoke(TenantId tenant, String id) {
        return Whole.one(database.sql("""
                        WITH gone AS (
                          UPDATE api_key SET revoked_at = now() WHERE tenant = :tenant AND id = :id AND revoked_at IS NULL
                          RETURNING id)
                        SELECT pg_notify('epilogue_forget', 'key:' || id) FROM gone
                        """)
                        .bind("tenant", tenant.value())
                        .bind("id", id)
                        .map(row -> true)
                        .one())
                .defaultIfEmpty(false);
    }

    /** Whether anybody could get in with a key at all. */
    Mono<Boolean> any() {
        return Whole.one(database.sql("""
                        SELECT EXISTS (SELECT 1 FROM api_key
                          WHERE revoked_at IS NULL AND (expires_at IS NULL OR expires_at > now())) AS any
                        """)
                .map(row -> Boolean.TRUE.equals(row.get("any", Boolean.class)))
                .one());
    }

    private static ApiKey key(Readable row) {
        String[] scopes = Objects.requireNonNull(row.get("scopes", String[].class));
        return new ApiKey(
                text(row, "id"),
                new TenantId(text(row, "tenant")),
                text(row, "name"),
                Arrays.stream(scopes)
                        .map(Scope::ofWireName)
                        .flatMap(Optional::stream)
                        .collect(Collectors.toSet()),
                Objects.requireNonNull(row.get("created_at", Instant.class)),
                row.get("expires_at", Instant.class),
                row.get("last_used_at", Instant.class),
                row.get("revoked_at", Instant.class));
    }

    private static String[] names(Set<Scope> scopes) {
        return scopes.stream().map(Scope::wireName).sorted().toArray(String[]::new);
    }

    private static String text(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, String.class), column);
    }
}

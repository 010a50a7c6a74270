package dev.epilogue.credential.participant;

import dev.epilogue.closure.ClosureId;
import dev.epilogue.closure.TenantId;
import dev.epilogue.credential.Asked;
import dev.epilogue.store.Whole;
import dev.epilogue.value.Address;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Links, within the tenant that made them; by their token, whoever holds it. */
@Repository
public class LinkStore {

    private static final String COLUMNS =
            "l.id, l.participant, l.reusable, l.created_at, l.expires_at, l.first_used_at, l.revoked_at";

    /** Those who make one at the same moment do not count each other's: the limit is against floods. */
    private static final String MAKE = """
            INSERT INTO access_link AS l (bucket, closure_id, id, tenant, participant, hash, reusable, created_at, expires_at,
              asked_key, asked)
            SELECT c.bucket, c.id, :id, c.tenant, :participant, :hash, :reusable, now(), :until, :askedKey, :asked FROM closure c
            WHERE c.bucket = :bucket AND c.id = :closure AND c.tenant = :tenant
              AND (SELECT count(*) FROM access_link o WHERE o.bucket = :bucket AND o.closure_id = c.id
                AND o.participant = :participant AND o.revoked_at IS NULL AND o.expires_at > now()) < :most
            ON CONFLICT (bucket, closure_id, tenant, asked_key) WHERE asked_key IS NOT NULL DO NOTHING
            RETURNING %s
            """.formatted(COLUMNS);

    /** Whoever asks again has not got the link, or it would have been opened: it gets another token then. */
    private static final String AGAIN = """
            WITH given AS (
              UPDATE access_link SET hash = :hash
              WHERE bucket = :bucket AND closure_id = :closure AND tenant = :tenant AND asked_key = :askedKey AND asked = :asked
                AND first_used_at IS NULL AND revoked_at IS NULL RETURNING id)
            SELECT l.asked = :asked AS same, EXISTS (SELECT 1 FROM given) AS given, %s FROM access_link l
            WHERE l.bucket = :bucket AND l.closure_id = :closure AND l.tenant = :tenant AND l.asked_key = :askedKey
            """.formatted(COLUMNS);

    /** Sessions and codes that came of it end with it, in the same statement. */
    private static final String REVOKE = """
            WITH revoked AS (
              UPDATE access_link l SET revoked_at = coalesce(l.revoked_at, clock.at) FROM (SELECT now() AS at) clock
              WHERE l.bucket = :bucket AND l.closure_id = :closure AND l.tenant = :tenant AND l.id = :id
              RETURNING l.bucket, l.closure_id, l.id),
            sessions AS (
              DELETE FROM access_session s USING revoked r
              WHERE s.bucket = r.bucket AND s.closure_id = r.closure_id AND s.link_id = r.id),
            codes AS (
              DELETE FROM access_handover h USING revoked r
              WHERE h.bucket = r.bucket AND h.closure_id = r.closure_id AND h.link_id = r.id)
            SELECT id FROM revoked
            """;

    private static final String OPENED = """
            SELECT EXISTS (SELECT 1 FROM event e WHERE e.bucket = :bucket AND e.closure_id = :closure
              AND e.type = 'participant.opened' AND e.data ->> 'participant' = :participant) AS opened
            """;

    private final DatabaseClient database;

    LinkStore(DatabaseClient database) {
        this.database = database;
    }

    /**
     * A link as its token found it.
     *
     * @param until its end: its own, or that of what it opens
     * @param stands whether it lets anybody in now
     */
    public record Found(TenantId tenant, ClosureId closure, Link link, Instant until, boolean stands) {}

    /** Empty where the participant has the most links already that live, or was made one already under the key of what is asked. */
    public Mono<Link> make(TenantId tenant, Link link, LinkToken token, int most, @Nullable Asked asked) {
        GenericExecuteSpec make = of(MAKE, tenant, token.closure());
        return Whole.one((asked == null
                        ? make.bindNull("askedKey", String.class).bindNull("asked", String.class)
                        : make.bind("askedKey", asked.key()).bind("asked", asked.meaning()))
                .bind("id", link.id())
                .bind("participant", link.participant().checksummed())
                .bind("hash", token.hash())
                .bind("reusable", link.reusable())
                .bind("until", link.expiresAt())
                .bind("most", most)
                .map(LinkStore::link)
                .one());
    }

    /**
     * What was made under a key before.
     *
     * @param same whether the same was meant
     * @param given whether it is opened by the token now that was offered
     */
    public record Again(Link link, boolean same, boolean given) {}

    public Mono<Again> again(TenantId tenant, Asked asked, LinkToken token) {
        return Whole.one(of(AGAIN, tenant, token.closure())
                .bind("askedKey", asked.key())
                .bind("asked", asked.meaning())
                .bind("hash", token.hash())
                .map(row -> new Again(
                        link(row), required(row, "same", Boolean.class), required(row, "given", Boolean.class)))
                .one());
    }

    /** Newest first. */
    public Flux<Link> all(TenantId tenant, ClosureId closure) {
        return Whole.many(of("SELECT " + COLUMNS + """
                                 FROM access_link l
                                WHERE l.bucket = :bucket AND l.closure_id = :closure AND l.tenant = :tenant
                                ORDER BY l.created_at DESC, l.id DESC LIMIT 1000
                                """, tenant, closure)
                .map(LinkStore::link)
                .all());
    }

    /** Empty where there is none, or it is revoked. */
    public Mono<Link> renew(TenantId tenant, ClosureId closure, UUID id, Instant until) {
        return Whole.one(of("""
                        UPDATE access_link l SET expires_at = :until
                        WHERE l.bucket = :bucket AND l.closure_id = :closure AND l.tenant = :tenant AND l.id = :id
                          AND l.revoked_at IS NULL RETURNING %s
            """.formatted(COLUMNS), tenant, closure)
                .bind("id", id)
                .bind("until", until)
                .map(LinkStore::link)
                .one());
    }

    /** False where there is none. */
    public Mono<Boolean> revoke(TenantId tenant, ClosureId closure, UUID id) {
        return Whole.one(of(REVOKE, tenant, closure).bind("id", id).fetch().one())
                .map(revoked -> true)
                .defaultIfEmpty(false);
    }

    /** Empty where nobody was given this token. */
    public Mono<Found> find(LinkToken token) {
        return Whole.one(database.sql("SELECT l.tenant, " + COLUMNS + """
                                , c.reopenable_until, now() AS at
                                FROM access_link l JOIN closure c ON c.bucket = l.bucket AND c.id = l.closure_id
                                WHERE l.bucket = :bucket AND l.closure_id = :closure AND l.hash = :hash
                                """)
                .bind("bucket", token.closure().bucket().number())
                .bind("closure", token.closure().uuid())
                .bind("hash", token.hash())
                .map(row -> found(row, token.closure()))
                .one());
    }

    /** Notes the first time. */
    public Mono<Void> used(LinkToken token) {
        return Whole.one(database.sql("""
                        UPDATE access_link SET first_used_at = now()
                        WHERE bucket = :bucket AND closure_id = :closure AND hash = :hash AND first_used_at IS NULL
                        """)
                .bind("bucket", token.closure().bucket().number())
                .bind("closure", token.closure().uuid())
                .bind("hash", token.hash())
                .fetch()
                .rowsUpdated()
                .then());
    }

    /** Whether the link still lets in whom it has let in. */
    public Mono<Boolean> stands(ClosureId closure, UUID id) {
        return Whole.one(database.sql("""
                        SELECT 1 AS one FROM access_link l JOIN closure c ON c.bucket = l.bucket AND c.id = l.closure_id
                        WHERE l.bucket = :bucket AND l.closure_id = :closure AND l.id = :id AND l.revoked_at IS NULL
                          AND l.expires_at > now() AND (c.reopenable_until IS NULL OR c.reopenable_until > now())
                        """)
                .bind("bucket", closure.bucket().number())
                .bind("closure", closure.uuid())
                .bind("id", id)
                .fetch()
                .one()
                .hasElement());
    }

    /** Whether it is on record that the participant has opened a link of the closure. */
    public Mono<Boolean> opened(ClosureId closure, Address participant) {
        return Whole.one(database.sql(OPENED)
                .bind("bucket", closure.bucket().number())
                .bind("closure", closure.uuid())
                .bind("participant", participant.checksummed())
                .map(row -> required(row, "opened", Boolean.class))
                .one());
    }

    private GenericExecuteSpec of(String sql, TenantId tenant, ClosureId closure) {
        return database.sql(sql)
                .bind("bucket", closure.bucket().number())
                .bind("closure", closure.uuid())
                .bind("tenant", tenant.value());
    }

    private static Found found(Readable row, ClosureId closure) {
        Link link = link(row);
        Instant now = required(row, "at", Instant.class);
        Instant until = Optional.ofNullable(row.get("reopenable_until", Instant.class))
                .filter(end -> end.isBefore(link.expiresAt()))
                .orElse(link.expiresAt());
        boolean stands = link.revokedAt() == null && until.isAfter(now);
        return new Found(new TenantId(required(row, "tenant", String.class)), closure, link, until, stands);
    }

    private static Link link(Readable row) {
        return new Link(
                required(row, "id", UUID.class),
                Address.parse(required(row, "participant", String.class)),
                required(row, "reusable", Boolean.class),
                required(row, "created_at", Instant.class),
                required(row, "expires_at", Instant.class),
                row.get("first_used_at", Instant.class),
                row.get("revoked_at", Instant.class));
    }

    static <T> T required(Readable row, String column, Class<T> type) {
        return Objects.requireNonNull(row.get(column, type), column);
    }
}

package dev.epilogue.credential.participant;

import static dev.epilogue.credential.participant.LinkStore.required;

import dev.epilogue.closure.ClosureId;
import dev.epilogue.closure.TenantId;
import dev.epilogue.credential.participant.Session.Opens;
import dev.epilogue.store.Whole;
import dev.epilogue.value.Address;
import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Sessions of participants. Every exchange makes one of its own, with a token that nobody knew before. */
@Repository
public class SessionStore {

    static final String COLUMNS = "s.id, s.wallet, s.tenant, s.closure_id, s.link_id, s.created_at, s.seen_at, s.until";

    /** A link's sessions last as long as its closure can come back, a wallet's for as long as they are used. */
    private static final String STANDS = """
            s.until > now() AND (s.kind = 'LINK' OR s.seen_at > now() - CAST(:idle AS interval))
              AND (c.reopenable_until IS NULL OR c.reopenable_until > now())
            """;

    private static final String FROM =
            " FROM access_session s LEFT JOIN closure c ON c.bucket = s.bucket AND c.id = s.closure_id ";

    /** A link for one use is used by whoever comes first. */
    private static final String OF_LINK = """
            WITH first AS (
              UPDATE access_link l SET first_used_at = now()
              WHERE l.bucket = :bucket AND l.closure_id = :closure AND l.hash = :linkHash AND l.revoked_at IS NULL
                AND l.expires_at > now() AND l.first_used_at IS NULL
              RETURNING l.id)
            INSERT INTO access_session AS s
              (hash, id, kind, wallet, tenant, bucket, closure_id, link_id, created_at, seen_at, until)
            SELECT :hash, :id, 'LINK', l.participant, l.tenant, l.bucket, l.closure_id, l.id, now(), now(), l.expires_at
            FROM access_link l
            WHERE l.bucket = :bucket AND l.closure_id = :closure AND l.hash = :linkHash AND l.revoked_at IS NULL
              AND l.expires_at > now() AND (l.reusable OR EXISTS (SELECT 1 FROM first))
            RETURNING %s
            """.formatted(COLUMNS);

    private static final String OF_WALLET = """
            INSERT INTO access_session AS s (hash, id, kind, wallet, created_at, seen_at, until)
            VALUES (:hash, :id, 'WALLET', :wallet, now(), now(), now() + CAST(:longest AS interval))
            RETURNING %s
            """.formatted(COLUMNS);

    private final DatabaseClient database;
    private final SessionSettings settings;

    SessionStore(DatabaseClient database, SessionSettings settings) {
        this.database = database;
        this.settings = settings;
    }

    /** Empty where the link does not stand, or was for one use and is used. */
    public Mono<Session> ofLink(LinkToken link, SessionToken token) {
        return Whole.one(database.sql(OF_LINK)
                .bind("bucket", link.closure().bucket().number())
                .bind("closure", link.closure().uuid())
                .bind("linkHash", link.hash())
                .bind("hash", token.hash())
                .bind("id", UUID.randomUUID())
                .map(SessionStore::session)
                .one());
    }

    public Mono<Session> ofWallet(Address wallet, SessionToken token) {
        return Whole.one(database.sql(OF_WALLET)
                .bind("hash", token.hash())
                .bind("id", UUID.randomUUID())
                .bind("wallet", wallet.checksummed())
                .bind("longest", settings.longest().toString())
                .map(SessionStore::session)
                .one());
    }

    /** Empty where it does not stand. Notes now and then that it was used. */
    public Mono<Session> find(SessionToken token) {
        return Whole.one(database.sql(
                                "SELECT " + COLUMNS + ", now() AS at" + FROM + "WHERE s.hash = :hash AND " + STANDS)
                        .bind("hash", token.hash())
                        .bind("idle", settings.idle().toString())
                        .map(row -> new Used(session(row), required(row, "at", Instant.class)))
                        .one())
                .flatMap(used ->
                        stale(used) ? seen(used.session().id()).thenReturn(used.session()) : Mono.just(used.session()));
    }

    /** Whether it still stands. Being looked at is no use of it. */
    public Mono<Boolean> stands(UUID id) {
        return Whole.one(database.sql("SELECT s.id" + FROM + "WHERE s.id = :id AND " + STANDS)
                .bind("id", id)
                .bind("idle", settings.idle().toString())
                .fetch()
                .one()
                .hasElement());
    }

    /** A wallet's sessions that stand, newest first. */
    public Flux<Session> all(Address wallet) {
        return Whole.many(
                database.sql("SELECT " + COLUMNS + FROM + "WHERE s.wallet = :wallet AND s.kind = 'WALLET' AND " + STANDS
                                + "ORDER BY s.created_at DESC LIMIT 200")
                        .bind("wallet", wallet.checksummed())
                        .bind("idle", settings.idle().toString())
                        .map(SessionStore::session)
                        .all());
    }

    /** False where the wallet has no such session. */
    public Mono<Boolean> end(Address wallet, UUID id) {
        return Whole.one(database.sql("DELETE FROM access_session WHERE id = :id AND wallet = :wallet")
                .bind("id", id)
                .bind("wallet", wallet.checksummed())
                .fetch()
                .rowsUpdated()
                .map(gone -> gone > 0));
    }

    private record Used(Session session, Instant at) {}

    private boolean stale(Used used) {
        Duration part = settings.idle().dividedBy(12);
        return used.session().opens() == null
                && used.session().seenAt().plus(part).isBefore(used.at());
    }

    private Mono<Void> seen(UUID id) {
        return Whole.one(database.sql("UPDATE access_session SET seen_at = now() WHERE id = :id")
                .bind("id", id)
                .fetch()
                .rowsUpdated()
                .then());
    }

    static Session session(Readable row) {
        UUID link = row.get("link_id", UUID.class);
        Opens opens = link == null
                ? null
                : new Opens(
                        new TenantId(required(row, "tenant", String.class)),
                        new ClosureId(required(row, "closure_id", UUID.class)),
                        link);
        return new Session(
                required(row, "id", UUID.class),
                Address.parse(required(row, "wallet", String.class)),
                opens,
                required(row, "created_at", Instant.class),
                required(row, "seen_at", Instant.class),
                required(row, "until", Instant.class));
    }
}

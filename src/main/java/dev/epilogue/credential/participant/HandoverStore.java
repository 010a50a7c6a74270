package dev.epilogue.credential.participant;

import dev.epilogue.credential.participant.Session.Opens;
import dev.epilogue.signing.ClosureVault;
import dev.epilogue.store.Whole;
import dev.epilogue.value.Address;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** Codes that hand a link over to another browser. Each is good once. */
@Repository
public class HandoverStore {

    /** The code is gone before anybody else can come with it. */
    private static final String REDEEM = """
            WITH taken AS (DELETE FROM access_handover h WHERE h.hash = :code AND h.expires_at > now() RETURNING h.*)
            INSERT INTO access_session AS s
              (hash, id, kind, wallet, tenant, bucket, closure_id, link_id, created_at, seen_at, until)
            SELECT :hash, :id, 'LINK', t.wallet, t.tenant, t.bucket, t.closure_id, t.link_id, now(), now(), t.until FROM taken t
            RETURNING %s
            """.formatted(SessionStore.COLUMNS);

    private final DatabaseClient database;
    private final ClosureVault vault;

    HandoverStore(DatabaseClient database, ClosureVault vault) {
        this.database = database;
        this.vault = vault;
    }

    /**
     * Nothing is stored where the link is revoked by now.
     *
     * @param until the end of the session that the code becomes
     * @return when the code itself is over
     */
    public Mono<Instant> offer(HandoverCode code, Opens opens, Address wallet, Instant until, Duration lifetime) {
        return Whole.one(database.sql("""
                        INSERT INTO access_handover AS h (hash, bucket, closure_id, link_id, tenant, wallet, until, expires_at)
                        SELECT :hash, l.bucket, l.closure_id, l.id, l.tenant, :wallet, :until,
                          least(now() + CAST(:lifetime AS interval), :until)
                        FROM access_link l WHERE l.bucket = :bucket AND l.closure_id = :closure AND l.id = :link
                          AND l.tenant = :tenant AND l.revoked_at IS NULL
                        RETURNING h.expires_at
                        """)
                .bind("hash", hash(code))
                .bind("wallet", wallet.checksummed())
                .bind("until", until)
                .bind("lifetime", lifetime.toString())
                .bind("bucket", opens.closure().bucket().number())
                .bind("closure", opens.closure().uuid())
                .bind("link", opens.link())
                .bind("tenant", opens.tenant().value())
                .map(row -> LinkStore.required(row, "expires_at", Instant.class))
                .one());
    }

    /** Empty where the code is unknown, used, or too old. */
    public Mono<Session> redeem(HandoverCode code, SessionToken token) {
        return Whole.one(database.sql(REDEEM)
                .bind("code", hash(code))
                .bind("hash", token.hash())
                .bind("id", UUID.randomUUID())
                .map(SessionStore::session)
                .one());
    }

    /** Keyed: there are few enough codes for trying them all. */
    String hash(HandoverCode code) {
        return HexFormat.of().formatHex(vault.keyedHash("hand-over", code.plain()));
    }
}

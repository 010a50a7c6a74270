package dev.epilogue.store;

import dev.epilogue.closure.ClosureId;
import dev.epilogue.closure.TenantId;
import dev.epilogue.signing.SignatureKind;
import dev.epilogue.value.Address;
import dev.epilogue.value.Hash32;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;

/** Reading what participants signed. Written only as part of a change. */
@Repository
public class SignatureStore {

    private static final Prepared OF_ROUND = Prepared.of("""
            SELECT round, payload, participant, signer, kind, digest, signature_hash, sealed, received_at, key_id, jws
            FROM signature WHERE bucket = :bucket AND closure_id = :id AND tenant = :tenant AND round = :round
              AND removed_at IS NULL ORDER BY payload, received_at, participant
            """);

    private static final Prepared OF_CLOSURE = Prepared.of("""
            SELECT round, payload, participant, signer, kind, digest, signature_hash, sealed, received_at, key_id, jws
            FROM signature WHERE bucket = :bucket AND closure_id = :id AND tenant = :tenant
            ORDER BY round, payload, received_at, participant
            """);

    private final DatabaseClient database;

    public SignatureStore(DatabaseClient database) {
        this.database = database;
    }

    /** What counts in a round, by payload and participant. */
    public Flux<StoredSignature> ofRound(TenantId tenant, ClosureId id, int round) {
        return OF_ROUND.on(database)
                .bind("bucket", id.bucket().number())
                .bind("id", id.uuid())
                .bind("tenant", tenant.value())
                .bind("round", round)
                .rows(SignatureStore::signature);
    }

    /** Everything that was ever taken, also what no longer counts. */
    public Flux<StoredSignature> ofClosure(TenantId tenant, ClosureId id) {
        return OF_CLOSURE
                .on(database)
                .bind("bucket", id.bucket().number())
                .bind("id", id.uuid())
                .bind("tenant", tenant.value())
                .rows(SignatureStore::signature);
    }

    private static StoredSignature signature(Readable row) {
        return new StoredSignature(
                ClosureRows.required(row, "round", Integer.class),
                ClosureRows.required(row, "payload", Integer.class),
                Address.parse(text(row, "participant")),
                Address.parse(text(row, "signer")),
                SignatureKind.valueOf(text(row, "kind")),
                Hash32.parse(text(row, "digest")),
                Hash32.parse(text(row, "signature_hash")),
                row.get("sealed", String.class),
                ClosureRows.required(row, "received_at", Instant.class),
                text(row, "key_id"),
                text(row, "jws"));
    }

    private static String text(Readable row, String column) {
        return ClosureRows.required(row, column, String.class);
    }
}

package dev.epilogue.store;

import dev.epilogue.closure.ClosureId;
import dev.epilogue.closure.DeclineProof;
import dev.epilogue.closure.TenantId;
import dev.epilogue.value.Address;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;

/** Reading who refused, in every round. Written only as part of a change. */
@Repository
public class DeclineStore {

    private static final Prepared OF_CLOSURE = Prepared.of("""
            SELECT round, participant, reason, declined_at, service, signature
            FROM decline WHERE bucket = :bucket AND closure_id = :id AND tenant = :tenant ORDER BY round, declined_at, participant
            """);

    private final DatabaseClient database;

    DeclineStore(DatabaseClient database) {
        this.database = database;
    }

    public Flux<StoredDecline> ofClosure(TenantId tenant, ClosureId id) {
        return OF_CLOSURE
                .on(database)
                .bind("bucket", id.bucket().number())
                .bind("id", id.uuid())
                .bind("tenant", tenant.value())
                .rows(DeclineStore::decline);
    }

    private static StoredDecline decline(Readable row) {
        String service = row.get("service", String.class);
        String signature = row.get("signature", String.class);
        return new StoredDecline(
                ClosureRows.required(row, "round", Integer.class),
                Address.parse(ClosureRows.required(row, "participant", String.class)),
                ClosureRows.required(row, "reason", String.class),
                ClosureRows.required(row, "declined_at", Instant.class),
                service == null || signature == null ? null : new DeclineProof(service, signature));
    }
}

package dev.epilogue.store;

import dev.epilogue.access.Target;
import dev.epilogue.closure.Bucket;
import dev.epilogue.closure.ClosureId;
import dev.epilogue.closure.TenantId;
import dev.epilogue.value.Address;
import dev.epilogue.value.SessionId;
import io.r2dbc.spi.Readable;
import java.util.Arrays;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** Whose a thing is, for callers that act over tenants: the only look-ups of callers that do not begin with a tenant. */
@Repository
public class Belongings {

    private final DatabaseClient database;

    Belongings(DatabaseClient database) {
        this.database = database;
    }

    /** Empty where there is no such closure. */
    public Mono<Target> closure(ClosureId id) {
        return Whole.one(database.sql("""
                        SELECT c.tenant, ARRAY[c.id] AS closures, (SELECT array_agg(p.participant) FROM closure_participant p
                          WHERE p.bucket = :bucket AND p.closure_id = c.id) AS participants
                        FROM closure c WHERE c.bucket = :bucket AND c.id = :id
                        """)
                .bind("bucket", id.bucket().number())
                .bind("id", id.uuid())
                .map(Belongings::target)
                .one());
    }

    /** What is done for one participant's channel. Empty where there is no such update. */
    public Mono<Target> channelUpdate(Bucket bucket, UUID id) {
        return Whole.one(database.sql("""
                        SELECT tenant, array_remove(ARRAY[closure_id], NULL) AS closures, ARRAY[participant] AS participants
                        FROM channel_update WHERE bucket = :bucket AND id = :id
                        """)
                .bind("bucket", bucket.number())
                .bind("id", id)
                .map(Belongings::target)
                .one());
    }

    /** Whether a closure is of this session. Empty where it is not. */
    public Mono<Target> session(SessionId session, ClosureId id) {
        return Whole.one(database.sql("""
                        SELECT c.tenant, ARRAY[c.id] AS closures, (SELECT array_agg(p.participant) FROM closure_participant p
                          WHERE p.bucket = :bucket AND p.closure_id = c.id) AS participants
                        FROM closure c WHERE c.bucket = :bucket AND c.id = :id AND c.session_id = :session
                        """)
                .bind("bucket", id.bucket().number())
                .bind("id", id.uuid())
                .bind("session", session.hex())
                .map(Belongings::target)
                .one());
    }

    /** As a participant has it, over all tenants: in the tenant of its newest closure. Empty where it takes part in none. */
    public Mono<Target> session(SessionId session, Address participant) {
        return Whole.one(database.sql("""
                        SELECT c.tenant, ARRAY[c.id] AS closures, ARRAY[p.participant] AS participants
                        FROM closure_participant p JOIN closure c ON c.bucket = p.bucket AND c.id = p.closure_id
                        WHERE p.participant = :participant AND c.session_id = :session
                        ORDER BY c.created_at DESC LIMIT 1
                        """)
                .bind("participant", participant.checksummed())
                .bind("session", session.hex())
                .map(Belongings::target)
                .one());
    }

    /** What is a wallet's own, over all tenants: in the tenant of its newest closure. Empty where it takes part in none. */
    public Mono<Target> participant(Address participant) {
        return Whole.one(database.sql("""
                        SELECT c.tenant, ARRAY[c.id] AS closures, ARRAY[p.participant] AS participants
                        FROM closure_participant p JOIN closure c ON c.bucket = p.bucket AND c.id = p.closure_id
                        WHERE p.participant = :participant
                        ORDER BY c.created_at DESC LIMIT 1
                        """)
                .bind("participant", participant.checksummed())
                .map(Belongings::target)
                .one());
    }

    private static Target target(Readable row) {
        Set<ClosureId> closures = Arrays.stream(ClosureRows.required(row, "closures", UUID[].class))
                .map(ClosureId::new)
                .collect(Collectors.toSet());
        Set<Address> participants = Arrays.stream(ClosureRows.required(row, "participants", String[].class))
                .map(Address::parse)
                .collect(Collectors.toSet());
        return Target.of(new TenantId(ClosureRows.required(row, "tenant", String.class)), closures, participants);
    }
}

package dev.epilogue.store;

import static dev.epilogue.testing.Sessions.NODE;
import static dev.epilogue.testing.Sessions.NOON;
import static dev.epilogue.testing.Sessions.alicesAndBobs;
import static dev.epilogue.testing.Sessions.asItStands;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.epilogue.closure.Change;
import dev.epilogue.closure.ClosureId;
import dev.epilogue.closure.Decision;
import dev.epilogue.closure.Lifetime;
import dev.epilogue.closure.Proposals;
import dev.epilogue.closure.TenantId;
import dev.epilogue.store.IdempotencyStore.Claim;
import dev.epilogue.testing.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;

/** Who holds a key, and what one may still do who has lost it. */
@Tag("citus")
@Tag("database")
class IdempotencyStoreTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static TestDatabase database;
    private static IdempotencyStore keys;
    private static ClosureStore closures;

    @BeforeAll
    static void connect() {
        database = TestDatabase.migrated();
        DatabaseClient client = DatabaseClient.create(database.connectionFactory());
        keys = new IdempotencyStore(client);
        closures = new ClosureStore(client, new Shards(client));
    }

    @AfterAll
    static void disconnect() {
        database.close();
    }

    @Test
    void whoHasLostItsClaimCreatesNothing() {
        Lost lost = lost("create");

        assertThatThrownBy(() -> closures.create(proposed("create"), "wrapped")
                        .contextWrite(lost.before())
                        .block(PATIENCE))
                .isInstanceOf(DataIntegrityViolationException.class);

        closures.create(proposed("create"), "wrapped")
                .contextWrite(lost.after())
                .block(PATIENCE);
        assertThat(claim("create")).isInstanceOf(Claim.Done.class);
    }

    @Test
    void whoHasLostItsClaimChangesNothing() {
        Change proposal = proposed("change");
        closures.create(proposal, "wrapped").block(PATIENCE);
        Lost lost = lost("change");
        Change cancelled = ((Decision.Changed)
                        Lifetime.cancel(proposal.after(), "changed our minds", Duration.ZERO, NOON))
                .change();

        assertThat(closures.write(cancelled, new Guard.Caller())
                        .contextWrite(lost.before())
                        .block(PATIENCE))
                .isEqualTo(Written.CONFLICT);
        assertThat(closures.write(cancelled, new Guard.Caller())
                        .contextWrite(lost.after())
                        .block(PATIENCE))
                .isEqualTo(Written.STORED);
    }

    @Test
    void whoHasLostItsClaimNeitherEndsNorReleasesIt() {
        Lost lost = lost("release");
        ClosureId elsewhere = proposed("elsewhere").after().id();

        keys.giveUp(TenantId.DEFAULT, lost.held()).block(PATIENCE);
        keys.complete(TenantId.DEFAULT, lost.held(), elsewhere).block(PATIENCE);

        assertThat(claim("release")).isEqualTo(new Claim.Running("meaning"));
    }

    @Test
    void aKeyThatIsGivenUpWhileOthersAskForItHasOneHolderAtATime() {
        List<Integer> held = Flux.range(0, 400)
                .flatMap(
                        i -> keys.claim(TenantId.DEFAULT, "contended", "meaning")
                                .flatMap(IdempotencyStoreTest::held),
                        16)
                .collectList()
                .block(PATIENCE);

        assertThat(held).isNotEmpty().containsOnly(1);
    }

    /** How many rows say that the claim holds, looked at while it does. */
    private static Mono<Integer> held(Claim claim) {
        if (!(claim instanceof Claim.Ours ours)) {
            return Mono.empty();
        }
        IdempotencyKey key = new IdempotencyKey("contended", ours.token());
        return DatabaseClient.create(database.connectionFactory())
                .sql("SELECT count(*)::int AS n FROM idempotency WHERE key = 'contended' AND token = :token")
                .bind("token", ours.token())
                .map(row -> row.get("n", Integer.class))
                .one()
                .delayUntil(n -> keys.giveUp(TenantId.DEFAULT, key));
    }

    private static Change proposed(String name) {
        return Proposals.propose(asItStands(), alicesAndBobs(name), NODE, NOON);
    }

    /** A claim, and the one that took the key over after it had been without a word for too long. */
    private record Lost(IdempotencyKey held, IdempotencyKey taken) {

        Function<Context, Context> before() {
            return IdempotencyKey.of(held.value(), held.token());
        }

        Function<Context, Context> after() {
            return IdempotencyKey.of(taken.value(), taken.token());
        }
    }

    private static Lost lost(String key) {
        IdempotencyKey held = ours(key);
        database.execute("UPDATE idempotency SET claimed_at = claimed_at - interval '%s' WHERE key = '%s'"
                .formatted(IdempotencyStore.ABANDONED.plusMillis(1), key));
        return new Lost(held, ours(key));
    }

    private static IdempotencyKey ours(String key) {
        return new IdempotencyKey(key, ((Claim.Ours) claim(key)).token());
    }

    private static Claim claim(String key) {
        return keys.claim(TenantId.DEFAULT, key, "meaning").block(PATIENCE);
    }
}

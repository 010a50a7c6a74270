package dev.epilogue.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.node.ConnectionWish;
import dev.epilogue.testing.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;

/** However many instances ask for connections at once, no more are given than the node takes from their address. */
class LinkShareStoreTest {

    private static final int LIMIT = 47;
    private static final int LEAST = 3;
    private static final String HERE = "shared";
    private static final Duration LEASE = Duration.ofSeconds(15);

    private TestDatabase database;
    private LinkShareStore store;

    @BeforeEach
    void open() {
        database = TestDatabase.migrated();
        store = new LinkShareStore(DatabaseClient.create(database.connectionFactory()));
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void oneAloneGetsWhatItWantsUpToTheLimit() {
        assertThat(renew(HERE, "one", 12)).isEqualTo(12);
        assertThat(renew(HERE, "one", 100)).isEqualTo(LIMIT);
        assertThat(renew(HERE, "one", 9)).isEqualTo(9);
    }

    @Test
    void oneThatJoinsGetsWhatItNeedsAndTheOthersMakeRoom() {
        renew(HERE, "one", 100);

        assertThat(renew(HERE, "two", 20)).isEqualTo(LEAST);
        assertThat(renew(HERE, "one", 100)).isEqualTo(LIMIT - 20);
        assertThat(renew(HERE, "two", 20)).isEqualTo(20);
    }

    @Test
    void ofWhatNotAllCanHaveEachGetsAnEqualPartAndWhatOthersLeaveOfTheirs() {
        renew(HERE, "one", 100);
        renew(HERE, "two", 100);
        renew(HERE, "modest", 6);

        assertThat(renew(HERE, "one", 100)).isEqualTo(LIMIT - LIMIT / 3 - 6);
        assertThat(renew(HERE, "two", 100)).isEqualTo(LIMIT / 3);
        assertThat(renew(HERE, "modest", 6)).isEqualTo(6);
        assertThat(renew(HERE, "one", 100)).isEqualTo(LIMIT - LIMIT / 3 - 6);
    }

    /** While some still run a release that did not say what it would like. */
    @Test
    void oneThatDoesNotSayWhatItWouldLikeKeepsWhatItHas() {
        renew(HERE, "one", 30);
        database.execute("UPDATE link_share SET holders = holders #- '{one,wanted}'");

        assertThat(renew(HERE, "two", 100)).isEqualTo(LIMIT - 30);
    }

    @Test
    void whatADeadOneHeldIsFreeWhenItsLeaseHasRunOut() {
        renew(HERE, "one", 100);
        assertThat(renew(HERE, "two", 100)).isEqualTo(LEAST);

        database.execute("""
                UPDATE link_share SET holders = jsonb_set(holders, '{one,until}', to_jsonb(now() - interval '1 second'))
                """);
        assertThat(renew(HERE, "two", 100)).isEqualTo(LIMIT);
    }

    @Test
    void whatIsGivenBackIsFreeAtOnce() {
        renew(HERE, "one", 100);
        store.giveBack(HERE, "one", "node").block();

        assertThat(renew(HERE, "two", 100)).isEqualTo(LIMIT);
    }

    @Test
    void instancesBehindOtherAddressesShareNothing() {
        renew(HERE, "one", 100);

        assertThat(renew("elsewhere", "two", 100)).isEqualTo(LIMIT);
    }

    /** Each asks again and again for anything, all at a time; whoever was given more had it from somebody who had given it up before. */
    @Test
    void theSumNeverExceedsTheLimitWhoeverAsksWhen() {
        Map<String, Integer> held = new ConcurrentHashMap<>();
        List<String> instances =
                IntStream.range(0, 6).mapToObj(number -> "instance " + number).toList();
        instances.forEach(instance -> renew(HERE, instance, LEAST));

        Flux.fromIterable(instances)
                .flatMap(
                        instance -> Flux.range(0, 40)
                                .concatMap(round -> store.renew(HERE, instance, wish(some()), LEASE), 1)
                                .doOnNext(allowed -> held.put(instance, allowed)),
                        instances.size())
                .blockLast();
        assertThat(held.values().stream().mapToInt(Integer::intValue).sum()).isLessThanOrEqualTo(LIMIT);
        assertThat(held.values()).allMatch(allowed -> allowed >= LEAST);
    }

    private static int some() {
        return ThreadLocalRandom.current().nextInt(LEAST, LIMIT);
    }

    private int renew(String address, String instance, int wanted) {
        return Objects.requireNonNull(
                store.renew(address, instance, wish(wanted), LEASE).block());
    }

    private static ConnectionWish wish(int wanted) {
        return new ConnectionWish("node", LEAST, wanted, LIMIT);
    }
}

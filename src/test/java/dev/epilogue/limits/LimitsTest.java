package dev.epilogue.limits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.testing.TestDatabase;
import io.github.bucket4j.TimeMeter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.r2dbc.core.DatabaseClient;

/** Buckets of two instances over one database. Their own clocks stand still unless they are moved; the database's runs. */
@Tag("database")
class LimitsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    /** So slow that nothing comes back within the test. */
    private static final Rate SLOW = new Rate(1, 100_000);

    private static TestDatabase database;

    private final AtomicLong now = new AtomicLong();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Limits one = instance(meters);
    private final Limits other = instance(new SimpleMeterRegistry());

    @BeforeAll
    static void open() {
        database = TestDatabase.migrated();
    }

    @AfterAll
    static void close() {
        database.close();
    }

    private Limits instance(SimpleMeterRegistry registry) {
        TimeMeter clock = new TimeMeter() {
            @Override
            public long currentTimeNanos() {
                return now.get();
            }

            @Override
            public boolean isWallClockBased() {
                return false;
            }
        };
        return new Limits(new LimitStore(DatabaseClient.create(database.connectionFactory())), registry, clock);
    }

    @Test
    void whatCannotBeCleanedIsCounted() {
        Exchange exchange = new Exchange(
                one,
                new LimitStore(DatabaseClient.create(database.connectionFactory())),
                new LimitSettings(Duration.ofSeconds(1), Map.of(), Map.of(), Map.of()),
                meters);
        database.execute("ALTER TABLE rate_limit RENAME TO gone");
        try {
            exchange.clean().block(PATIENCE);
            exchange.clean().block(PATIENCE);
        } finally {
            database.execute("ALTER TABLE gone RENAME TO rate_limit");
        }
        exchange.clean().block(PATIENCE);

        assertThat(meters.get("epilogue.limits.cleaning.failures").counter().count())
                .isEqualTo(2);
    }

    @Test
    void whatIsNotNecessaryIsTakenOfTheUpperHalfOnly() {
        Rate rate = new Rate(1, 50);

        assertThat(one.spare(Limit.PROPOSALS, "spares", rate, 12)).isTrue();
        assertThat(one.spare(Limit.PROPOSALS, "spares", rate, 12)).isTrue();
        assertThat(one.spare(Limit.PROPOSALS, "spares", rate, 12)).isFalse();

        assertThat(one.take(Limit.PROPOSALS, "spares", rate, 26).taken()).isTrue();
        assertThat(take(one, "spares", rate).taken()).isFalse();
    }

    @Test
    void whatIsTakenComesBackAtItsPace() {
        Rate rate = new Rate(2, 3);
        for (int i = 0; i < 3; i++) {
            assertThat(take(one, "alone", rate).taken()).isTrue();
        }

        Answer refused = take(one, "alone", rate);
        assertThat(refused.taken()).isFalse();
        assertThat(refused.after()).isEqualTo(Duration.ofMillis(500));
        assertThat(refused.refusal().problem().retryAfter()).isEqualTo(Duration.ofMillis(500));

        now.addAndGet(Duration.ofMillis(500).toNanos());
        assertThat(take(one, "alone", rate).taken()).isTrue();
        assertThat(take(one, "alone", rate).taken()).isFalse();
        assertThat(meters.get("epilogue.limits.refused")
                        .tag("limit", "proposals")
                        .counter()
                        .count())
                .isEqualTo(2);
    }

    @Test
    void noPaceIsNoLimit() {
        for (int i = 0; i < 1000; i++) {
            assertThat(take(one, "free", Rate.UNLIMITED).taken()).isTrue();
        }
    }

    @Test
    void callersAndKindsHaveBucketsOfTheirOwn() {
        Rate single = new Rate(1, 1);
        assertThat(take(one, "a", single).taken()).isTrue();
        assertThat(take(one, "a", single).taken()).isFalse();
        assertThat(take(one, "b", single).taken()).isTrue();
        assertThat(one.take(Limit.NODE_READS, "a", single, 1).taken()).isTrue();
    }

    @Test
    void whatOneInstanceGaveTheOthersDoNotGive() {
        one.take(Limit.PROPOSALS, "shared", SLOW, 60_000);
        one.exchange().block(PATIENCE);
        other.take(Limit.PROPOSALS, "shared", SLOW, 60_000);
        other.exchange().block(PATIENCE);

        assertThat(take(other, "shared", SLOW).taken()).isFalse();
        assertThat(one.take(Limit.PROPOSALS, "shared", SLOW, 40_000).taken()).isTrue();
        one.exchange().block(PATIENCE);
        assertThat(take(one, "shared", SLOW).taken()).isFalse();
    }

    @Test
    void aFreshInstanceLearnsWhatIsLeft() {
        one.take(Limit.PROPOSALS, "known", SLOW, 100_000);
        one.exchange().block(PATIENCE);
        Limits fresh = instance(new SimpleMeterRegistry());
        assertThat(take(fresh, "known", SLOW).taken()).isTrue();
        fresh.exchange().block(PATIENCE);
        assertThat(take(fresh, "known", SLOW).taken()).isFalse();
    }

    /** Whichever instance is asked, and whenever they tell each other: more is given by one burst for each further instance at most. */
    @Test
    void instancesTogetherGiveHardlyMoreThanOneWould() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        Rate rate = new Rate(1, 500);
        List<Limits> three = List.of(one, other, instance(new SimpleMeterRegistry()));
        int given = 0;
        for (int i = 0; i < 5000; i++) {
            Limits asked = three.get(random.nextInt(three.size()));
            if (take(asked, "together", rate).taken()) {
                given++;
            }
            if (random.nextInt(50) == 0) {
                asked.exchange().block(PATIENCE);
            }
        }
        assertThat(given).as("seed " + seed).isBetween(500, 1500 + 60);
    }

    @Test
    void whatCannotBeToldIsGivenAllTheSame() {
        Rate rate = new Rate(1, 10);
        database.execute("ALTER TABLE rate_limit RENAME TO gone");
        try {
            for (int i = 0; i < 10; i++) {
                assertThat(take(one, "lost", rate).taken()).isTrue();
                assertThat(one.exchange().onErrorComplete().block(PATIENCE)).isNull();
            }
            assertThat(take(one, "lost", rate).taken()).isFalse();
            assertThat(take(other, "lost", rate).taken()).isTrue();
            assertThat(shared()).isZero();
        } finally {
            database.execute("ALTER TABLE gone RENAME TO rate_limit");
        }
        one.take(Limit.PROPOSALS, "back", rate, 1);
        one.exchange().block(PATIENCE);
        assertThat(shared()).isEqualTo(1);
    }

    @Test
    void anotherPaceHoldsAtOnce() {
        assertThat(one.take(Limit.PROPOSALS, "changed", new Rate(1, 100), 100).taken())
                .isTrue();
        Rate more = new Rate(1000, 10_000);
        assertThat(take(one, "changed", more).taken()).isFalse();
        now.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThat(one.take(Limit.PROPOSALS, "changed", more, 1000).taken()).isTrue();
    }

    @Test
    void fullBucketsAreRemoved() {
        one.take(Limit.PROPOSALS, "old", new Rate(10, 10), 10);
        one.take(Limit.PROPOSALS, "young", SLOW, 10);
        one.exchange().block(PATIENCE);
        database.execute("UPDATE rate_limit SET filled_at = now() - interval '10 minutes' WHERE key LIKE '% old'");
        LimitStore store = new LimitStore(DatabaseClient.create(database.connectionFactory()));
        assertThat(store.removeFull().block(PATIENCE)).isEqualTo(1);
    }

    private double shared() {
        return meters.get("epilogue.limits.shared").gauge().value();
    }

    private static Answer take(Limits limits, String caller, Rate rate) {
        return limits.take(Limit.PROPOSALS, caller, rate, 1);
    }
}

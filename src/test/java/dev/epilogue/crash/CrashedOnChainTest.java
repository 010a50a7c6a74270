package dev.epilogue.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.crash.CrashPoints.Died;
import dev.epilogue.testing.EnabledIfAnvil;
import dev.epilogue.testing.LocalChain;
import dev.epilogue.testing.LocalHub;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Mono;

/**
 * A service that protects channels, or brings credits on chain, dies before each change of what is stored and before each
 * broadcast; another one goes on. The rows, the contract's logs and the account's transactions are those of a life without a crash.
 */
@EnabledIfAnvil
@Tag("database")
class CrashedOnChainTest {

    private static final int SIDE_BY_SIDE = 3;

    /** {@code -Depilogue.crash.chain.stride=1} dies at every step, not at every eighth one. */
    private static final int STRIDE = Integer.getInteger("epilogue.crash.chain.stride", 8);

    /** Drawn, and printed; {@code -Depilogue.crash.chain.first=…} dies at the same steps again. */
    private static final int FIRST =
            Integer.getInteger("epilogue.crash.chain.first", 1 + (int) (System.nanoTime() % STRIDE));

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration PAUSE = Duration.ofMillis(60);
    private static final long LIQUIDITY = 10_000_000_000L;

    private static final Map<ChainStory, Told> STRAIGHT = new EnumMap<>(ChainStory.class);
    private static final AtomicInteger CRASHES = new AtomicInteger();
    private static ExecutorService workers;
    private static LinkedBlockingQueue<LocalChain> chains;

    @BeforeAll
    static void start() {
        workers = Executors.newFixedThreadPool(SIDE_BY_SIDE);
        chains = new LinkedBlockingQueue<>();
        for (int each = 0; each < SIDE_BY_SIDE; each++) {
            LocalChain chain = LocalChain.start(31337);
            LocalHub.deposit(chain, chain.usd(), LIQUIDITY);
            chains.add(chain);
        }
    }

    @AfterAll
    static void stop() {
        System.out.println("crashed on chain: " + CRASHES + " crashes");
        workers.shutdown();
        chains.forEach(LocalChain::close);
    }

    @ParameterizedTest
    @EnumSource
    void whereverTheServiceDiesTheSameIsLeftBehind(ChainStory story) throws Exception {
        Told straight = straight(story);
        assertThat(straight.points()).isGreaterThan(10);
        Map<Integer, Future<Told>> crashed = new TreeMap<>();
        System.out.printf("%s: %d steps, dies at every %d. from step %d on%n", story, straight.points(), STRIDE, FIRST);
        for (int point = FIRST; point <= straight.points() + 1; point += STRIDE) {
            CrashPoints fatal = CrashPoints.at(point);
            crashed.put(point, workers.submit(() -> told(story, fatal)));
        }
        for (Map.Entry<Integer, Future<Told>> each : crashed.entrySet()) {
            assertThat(each.getValue().get().remains())
                    .as("%s, died at step %d of about %d", story, each.getKey(), straight.points())
                    .isEqualTo(straight.remains());
        }
    }

    /** The row says that it is sending, and nobody has been asked to send. */
    @Test
    void deadBetweenAStoredIntentAndItsRequest() throws Exception {
        for (ChainStory story : ChainStory.values()) {
            assertHealed(story, "INSERT INTO chain_transaction (");
        }
    }

    /** Asked, and sent by whoever is next, before the row knows which transaction is its own. */
    @Test
    void deadBetweenARequestAndTheNoteOfIt() throws Exception {
        assertHealed(ChainStory.ESCALATING, "UPDATE escalation SET status", "INSERT INTO chain_transaction (");
        assertHealed(ChainStory.SETTLING, "UPDATE channel_update", "INSERT INTO chain_transaction (");
    }

    private void assertHealed(ChainStory story, String... calls) throws Exception {
        Told straight = straight(story);
        CrashPoints fatal = calls.length == 1 ? CrashPoints.before(calls[0]) : CrashPoints.before(calls[0], calls[1]);
        Told crashed = told(story, fatal);
        assertThat(fatal.died()).isTrue();
        assertThat(crashed.remains()).as("%s, died at %s", story, calls[0]).isEqualTo(straight.remains());
    }

    private record Told(String remains, int points) {}

    /** Told once for all. */
    private static synchronized Told straight(ChainStory story) throws InterruptedException {
        Told known = STRAIGHT.get(story);
        if (known == null) {
            known = told(story, CrashPoints.none());
            STRAIGHT.put(story, known);
        }
        return known;
    }

    private static Told told(ChainStory story, CrashPoints points) throws InterruptedException {
        LocalChain chain = chains.take();
        try (ChainStage stage = new ChainStage(chain)) {
            points.later(CrashedOnChainTest::lasts);
            try {
                live(stage, points, service -> {
                    story.begin(service, stage.session(), stage.channels());
                    points.arm();
                });
            } catch (Died died) {
                CRASHES.incrementAndGet();
                live(stage, CrashPoints.none(), service -> {});
            }
            return new Told(ChainRemains.of(stage), points.passed());
        } finally {
            chains.add(chain);
        }
    }

    /** Whether it leaves anything behind. */
    private static boolean lasts(String call) {
        return call.startsWith(MortalDatabase.STATEMENT)
                ? MortalDatabase.changes(call.substring(MortalDatabase.STATEMENT.length()))
                : call.equals(MortalChain.BROADCAST) || call.equals("submit");
    }

    private interface Beginning {
        void by(MortalService service);
    }

    /** Until all is over, or the service dies. */
    private static void live(ChainStage stage, CrashPoints points, Beginning beginning) {
        try (MortalChain way = stage.way(points);
                MortalService service = stage.service(way, points)) {
            beginning.by(service);
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (!over(stage)) {
                if (System.nanoTime() > deadline) {
                    throw new AssertionError("came to no end:\n" + ChainRemains.of(stage));
                }
                if (disputed(stage)) {
                    stage.pastTheWindow();
                }
                service.call(Mono.delay(PAUSE));
            }
        }
    }

    private static boolean over(ChainStage stage) {
        return ChainRemains.rows(stage, """
                        SELECT NOT EXISTS (SELECT 1 FROM closure WHERE status NOT IN ('PROTECTED', 'SETTLED') OR lease_until IS NOT NULL)
                          AND NOT EXISTS (SELECT 1 FROM chain_transaction WHERE ended_at IS NULL)
                          AND NOT EXISTS (SELECT 1 FROM escalation WHERE due_at IS NOT NULL)
                          AND NOT EXISTS (SELECT 1 FROM channel_update WHERE due_at IS NOT NULL)
                        """).equals(List.of("true"));
    }

    /** Both, and their windows have not passed. */
    private static boolean disputed(ChainStage stage) {
        return ChainRemains.rows(stage, "SELECT status FROM escalation").equals(List.of("DISPUTED", "DISPUTED"))
                && stage.chain()
                        .now()
                        .isBefore(stage.channels().getFirst().read().challengeExpiresAt());
    }
}

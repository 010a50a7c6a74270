package dev.epilogue.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.closure.ClosureId;
import dev.epilogue.testing.TestDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;

@Tag("database")
@Tag("citus")
class JournalConsumerTest {

    private static final Duration LEASE = Duration.ofSeconds(1);
    private static final Duration SOON = Duration.ofSeconds(15);

    private final BlockingQueue<String> consumed = new LinkedBlockingQueue<>();
    private final Disposable.Composite running = Disposables.composite();
    private TestDatabase database;
    private JournalFixture here;
    private JournalFixture there;
    private Writer writer;
    private ClosureId closure;

    @BeforeEach
    void start() {
        database = TestDatabase.migrated();
        here = JournalFixture.on(database);
        there = JournalFixture.on(database);
        writer = new Writer(database);
        closure = writer.closure("acme", "consumed");
        new JournalCursors(here.client).create("webhooks").block(SOON);
    }

    @AfterEach
    void stop() {
        running.dispose();
        writer.close();
        here.close();
        there.close();
        database.close();
    }

    @Test
    void twoInstancesConsumeEachEventOnceWhileNobodyDies() throws InterruptedException {
        run(here, this::take);
        run(there, this::take);
        append(25);

        assertThat(next(25)).isEqualTo(ids(1, 25));
        append(25);
        assertThat(next(25)).isEqualTo(ids(26, 50));

        assertThat(consumed).isEmpty();
    }

    @Test
    void whoDiesBetweenWorkAndProofLeavesItsEventsToTheNext() throws InterruptedException {
        append(5);
        // takes the events and hangs: neither done nor given back, like a process that stopped there
        new JournalCursors(here.client).claim("webhooks", "dead", LEASE).block(SOON);

        run(there, this::take);

        assertThat(next(5)).isEqualTo(ids(1, 5));
    }

    @Test
    void aFailureHandsTheSameEventsOverAgain() throws InterruptedException {
        List<String> failed = new ArrayList<>();
        append(3);
        run(here, deliveries -> {
            if (failed.isEmpty()) {
                deliveries.forEach(delivery -> failed.add(delivery.event().id()));
                return Mono.error(new IllegalStateException("the other side is down"));
            }
            return take(deliveries);
        });

        assertThat(next(3)).isEqualTo(ids(1, 3)).isEqualTo(failed);
    }

    @Test
    void whoLostItsLeaseDoesNotMoveTheCursor() {
        JournalCursors cursors = new JournalCursors(here.client);
        JournalCursors.Held late =
                cursors.claim("webhooks", "late", Duration.ZERO).block(SOON);
        JournalCursors.Held next = cursors.claim("webhooks", "next", LEASE).block(SOON);

        assertThat(cursors.advance(late, Position.before(late.position().xid() + 100), LEASE)
                        .block(SOON))
                .isNull();
        assertThat(cursors.claim("webhooks", "third", LEASE).block(SOON)).isNull();
        assertThat(cursors.advance(next, next.position(), LEASE).block(SOON)).isEqualTo(next);
    }

    /** Instances come and go in the middle of their work; some of what they did is done again, nothing is left out. */
    @ParameterizedTest
    @ValueSource(longs = {11, 12})
    void crashesBetweenWorkAndProofLoseNothing(long seed) throws InterruptedException {
        Random random = new Random(seed);
        Disposable latest = null;
        for (int round = 0; round < 12; round++) {
            append(1 + random.nextInt(15));
            if (latest != null && random.nextBoolean()) {
                latest.dispose();
            }
            latest = run(random.nextBoolean() ? here : there, deliveries -> {
                boolean crash = random.nextInt(4) == 0;
                return take(deliveries).then(crash ? Mono.error(new IllegalStateException("crash")) : Mono.empty());
            });
        }
        long last = writer.count("SELECT count(*) FROM event");
        LinkedHashSet<String> firsts = new LinkedHashSet<>();
        while (firsts.size() < last) {
            String id = consumed.poll(SOON.toSeconds(), TimeUnit.SECONDS);
            assertThat(id).as("seed %d, after %s", seed, firsts).isNotNull();
            firsts.add(id);
        }

        assertThat(new ArrayList<>(firsts)).isEqualTo(ids(1, last));
    }

    private Disposable run(JournalFixture journal, Function<List<Delivery>, Mono<Void>> handler) {
        Disposable run = journal.consumer(LEASE).run("webhooks", handler).subscribe();
        running.add(run);
        return run;
    }

    private Mono<Void> take(List<Delivery> deliveries) {
        return Mono.fromRunnable(() ->
                deliveries.forEach(delivery -> consumed.add(delivery.event().id())));
    }

    private void append(int count) {
        for (int i = 0; i < count; i++) {
            writer.append(closure, "a.thing");
            writer.commit();
        }
    }

    private List<String> next(int count) throws InterruptedException {
        List<String> all = new ArrayList<>();
        while (all.size() < count) {
            String id = consumed.poll(SOON.toSeconds(), TimeUnit.SECONDS);
            if (id == null) {
                return all;
            }
            all.add(id);
        }
        return all;
    }

    private List<String> ids(long from, long to) {
        List<String> all = new ArrayList<>();
        for (long number = from; number <= to; number++) {
            all.add(closure + "/" + number);
        }
        return all;
    }
}

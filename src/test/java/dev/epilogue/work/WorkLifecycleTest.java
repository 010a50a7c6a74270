package dev.epilogue.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.epilogue.store.Shards;
import dev.epilogue.testing.TestDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/** Rows of a table of the test's own are worked on by real loops. */
@Tag("database")
class WorkLifecycleTest {

    private static final WorkTable TABLE = new WorkTable("thing", "t.waits_for");
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final WorkSettings SETTINGS = new WorkSettings(
            true,
            Duration.ofMillis(100),
            Duration.ofSeconds(20),
            Duration.ofSeconds(3),
            Duration.ofMillis(50),
            Duration.ofMillis(200),
            Duration.ofMillis(500));

    private final List<WorkLifecycle> running = new ArrayList<>();
    private final WorkBell bell = new WorkBell();
    private TestDatabase database;
    private ConnectionPool pool;
    private DatabaseClient client;
    private WorkRows rows;

    @BeforeEach
    void open() {
        database = TestDatabase.fresh();
        database.execute("""
                CREATE TABLE thing (bucket smallint, id uuid, due_at timestamptz, lease_epoch bigint NOT NULL DEFAULT 0,
                  lease_owner text, lease_until timestamptz,
                  waits_for text NOT NULL DEFAULT 'a node', PRIMARY KEY (bucket, id))
                """);
        pool = new ConnectionPool(ConnectionPoolConfiguration.builder(database.connectionFactory())
                .initialSize(1)
                .maxSize(10)
                .build());
        client = DatabaseClient.create(pool);
        rows = new WorkRows(client, new Shards(client));
    }

    @AfterEach
    void close() {
        running.forEach(WorkLifecycle::stop);
        await().atMost(PATIENCE).until(() -> running.stream().noneMatch(WorkLifecycle::isRunning));
        pool.dispose();
        database.close();
    }

    @Test
    void twoInstancesWorkOnEachRowOnce() {
        Queue<UUID> worked = new ConcurrentLinkedQueue<>();
        List<UUID> all = insert(40);
        for (int instance = 0; instance < 2; instance++) {
            start(
                    SETTINGS,
                    lease -> Mono.delay(Duration.ofMillis(5))
                            .doOnNext(done -> worked.add(lease.id()))
                            .thenReturn(Rest.never()));
        }

        await().atMost(PATIENCE).until(() -> worked.size() >= all.size() && held() == 0);
        assertThat(worked).containsExactlyInAnyOrderElementsOf(all);
    }

    @Test
    void aRowThatIsWokenWhileInHandIsLookedAtAgain() {
        AtomicInteger looks = new AtomicInteger();
        UUID row = insert(1).getFirst();
        start(
                SETTINGS,
                lease -> looks.incrementAndGet() == 1
                        ? client.sql("UPDATE thing SET due_at = now()").then().thenReturn(Rest.never())
                        : Mono.just(Rest.never()));

        await().atMost(PATIENCE).until(() -> looks.get() >= 2 && held() == 0);
        assertThat(epoch(row)).isEqualTo(2);
    }

    @Test
    void poisonWaitsLongerEachTimeAndHoldsUpNothing() {
        List<UUID> all = insert(6);
        UUID failing = all.get(0);
        UUID hanging = all.get(1);
        Map<UUID, Integer> worked = new ConcurrentHashMap<>();
        start(SETTINGS, lease -> {
            worked.merge(lease.id(), 1, Integer::sum);
            if (lease.id().equals(failing)) {
                throw new IllegalStateException("poison");
            }
            return lease.id().equals(hanging) ? Mono.never() : Mono.just(Rest.never());
        });

        await().atMost(PATIENCE).until(() -> worked.keySet().containsAll(all));
        await().atMost(PATIENCE).until(() -> worked.get(failing) >= 3 && worked.get(hanging) >= 2);
        assertThat(all.subList(2, 6)).allMatch(row -> worked.get(row) == 1);
    }

    @Test
    void aNodeThatAnswersNothingHoldsUpNoOther() {
        Queue<UUID> asked = new ConcurrentLinkedQueue<>();
        Queue<UUID> answered = new ConcurrentLinkedQueue<>();
        insert(100);
        database.execute("UPDATE thing SET waits_for = 'a silent node', due_at = now() - interval '1 hour'");
        start(
                new WorkSettings(
                        true,
                        Duration.ofMillis(100),
                        Duration.ofSeconds(20),
                        Duration.ofMinutes(10),
                        Duration.ofMillis(50),
                        Duration.ofMillis(200),
                        Duration.ofMillis(500)),
                lease -> {
                    if (lease.lane().equals("a silent node")) {
                        asked.add(lease.id());
                        return Mono.never();
                    }
                    answered.add(lease.id());
                    return Mono.just(Rest.never());
                });
        await().atMost(PATIENCE).until(() -> asked.size() == 8);

        List<UUID> healthy = insert(20);

        await().atMost(PATIENCE).until(() -> answered.size() == healthy.size());
        assertThat(answered).containsExactlyInAnyOrderElementsOf(healthy);
        assertThat(asked).hasSize(8);
    }

    @Test
    void whoHasLostTheLeaseIsStoppedAndGivesBackNothing() {
        WorkSettings brief = new WorkSettings(
                true,
                Duration.ofMillis(100),
                Duration.ofMillis(600),
                Duration.ofSeconds(60),
                Duration.ofMillis(50),
                Duration.ofMillis(200),
                Duration.ofMillis(500));
        AtomicInteger cancelled = new AtomicInteger();
        AtomicInteger begun = new AtomicInteger();
        UUID row = insert(1).getFirst();
        start(
                brief,
                lease -> Mono.<Rest>never()
                        .doOnSubscribe(start -> begun.incrementAndGet())
                        .doOnCancel(cancelled::incrementAndGet));
        await().atMost(PATIENCE).until(() -> begun.get() == 1);
        long renewedFor = epoch(row);

        database.execute("UPDATE thing SET lease_epoch = lease_epoch + 1, lease_until = now() + interval '1 hour'");
        await().atMost(PATIENCE).until(() -> cancelled.get() == 1);
        assertThat(epoch(row)).isEqualTo(renewedFor + 1);
        assertThat(held()).isEqualTo(1);
    }

    @Test
    void whatIsInHandAtTheEndIsGivenBackToOthersAtOnce() {
        AtomicInteger begun = new AtomicInteger();
        insert(3);
        WorkLifecycle stopping =
                start(SETTINGS, lease -> Mono.<Rest>never().doOnSubscribe(start -> begun.incrementAndGet()));
        await().atMost(PATIENCE).until(() -> begun.get() == 3);

        stopping.stop();
        await().atMost(PATIENCE).until(() -> held() == 0);
        assertThat(count("due_at <= now()")).isEqualTo(3);
    }

    private WorkLifecycle start(WorkSettings settings, Function<WorkLease, Mono<Rest>> run) {
        StaticListableBeanFactory beans = new StaticListableBeanFactory();
        beans.addBean("work", new Work() {
            @Override
            public WorkTable table() {
                return TABLE;
            }

            @Override
            public Mono<Rest> run(WorkLease lease) {
                return run.apply(lease);
            }
        });
        WorkLifecycle lifecycle =
                new WorkLifecycle(beans.getBeanProvider(Work.class), rows, bell, settings, new SimpleMeterRegistry());
        lifecycle.start();
        running.add(lifecycle);
        return lifecycle;
    }

    private List<UUID> insert(int count) {
        List<UUID> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            UUID id = UUID.randomUUID();
            database.execute("INSERT INTO thing (bucket, id, due_at) VALUES (%d, '%s', now())".formatted(i, id));
            ids.add(id);
        }
        return ids;
    }

    private long held() {
        return count("lease_until > now()");
    }

    private long count(String condition) {
        return client.sql("SELECT count(*) AS n FROM thing WHERE " + condition)
                .map(row -> row.get("n", Long.class))
                .one()
                .block(PATIENCE);
    }

    private long epoch(UUID id) {
        return client.sql("SELECT lease_epoch AS n FROM thing WHERE id = :id")
                .bind("id", id)
                .map(row -> row.get("n", Long.class))
                .one()
                .block(PATIENCE);
    }
}

package dev.epilogue.chain.tx;

import static dev.epilogue.chain.tx.Purse.count;
import static dev.epilogue.chain.tx.Purse.effects;
import static dev.epilogue.chain.tx.Purse.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.epilogue.testing.Anvil;
import dev.epilogue.testing.EnabledIfAnvil;
import dev.epilogue.testing.RpcProxy;
import dev.epilogue.testing.TestDatabase;
import dev.epilogue.work.Work;
import dev.epilogue.work.WorkBell;
import dev.epilogue.work.WorkLease;
import dev.epilogue.work.WorkLifecycle;
import dev.epilogue.work.WorkSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.StaticListableBeanFactory;

/** A sender dies, or loses its account to another, at each point of its work: the nonce stays the same, and there is one effect. */
@EnabledIfAnvil
@Tag("database")
class CrashedSenderTest {

    /** The calls of a look that sends one transaction, from the endpoint's check to the broadcast, and one more. */
    private static final int POINTS = 9;

    private final AtomicInteger calls = new AtomicInteger();
    private Anvil chain;
    private RpcProxy proxy;
    private TestDatabase database;

    @BeforeEach
    void open() {
        chain = Purse.prepare(Anvil.start());
        proxy = RpcProxy.before(chain.url());
        database = TestDatabase.migrated();
    }

    @AfterEach
    void close() {
        proxy.close();
        database.close();
        chain.close();
    }

    @Test
    void deadBeforeEachCall() {
        atEachPoint(RpcProxy.Die::new);
    }

    @Test
    void deadAfterEachCallBeforeItsAnswer() {
        atEachPoint(RpcProxy.LoseAnswer::new);
    }

    @Test
    void anotherTakesTheAccountAtEachCall() {
        atEachPoint(() -> {
            database.execute("UPDATE chain_account SET lease_epoch = lease_epoch + 1");
            return new RpcProxy.Forward();
        });
    }

    /** From the call of that number on nothing of the first sender's gets through; a second one finishes. */
    private void atEachPoint(Supplier<RpcProxy.Fate> fate) {
        for (int point = 1; point <= POINTS; point++) {
            long nonce = chain.nonce(Purse.PAYER.address());
            TransactionId id = dyingAt(point, fate);
            expireLease();
            proxy.behave(call -> new RpcProxy.Forward());
            try (Purse second = Purse.open(database, settings(chain.url()).build())) {
                settle(second, id);
                TransactionView done = second.find(id);
                assertThat(done.status()).as("dead at call %d", point).isEqualTo(TransactionStatus.CONFIRMED);
                assertThat(done.nonce()).isEqualTo(nonce);
                assertThat(done.hashes()).hasSize(1);
            }
            assertThat(effects(chain)).as("dead at call %d", point).isEqualTo(point);
        }
        assertThat(calls.get()).as("the last one was not disturbed").isLessThan(POINTS);
    }

    private TransactionId dyingAt(int point, Supplier<RpcProxy.Fate> fate) {
        try (Purse first = Purse.open(database, settings(proxy.url()).build())) {
            TransactionId id = first.request(count("dies at " + point)).id();
            calls.set(0);
            proxy.behave(call -> calls.incrementAndGet() >= point ? fate.get() : new RpcProxy.Forward());
            WorkLease lease = first.claim(database);
            first.work.run(lease).onErrorComplete().block(Duration.ofSeconds(60));
            return id;
        }
    }

    @Test
    void whoLostTheAccountSignsAndSendsNothingMore() {
        try (Purse late = Purse.open(database, settings(proxy.url()).build());
                Purse other = Purse.open(database, settings(chain.url()).build())) {
            TransactionId id = late.request(count("a")).id();
            WorkLease lost = late.claim(database);
            expireLease();
            assertThat(other.look(database)).isTrue();
            assertThat(other.find(id).hashes()).hasSize(1);
            late.request(count("b"));

            late.work.run(lost).block(Duration.ofSeconds(60));
            assertThat(proxy.methods()).doesNotContain("eth_sendRawTransaction");
            assertThat(effects(chain)).isEqualTo(1);
        }
    }

    @Test
    void twoReplicasOnOneKeyShareItsNoncesWithoutGapOrDouble() {
        int many = 30;
        List<Purse> purses = List.of(
                Purse.open(database, settings(chain.url()).build()),
                Purse.open(database, settings(chain.url()).build()));
        List<WorkLifecycle> running =
                purses.stream().map(CrashedSenderTest::run).toList();
        List<TransactionId> ids = new ArrayList<>();
        for (int i = 0; i < many; i++) {
            ids.add(purses.get(i % 2).request(count("" + i)).id());
        }
        await().atMost(Duration.ofMinutes(3)).until(() -> {
            chain.mine();
            return ids.stream().allMatch(id -> purses.get(0).find(id).status().isFinal());
        });
        running.forEach(WorkLifecycle::stop);

        assertThat(effects(chain)).isEqualTo(many);
        assertThat(ids.stream().map(id -> purses.get(1).find(id).nonce()))
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, many).mapToObj(Long::valueOf).toList());
        purses.forEach(Purse::close);
    }

    private static WorkLifecycle run(Purse purse) {
        StaticListableBeanFactory beans = new StaticListableBeanFactory();
        beans.addBean("work", purse.work);
        WorkSettings settings = new WorkSettings(
                true,
                Duration.ofMillis(50),
                Duration.ofSeconds(20),
                Duration.ofSeconds(60),
                Duration.ofMillis(50),
                Duration.ofMillis(200),
                Duration.ofSeconds(5));
        WorkLifecycle lifecycle = new WorkLifecycle(
                beans.getBeanProvider(Work.class), purse.rows, new WorkBell(), settings, purse.meters);
        lifecycle.start();
        return lifecycle;
    }

    private void settle(Purse purse, TransactionId id) {
        for (int i = 0; i < 10 && !purse.find(id).status().isFinal(); i++) {
            purse.look(database);
            chain.mine();
        }
    }

    private void expireLease() {
        database.execute("UPDATE chain_account SET lease_until = now() - interval '1 second'");
    }
}

package dev.epilogue.chain.tx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.epilogue.chain.Chains;
import dev.epilogue.testing.Anvil;
import dev.epilogue.testing.EnabledIfAnvil;
import dev.epilogue.testing.RunningEpilogue;
import dev.epilogue.testing.TestDatabase;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The whole service with a chain in its settings. */
@EnabledIfAnvil
@Tag("database")
class PayingServiceTest {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @Test
    void itFollowsTheChainAndSendsWhatItIsAskedFor() {
        try (Anvil chain = Purse.prepare(Anvil.start());
                TestDatabase database = TestDatabase.migrated();
                RunningEpilogue service = service(database, chain)
                        .with("epilogue.chains.local.heads-url", chain.webSocketUrl())
                        .start()) {
            long before = chain.blockNumber();
            assertThat(service.bean(Chains.class)
                            .of(Anvil.CHAIN_ID)
                            .heads()
                            .doOnSubscribe(start -> chain.mine(2))
                            .filter(head -> head.number() >= before + 2)
                            .blockFirst(PATIENCE))
                    .isNotNull();

            Transactions transactions = service.bean(Transactions.class);
            TransactionId id =
                    transactions.request(Purse.count("a")).block(PATIENCE).id();
            await().atMost(PATIENCE).until(() -> {
                chain.mine();
                return transactions.find(id).block(PATIENCE).status() == TransactionStatus.CONFIRMED;
            });
            assertThat(Purse.effects(chain)).isEqualTo(1);
        }
    }

    @Test
    void theKeyThatPaysMustNotBeTheOneThatLogsIn() {
        try (Anvil chain = Anvil.start();
                TestDatabase database = TestDatabase.migrated()) {
            RunningEpilogue.Starter starter = service(database, chain)
                    .node("old", "ws://127.0.0.1:1", "nitrorpc")
                    .with("epilogue.nodes.old.login.private-key", Purse.PAYER.privateKey());
            assertThatThrownBy(() -> starter.start().close())
                    .rootCause()
                    .hasMessageContaining("this key logs in to a node");
        }
    }

    private static RunningEpilogue.Starter service(TestDatabase database, Anvil chain) {
        return RunningEpilogue.on(database)
                .with("epilogue.chains.local.id", Anvil.CHAIN_ID)
                .with("epilogue.chains.local.urls", chain.url())
                .with("epilogue.chains.local.poll", "200ms")
                .with("epilogue.chains.local.confirmations", 3)
                .with("epilogue.chains.local.account.plain-key", Purse.PAYER.privateKey())
                .with("epilogue.chains.local.account.sandbox", true);
    }
}

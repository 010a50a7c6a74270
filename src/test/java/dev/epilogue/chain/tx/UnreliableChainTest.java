package dev.epilogue.chain.tx;

import static dev.epilogue.chain.tx.Purse.count;
import static dev.epilogue.chain.tx.Purse.effects;
import static dev.epilogue.chain.tx.Purse.settings;
import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.testing.Anvil;
import dev.epilogue.testing.EnabledIfAnvil;
import dev.epilogue.testing.RpcProxy;
import dev.epilogue.testing.TestDatabase;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Endpoints that die or lie: nothing is sent twice, nothing counts that is not proved, and a healthy endpoint carries on. */
@EnabledIfAnvil
@Tag("database")
class UnreliableChainTest {

    private Anvil chain;
    private RpcProxy proxy;
    private TestDatabase database;
    private Purse purse;

    @BeforeEach
    void open() {
        chain = Purse.prepare(Anvil.start());
        proxy = RpcProxy.before(chain.url());
        database = TestDatabase.migrated();
        purse = Purse.open(database, settings(proxy.url(), chain.url()).build());
    }

    @AfterEach
    void close() {
        purse.close();
        proxy.close();
        database.close();
        chain.close();
    }

    @Test
    void aDeadEndpointIsPassedOver() {
        proxy.behave(call -> new RpcProxy.Die());
        settled();
    }

    @Test
    void anEndpointThatDiesInTheMiddleIsPassedOver() {
        TransactionId id = purse.request(count("a")).id();
        purse.look(database);
        proxy.behave(call -> new RpcProxy.Die());
        settle(id);
        assertThat(effects(chain)).isEqualTo(1);
    }

    @Test
    void anEndpointOfAnotherChainIsAskedForNothing() {
        proxy.behave(call -> call.method().equals("eth_chainId") ? new RpcProxy.Answer("0x1") : new RpcProxy.Forward());
        settled();
        assertThat(proxy.methods()).containsOnly("eth_chainId");
    }

    @Test
    void anEndpointThatIsBehindIsPassedOver() {
        chain.mine(20);
        proxy.behave(
                call -> call.method().equals("eth_blockNumber") ? new RpcProxy.Answer("0x1") : new RpcProxy.Forward());
        settled();
        assertThat(proxy.methods()).containsOnly("eth_chainId", "eth_blockNumber");
    }

    @Test
    void anEndpointThatSwallowsItAndAnswersAnUnknownHashDoesNotHoldItUp() {
        String unknown = "0x" + "ab".repeat(32);
        proxy.behave(call ->
                call.method().equals("eth_sendRawTransaction") ? new RpcProxy.Answer(unknown) : new RpcProxy.Forward());
        settled();
    }

    @Test
    void receiptsThatVanishProveNothingAndNothingIsSentAgain() {
        purse.close();
        purse = Purse.open(database, settings(proxy.url()).build());
        TransactionId id = purse.request(count("a")).id();
        purse.look(database);
        chain.mine(10);
        proxy.behave(call ->
                call.method().equals("eth_getTransactionReceipt") ? new RpcProxy.Answer(null) : new RpcProxy.Forward());
        for (int i = 0; i < 4; i++) {
            purse.look(database);
        }
        TransactionView unknown = purse.find(id);
        assertThat(unknown.status()).isEqualTo(TransactionStatus.BROADCAST);
        assertThat(unknown.hindrance()).isEqualTo("nonce-taken");
        assertThat(unknown.hashes()).hasSize(1);

        proxy.behave(call -> new RpcProxy.Forward());
        settle(id);
        assertThat(effects(chain)).isEqualTo(1);
    }

    @Test
    void aReceiptOfABlockThatIsNotInTheChainCountsForNothing() {
        purse.close();
        purse = Purse.open(database, settings(proxy.url()).build());
        chain.automine(false);
        TransactionId id = purse.request(count("a")).id();
        purse.look(database);
        String hash = purse.find(id).hashes().getFirst().hex();
        proxy.behave(call -> call.method().equals("eth_getTransactionReceipt")
                ? new RpcProxy.Answer(Map.of(
                        "transactionHash", hash,
                        "blockNumber", "0x0",
                        "blockHash", "0x" + "cd".repeat(32),
                        "status", "0x1",
                        "gasUsed", "0x5208",
                        "effectiveGasPrice", "0x1"))
                : new RpcProxy.Forward());
        purse.look(database);
        assertThat(purse.find(id).status()).isEqualTo(TransactionStatus.BROADCAST);
        assertThat(purse.find(id).mined()).isNull();
    }

    private void settled() {
        TransactionId id = purse.request(count("a")).id();
        settle(id);
        assertThat(effects(chain)).isEqualTo(1);
    }

    private void settle(TransactionId id) {
        for (int i = 0; i < 8 && !purse.find(id).status().isFinal(); i++) {
            purse.look(database);
            chain.mine();
        }
        assertThat(purse.find(id).status()).isEqualTo(TransactionStatus.CONFIRMED);
    }
}

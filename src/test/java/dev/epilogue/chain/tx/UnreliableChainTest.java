package dev.epilogue.chain.tx;

import static dev.epilogue.chain.tx.Purse.count;
import static dev.epilogue.chain.tx.Purse.effects;
import static dev.epilogue.chain.tx.Purse.settings;
import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.testing.Anvil;
import dev.epilogue.testing.EnabledIfAnvil;
import dev.epilogue.testing.RpcProxy;
import dev.epilogue.testing.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Endpoints that die or lie: nothing is sent twice, nothing counts that is not proved, and a healthy endpoint carries on. */
@EnabledIfAnvil
@Tag("database")
class UnreliableChainTest {

    private final AtomicBoolean demandedOnce = new AtomicBoolean();
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

    @Test
    void anEndpointThatAnswersNullWhereAValueMustBeIsPassedOver() {
        proxy.behave(call -> {
            boolean newest = call.method().equals("eth_getBlockByNumber")
                    && call.params().path(0).asString().equals("latest");
            boolean value = List.of("eth_getTransactionCount", "eth_getBalance", "eth_estimateGas")
                    .contains(call.method());
            return newest || value ? new RpcProxy.Answer(null) : new RpcProxy.Forward();
        });
        settled();
    }

    @Test
    void anEndpointThatDoesNotKnowAMethodIsPassedOverForThatMethodAlone() {
        proxy.behave(call -> call.method().equals("eth_estimateGas")
                ? new RpcProxy.Fault(-32601, "the method eth_estimateGas does not exist/is not available", null)
                : new RpcProxy.Forward());
        settled();
        assertThat(proxy.methods()).contains("eth_sendRawTransaction");
    }

    @Test
    void aReceiptWithoutAPriceCounts() {
        only(call -> call.method().equals("eth_getTransactionReceipt")
                ? new RpcProxy.Without("effectiveGasPrice")
                : new RpcProxy.Forward());
        TransactionId id = purse.request(count("a")).id();
        settle(id);
        assertThat(purse.find(id).cost()).isPositive();
    }

    @Test
    void aCallThatHaltsIsRefusedAndAGoodOneBehindItLeaves() {
        only(call -> call.method().equals("eth_estimateGas")
                        && call.params().toString().contains(Purse.REFUSING.lowerCase())
                ? new RpcProxy.Fault(-32603, "EVM error InvalidFEOpcode", null)
                : new RpcProxy.Forward());
        TransactionId halting = purse.request(Purse.refused("halts")).id();
        TransactionId good = purse.request(count("good")).id();
        settle(good);
        for (int look = 0; look < 3; look++) {
            purse.look(database);
        }
        assertThat(purse.find(halting).status()).isEqualTo(TransactionStatus.REVERTED);
        assertThat(purse.find(halting).hashes()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"data", "result"})
    void revertDataInAnObjectIsRead(String member) {
        only(call -> call.method().equals("eth_estimateGas")
                ? new RpcProxy.Fault(
                        -32603,
                        "Error: VM Exception while processing transaction: reverted with an unrecognized custom error",
                        Map.of("message", "0x12", member, "0xdeadbeef"))
                : new RpcProxy.Forward());
        TransactionId id = purse.request(Purse.refused("a")).id();
        for (int look = 0; look < 3; look++) {
            purse.look(database);
        }
        assertThat(purse.find(id).revert().data()).isEqualTo("0xdeadbeef");
    }

    @Test
    void anEndpointsOwnFeeCapIsWaitedFor() {
        only(sending("tx fee (1.05 ether) exceeds the configured cap (1.00 ether)"));
        TransactionId id = purse.request(count("a")).id();
        for (int look = 0; look < 4; look++) {
            purse.look(database);
        }
        TransactionView waiting = purse.find(id);
        assertThat(waiting.hindrance()).isEqualTo("endpoint-limit");
        assertThat(waiting.hashes()).hasSize(1);

        proxy.behave(call -> new RpcProxy.Forward());
        settle(id);
        assertThat(effects(chain)).isEqualTo(1);
    }

    @Test
    void whatNoNodeWillEverTakeIsRefusedAndItsNonceServesTheNextOne() {
        only(sending("transaction gas limit too high (cap: 16777216, tx: 16777217)"));
        TransactionId refused = purse.request(count("a")).id();
        purse.look(database);
        assertThat(purse.find(refused).status()).isEqualTo(TransactionStatus.WITHDRAWN);
        assertThat(purse.find(refused).hindrance()).isEqualTo("refused");

        proxy.behave(call -> new RpcProxy.Forward());
        TransactionId next = purse.request(count("b")).id();
        settle(next);
        assertThat(purse.find(next).nonce()).isEqualTo(purse.find(refused).nonce());
        assertThat(effects(chain)).as("nothing was paid for the refused one").isEqualTo(1);
    }

    @Test
    void anOutageOfHoursSignsNothingMore() {
        reopen(settings(proxy.url()).bumpAfter(Duration.ofMillis(1)));
        chain.automine(false);
        proxy.behave(
                call -> call.method().equals("eth_sendRawTransaction") ? new RpcProxy.Die() : new RpcProxy.Forward());
        TransactionId id = purse.request(count("a")).id();
        for (int look = 0; look < 20; look++) {
            purse.look(database);
            chain.mine();
        }
        assertThat(purse.find(id).hashes()).hasSize(1);
        assertThat(purse.find(id).hindrance()).isEqualTo("unreachable");
    }

    @Test
    void foreignTransactionWithOurNonceCostsOneSignatureAndThenAPause() {
        only(sending("replacement transaction underpriced"));
        TransactionId id = purse.request(count("a")).id();
        for (int look = 0; look < 20; look++) {
            purse.look(database);
        }
        assertThat(purse.find(id).hashes()).hasSize(1);
        assertThat(purse.find(id).hindrance()).isEqualTo("nonce-taken");
    }

    @Test
    void whatATextDemandsIsOfferedAtTheNextLook() {
        only(call -> call.method().equals("eth_sendRawTransaction") && demandedOnce.compareAndSet(false, true)
                ? new RpcProxy.Fault(
                        -32000,
                        "transaction gas price below minimum: gas tip cap 1000000000, minimum needed 25000000000",
                        null)
                : new RpcProxy.Forward());
        TransactionId id = purse.request(count("a")).id();
        settle(id);
        assertThat(purse.find(id).hashes()).hasSize(2);
    }

    @Test
    void errorsThatNobodyKnowsAreCounted() {
        only(sending("the moon is in the wrong house"));
        purse.request(count("a"));
        purse.look(database);
        purse.look(database);
        assertThat(purse.meters
                        .get("epilogue.chain.errors.unknown")
                        .tag("method", "eth_sendRawTransaction")
                        .counter()
                        .count())
                .isGreaterThanOrEqualTo(2);
    }

    private static RpcProxy.Behaviour sending(String text) {
        return call -> call.method().equals("eth_sendRawTransaction")
                ? new RpcProxy.Fault(-32000, text, null)
                : new RpcProxy.Forward();
    }

    /** The only endpoint. */
    private void only(RpcProxy.Behaviour behaviour) {
        reopen(settings(proxy.url()));
        proxy.behave(behaviour);
    }

    private void reopen(Purse.Settings settings) {
        purse.close();
        purse = Purse.open(database, settings.build());
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

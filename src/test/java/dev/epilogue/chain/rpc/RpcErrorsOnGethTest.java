package dev.epilogue.chain.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.chain.tx.AccountChain.SendAnswer;
import dev.epilogue.sandbox.Wallet;
import dev.epilogue.testing.EnabledIfGeth;
import dev.epilogue.testing.Geth;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** What a real geth says is understood as {@link RpcErrorTableTest} has it. */
@EnabledIfGeth
class RpcErrorsOnGethTest {

    private static final String REFUSING = "0x00000000000000000000000000000000000c0002";

    private static Geth geth;

    @BeforeAll
    static void start() {
        geth = Geth.start();
    }

    @AfterAll
    static void stop() {
        geth.close();
    }

    /** Fees in gwei; none of these changes anything, whatever the order. */
    @ParameterizedTest(name = "{6}")
    @CsvSource({
        "CAROL, 31337, 0, 20000,    50, 1, intrinsic gas too low, REFUSED",
        "CAROL, 31337, 0, 16777217, 50, 1, transaction gas limit too high, REFUSED",
        "CAROL, 31337, 0, 100000,   1, 50, max priority fee per gas higher than max fee per gas, REFUSED",
        "CAROL, 1338,  0, 100000,   50, 1, invalid chain id, REFUSED",
        "CAROL, 31337, 0, 100000,   50, 0, transaction gas price below minimum, UNDERPRICED",
        "CAROL, 31337, 0, 1000000,  50000000, 1, exceeds the configured cap, LATER",
        "ALICE, 31337, 0, 100000,   50, 1, insufficient funds, FUNDS"
    })
    void whatGethSaysToATransactionIsUnderstood(
            String who, long chain, long nonce, long gas, long max, long tip, String text, SendAnswer meaning) {
        JsonNode error = send(who, chain, nonce, gas, max, tip).path("error");

        assertThat(error.path("message").asString()).contains(text);
        assertThat(RpcErrorTable.of(
                                "eth_sendRawTransaction",
                                error.path("code").asInt(),
                                error.path("message").asString())
                        .sending())
                .isEqualTo(meaning);
    }

    @Test
    void whatItSaysToOneThatIsThereAlready() {
        // five ahead: it stays in the pool, whatever blocks come
        assertThat(send("CAROL", 31337, 5, 100_000, 50, 1).has("result")).isTrue();
        assertThat(meaning(send("CAROL", 31337, 5, 100_000, 50, 1))).isEqualTo(SendAnswer.TAKEN);
        assertThat(meaning(send("CAROL", 31337, 5, 100_001, 50, 1))).isEqualTo(SendAnswer.OUTBID);
        assertThat(send("CAROL", 31337, 5, 100_001, 55, 2).has("result")).isTrue();
    }

    private static SendAnswer meaning(JsonNode answer) {
        JsonNode error = answer.path("error");
        return RpcErrorTable.of(
                        "eth_sendRawTransaction",
                        error.path("code").asInt(),
                        error.path("message").asString())
                .sending();
    }

    @Test
    void whatItSaysToACallIsUnderstood() {
        JsonNode reverted =
                geth.answer("eth_estimateGas", Map.of("to", REFUSING)).path("error");
        assertThat(reverted.path("data").asString()).isEqualTo("0xdeadbeef");
        assertThat(RpcErrorTable.of(
                        "eth_estimateGas",
                        reverted.path("code").asInt(),
                        reverted.path("message").asString()))
                .isEqualTo(RpcMeaning.REVERTED);
        JsonNode halted =
                geth.answer("eth_call", Map.of("data", "0xfe"), "latest").path("error");
        assertThat(RpcErrorTable.of(
                        "eth_call",
                        halted.path("code").asInt(),
                        halted.path("message").asString()))
                .isEqualTo(RpcMeaning.HALTED);
        JsonNode beyond = geth.answer("eth_getLogs", Map.of("fromBlock", "0x0", "toBlock", "0xffffff"))
                .path("error");
        assertThat(RpcErrorTable.of(
                        "eth_getLogs",
                        beyond.path("code").asInt(),
                        beyond.path("message").asString()))
                .isEqualTo(RpcMeaning.NO_HISTORY);
        JsonNode nothing = geth.answer("eth_nothing").path("error");
        assertThat(RpcErrorTable.of(
                        "eth_nothing",
                        nothing.path("code").asInt(),
                        nothing.path("message").asString()))
                .isEqualTo(RpcMeaning.NO_METHOD);
    }

    private static JsonNode send(String who, long chain, long nonce, long gas, long max, long tip) {
        Wallet wallet = who.equals("CAROL") ? Wallet.CAROL : Wallet.ALICE;
        return geth.answer("eth_sendRawTransaction", RawTransactions.signed(wallet, chain, nonce, gas, max, tip));
    }
}

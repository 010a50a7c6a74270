package dev.epilogue.chain.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.chain.tx.AccountChain.SendAnswer;
import dev.epilogue.sandbox.Wallet;
import dev.epilogue.testing.Anvil;
import dev.epilogue.testing.EnabledIfHardhat;
import dev.epilogue.testing.Hardhat;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** What Hardhat says is understood as {@link RpcErrorTableTest} has it, with each release that is there. */
@EnabledIfHardhat
class RpcErrorsOnHardhatTest {

    private static final String REFUSING = "0x00000000000000000000000000000000000c0002";

    static Stream<Path> releases() {
        return Hardhat.installed();
    }

    @ParameterizedTest
    @MethodSource("releases")
    void whatItSaysToATransactionIsUnderstood(Path release) {
        try (Anvil chain = Hardhat.start(release)) {
            chain.rpc("hardhat_setBalance", Wallet.ALICE.address().lowerCase(), "0x0");
            assertThat(said(chain, Wallet.CAROL, 31337, 0, 20_000, 50, 1)).isEqualTo(SendAnswer.REFUSED);
            assertThat(said(chain, Wallet.CAROL, 31337, 0, 16_777_217, 50, 1)).isEqualTo(SendAnswer.REFUSED);
            assertThat(said(chain, Wallet.CAROL, 31337, 0, 100_000, 1, 50)).isEqualTo(SendAnswer.REFUSED);
            assertThat(said(chain, Wallet.CAROL, 1338, 0, 100_000, 50, 1)).isEqualTo(SendAnswer.REFUSED);
            assertThat(said(chain, Wallet.CAROL, 31337, 5, 100_000, 50, 1)).isEqualTo(SendAnswer.LATER);
            assertThat(said(chain, Wallet.ALICE, 31337, 0, 100_000, 50, 1)).isEqualTo(SendAnswer.FUNDS);
            chain.rpc("hardhat_setNextBlockBaseFeePerGas", "0x174876e800");
            assertThat(said(chain, Wallet.CAROL, 31337, 0, 100_000, 50, 1)).isEqualTo(SendAnswer.UNDERPRICED);

            chain.rpc("evm_setAutomine", false);
            assertThat(send(chain, Wallet.CAROL, 31337, 0, 100_000, 200, 1).has("result"))
                    .isTrue();
            assertThat(said(chain, Wallet.CAROL, 31337, 0, 100_000, 200, 1)).isEqualTo(SendAnswer.TAKEN);
            assertThat(said(chain, Wallet.CAROL, 31337, 0, 100_001, 200, 1)).isEqualTo(SendAnswer.OUTBID);
            chain.rpc("evm_mine");
            assertThat(said(chain, Wallet.CAROL, 31337, 0, 100_002, 500, 2)).isEqualTo(SendAnswer.NONCE_TOO_LOW);
        }
    }

    @ParameterizedTest
    @MethodSource("releases")
    void whatItSaysToACallIsUnderstood(Path release) {
        try (Anvil chain = Hardhat.start(release)) {
            chain.rpc("hardhat_setCode", REFUSING, "0x63deadbeef60e01b60005260046000fd");
            JsonNode reverted =
                    chain.answer("eth_estimateGas", Map.of("to", REFUSING)).path("error");
            assertThat(RpcErrors.data(
                            reverted.path("data").isString()
                                    ? reverted.path("data").asString()
                                    : reverted.path("data").toString()))
                    .isEqualTo("0xdeadbeef");
            assertThat(meaning("eth_estimateGas", reverted)).isEqualTo(RpcMeaning.REVERTED);
            assertThat(meaning(
                            "eth_call",
                            chain.answer("eth_call", Map.of("data", "0xfe"), "latest")
                                    .path("error")))
                    .isEqualTo(RpcMeaning.HALTED);
            assertThat(meaning("eth_nothing", chain.answer("eth_nothing").path("error")))
                    .isEqualTo(RpcMeaning.NO_METHOD);
            JsonNode both = chain.answer("eth_getLogs", Map.of("fromBlock", "0x0", "blockHash", "0x" + "11".repeat(32)))
                    .path("error");
            assertThat(meaning("eth_getLogs", both)).as(both.toString()).isEqualTo(RpcMeaning.INVALID);
        }
    }

    private static SendAnswer said(Anvil chain, Wallet who, long id, long nonce, long gas, long max, long tip) {
        JsonNode error = send(chain, who, id, nonce, gas, max, tip).path("error");
        assertThat(error.isMissingNode()).as("it was taken").isFalse();
        return meaning("eth_sendRawTransaction", error).sending();
    }

    private static RpcMeaning meaning(String method, JsonNode error) {
        return RpcErrorTable.of(
                method, error.path("code").asInt(), error.path("message").asString());
    }

    private static JsonNode send(Anvil chain, Wallet who, long id, long nonce, long gas, long max, long tip) {
        return chain.answer("eth_sendRawTransaction", RawTransactions.signed(who, id, nonce, gas, max, tip));
    }
}

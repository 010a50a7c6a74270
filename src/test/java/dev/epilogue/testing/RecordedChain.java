package dev.epilogue.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.chain.ContractLog;
import dev.epilogue.signing.Abi;
import dev.epilogue.value.Address;
import dev.epilogue.value.Hash32;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.DynamicTest;
import tools.jackson.databind.JsonNode;

/** A local chain on which our contracts stand at the addresses of a recording, and its transactions happen again at their times. */
public record RecordedChain(LocalChain local) implements AutoCloseable {

    private static final BigInteger PLENTY = BigInteger.TEN.pow(30);
    private static final String BEFORE_THE_RECORDING = "1795000000";

    public static RecordedChain start(long chainId) {
        return new RecordedChain(LocalChain.start(chainId, "--timestamp", BEFORE_THE_RECORDING));
    }

    /** Puts the code of a deployed contract to another address. Storage does not move: these contracts keep none from their creation. */
    public void place(Address deployed, Address at) {
        String code =
                local.anvil().rpc("eth_getCode", deployed.lowerCase(), "latest").asString();
        local.anvil().rpc("anvil_setCode", at.lowerCase(), code);
    }

    public Address deploy(TestContract contract, Abi.Value... arguments) {
        return local.deploy(contract, arguments);
    }

    /** Tokens in plenty, coin for gas, and leave to the contract to take the tokens. */
    public void lend(List<Address> tokens, Address account, Address spender) {
        local.anvil().setBalance(account, PLENTY);
        tokens.forEach(token -> {
            local.fund(token, account, spender, PLENTY);
        });
    }

    public LocalChain.Receipt replay(JsonNode recorded, Address contract, String input) {
        local.travelTo(Instant.ofEpochSecond(recorded.get("timestamp").asLong()));
        return local.send(Address.parse(recorded.get("from").asString()), contract, input);
    }

    public String ask(Address contract, String data) {
        return local.anvil()
                .rpc("eth_call", Map.of("to", contract.lowerCase(), "data", data), "latest")
                .asString();
    }

    public void assertSameLogs(LocalChain.Receipt receipt, JsonNode recorded) {
        List<String> seen = receipt.logs().stream().map(RecordedChain::text).toList();
        List<String> expected = new ArrayList<>();
        for (JsonNode log : recorded.get("logs")) {
            StringBuilder text = new StringBuilder(log.get("address").asString());
            log.get("topics").forEach(topic -> text.append(' ').append(topic.asString()));
            expected.add(text + " " + log.get("data").asString());
        }
        assertThat(seen).isEqualTo(expected);
    }

    private static String text(ContractLog log) {
        StringBuilder text = new StringBuilder(log.address().lowerCase());
        for (Hash32 topic : log.topics()) {
            text.append(' ').append(topic.hex());
        }
        return text + " " + log.data();
    }

    public List<DynamicTest> tests(List<JsonNode> lines, Consumer<JsonNode> test) {
        List<DynamicTest> tests = new ArrayList<>();
        for (JsonNode line : lines) {
            String name = "%d %s %s"
                    .formatted(
                            tests.size() + 1,
                            line.get("function").asString(),
                            line.path("what").asString(""));
            tests.add(DynamicTest.dynamicTest(name, () -> test.accept(line)));
        }
        return tests;
    }

    public static List<DynamicTest> inOrder(List<DynamicTest> first, List<DynamicTest> then) {
        List<DynamicTest> all = new ArrayList<>(first);
        all.addAll(then);
        return all;
    }

    @Override
    public void close() {
        local.close();
    }
}

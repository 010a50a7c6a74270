package dev.epilogue.testing;

import dev.epilogue.chain.Chain;
import dev.epilogue.chain.ChainProperties;
import dev.epilogue.chain.ChainSettings;
import dev.epilogue.chain.ContractCall;
import dev.epilogue.chain.ContractLog;
import dev.epilogue.chain.rpc.RpcChains;
import dev.epilogue.sandbox.Wallet;
import dev.epilogue.signing.Abi;
import dev.epilogue.value.Address;
import dev.epilogue.value.Hash32;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import tools.jackson.databind.JsonNode;

/**
 * A local chain with the contracts of both kinds of node and two tokens on it. The same deployer sends the same transactions in the same
 * order, so every address is the same each time. Anybody's transactions are mined at once; time travels.
 */
public final class LocalChain implements AutoCloseable {

    /** The node of either kind. */
    public static final Wallet NODE =
            new Wallet("node", "0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80");

    /** Who is no party to any channel. */
    public static final Wallet STRANGER =
            new Wallet("stranger", "0x2a871d0798f97d79848a013d4936a73bf4cc922c825d33c1cf7073dff6d409c6");

    private static final BigInteger GAS = BigInteger.valueOf(5_000_000);

    private static final Duration MINED = Duration.ofSeconds(30);

    private final Anvil anvil;
    private final long id;
    private final RpcChains rpc;
    private final Address usd;
    private final Address weth;
    private final Address hub;
    private final Address sessionKeyValidator;
    private final Address custody;
    private final Address adjudicator;

    private LocalChain(Anvil anvil, long id) {
        this.anvil = anvil;
        this.id = id;
        this.rpc = new RpcChains(new ChainProperties(Map.of("local", settings(anvil, id))), new SimpleMeterRegistry());
        this.usd = deploy(TestContract.TEST_TOKEN, Abi.uint(6));
        this.weth = deploy(TestContract.TEST_TOKEN, Abi.uint(18));
        Address validator = deploy(TestContract.ECDSA_VALIDATOR);
        this.sessionKeyValidator = deploy(TestContract.SESSION_KEY_VALIDATOR);
        this.hub = deploy(TestContract.CHANNEL_HUB, Abi.address(NODE.address()), Abi.address(validator));
        this.custody = deploy(TestContract.CUSTODY);
        this.adjudicator = deploy(TestContract.CONSENSUS_ADJUDICATOR, Abi.address(custody));
    }

    /** @param options further command line options of anvil */
    public static LocalChain start(long chainId, String... options) {
        return new LocalChain(Anvil.start(chainId, options), chainId);
    }

    /** What a mined transaction did. @param logs empty where it was refused */
    public record Receipt(String transaction, boolean succeeded, Address contract, List<ContractLog> logs) {}

    public Anvil anvil() {
        return anvil;
    }

    public long id() {
        return id;
    }

    /** 6 decimals. */
    public Address usd() {
        return usd;
    }

    /** 18 decimals. */
    public Address weth() {
        return weth;
    }

    public Address hub() {
        return hub;
    }

    public Address sessionKeyValidator() {
        return sessionKeyValidator;
    }

    public Address custody() {
        return custody;
    }

    public Address adjudicator() {
        return adjudicator;
    }

    /** As the service speaks to it. */
    public Chain chain() {
        return rpc.of(id);
    }

    /** Mined, whether it succeeds or not. */
    public Receipt send(Address from, ContractCall call) {
        return transact(from, call.to(), call.data(), call.value());
    }

    public Receipt send(Address from, Address to, String data) {
        return transact(from, to, data, BigInteger.ZERO);
    }

    /** @throws AssertionError when the contract refuses */
    public Receipt sendWell(Address from, Address to, String data) {
        Receipt receipt = send(from, to, data);
        if (!receipt.succeeded()) {
            throw new AssertionError("refused: "
                    + anvil.answer(
                            "eth_call",
                            Map.of("from", from.lowerCase(), "to", to.lowerCase(), "data", data),
                            "latest"));
        }
        return receipt;
    }

    /** Gives tokens to the account, and leave to a contract to take them. */
    public void fund(Address token, Address account, Address spender, BigInteger amount) {
        sendWell(account, token, Abi.call("mint(address,uint256)", Abi.address(account), Abi.uint256(amount)));
        sendWell(account, token, Abi.call("approve(address,uint256)", Abi.address(spender), Abi.uint256(amount)));
    }

    public BigInteger balance(Address token, Address account) {
        String data = Abi.call("balanceOf(address)", Abi.address(account));
        String answer = anvil.rpc("eth_call", Map.of("to", token.lowerCase(), "data", data), "latest")
                .asString();
        return new BigInteger(answer.substring(2), 16);
    }

    /** How the token meets every transfer from now on. */
    public void setMood(Address token, Mood mood) {
        sendWell(STRANGER.address(), token, Abi.call("setMood(uint8)", Abi.uint(mood.ordinal())));
    }

    /** In the test token's order. */
    public enum Mood {
        WORKS,
        REVERTS,
        RETURNS_FALSE,
        BURNS_GAS
    }

    public Instant now() {
        return anvil.now();
    }

    public void travel(Duration by) {
        anvil.increaseTime(by);
    }

    /** The next block has exactly this time. */
    public void travelTo(Instant time) {
        anvil.setNextBlockTimestamp(time);
    }

    Address deploy(TestContract contract, Abi.Value... arguments) {
        return transact(STRANGER.address(), null, contract.creation(arguments), BigInteger.ZERO)
                .contract();
    }

    private Receipt transact(Address from, Address to, String data, BigInteger value) {
        anvil.rpc("anvil_impersonateAccount", from.lowerCase());
        Map<String, Object> fields = new HashMap<>(
                Map.of("from", from.lowerCase(), "data", data, "value", Anvil.hex(value), "gas", Anvil.hex(GAS)));
        if (to != null) {
            fields.put("to", to.lowerCase());
        }
        String hash = anvil.rpc("eth_sendTransaction", fields).asString();
        JsonNode receipt = Awaitility.await()
                .atMost(MINED)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> anvil.rpc("eth_getTransactionReceipt", hash), answer -> !answer.isNull());
        JsonNode created = receipt.path("contractAddress");
        return new Receipt(
                Hash32.parse(hash).hex(),
                receipt.get("status").asString().equals("0x1"),
                created.isString() ? Address.parse(created.asString()) : to,
                logs(receipt.get("logs")));
    }

    private static List<ContractLog> logs(JsonNode array) {
        List<ContractLog> logs = new ArrayList<>();
        for (JsonNode log : array) {
            List<Hash32> topics = new ArrayList<>();
            log.get("topics").forEach(topic -> topics.add(Hash32.parse(topic.asString())));
            logs.add(new ContractLog(
                    Address.parse(log.get("address").asString()),
                    topics,
                    log.get("data").asString(),
                    Long.decode(log.get("blockNumber").asString()),
                    Hash32.parse(log.get("blockHash").asString()),
                    Hash32.parse(log.get("transactionHash").asString()),
                    Integer.decode(log.get("logIndex").asString())));
        }
        return logs;
    }

    /** The defaults, for this chain alone. */
    private static ChainSettings settings(Anvil anvil, long id) {
        Map<String, String> given = Map.of("local.id", Long.toString(id), "local.urls", anvil.url());
        return new Binder(new MapConfigurationPropertySource(given))
                .bind("local", ChainSettings.class)
                .get();
    }

    @Override
    public void close() {
        rpc.destroy();
        anvil.close();
    }
}

package dev.epilogue.testing;

import dev.epilogue.value.Address;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * A local chain of a test's own (Foundry's anvil out of {@code src/test/node}), on a free port of 127.0.0.1. It mines each
 * transaction at once until {@link #automine} says otherwise; its accounts are those of the well-known development mnemonic,
 * the sandbox's wallets among them, with 10000 ether each.
 */
public class Anvil implements AutoCloseable {

    public static final long CHAIN_ID = 31337;

    private static final Path PACKAGES = Path.of("src", "test", "node", "node_modules", "@foundry-rs");
    private static final String OWN = "anvil_";
    private static final Pattern LISTENING = Pattern.compile("Listening on 127\\.0\\.0\\.1:(\\d+)");
    private static final Duration START = Duration.ofSeconds(60);

    private final Process process;
    private final Path output;
    final JsonRpc rpc;
    private final String dialect;

    private Anvil(Process process, Path output, int port) {
        this(process, output, port, OWN);
    }

    /** @param dialect what its own methods begin with, where another software has the same ones */
    Anvil(Process process, Path output, int port, String dialect) {
        this.dialect = dialect;
        this.process = process;
        this.output = output;
        this.rpc = new JsonRpc(URI.create("http://127.0.0.1:" + port));
    }

    /** Why none can be started here; empty when one can. */
    public static String hindrance() {
        String node = ForeignWallets.hindrance();
        if (!node.isEmpty()) {
            return node;
        }
        return program() == null ? "npm has no anvil for this platform" : "";
    }

    public static Anvil start() {
        return start(CHAIN_ID);
    }

    /** @param options further command line options of anvil */
    public static Anvil start(long chainId, String... options) {
        Path program = program();
        if (program == null) {
            throw new IllegalStateException(hindrance());
        }
        List<String> command = Stream.concat(
                        Stream.of(program.toAbsolutePath().toString(), "--port", "0", "--chain-id", "" + chainId),
                        Stream.of(options))
                .toList();
        try {
            Path output = Files.createTempFile("epilogue-anvil", ".txt");
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
            return new Anvil(process, output, port(process, output));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** Only the package of this platform is installed beside the one that chooses. */
    private static Path program() {
        try (Stream<Path> packages = Files.list(PACKAGES)) {
            return packages.map(folder -> folder.resolve(Path.of("bin", "anvil")))
                    .filter(Files::isExecutable)
                    .findFirst()
                    .orElse(null);
        } catch (IOException missing) {
            return null;
        }
    }

    private static int port(Process process, Path output) throws IOException {
        long end = System.nanoTime() + START.toNanos();
        while (System.nanoTime() < end && process.isAlive()) {
            Matcher line = LISTENING.matcher(Files.readString(output));
            if (line.find()) {
                return Integer.parseInt(line.group(1));
            }
            pause(process);
        }
        process.destroyForcibly();
        throw new IllegalStateException("anvil did not start: " + Files.readString(output));
    }

    private static void pause(Process process) {
        try {
            process.waitFor(20, TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    public String url() {
        return rpc.url().toString();
    }

    public String webSocketUrl() {
        return url().replace("http", "ws");
    }

    /** Any method of the chain or of anvil itself. @throws AssertionError that tells the chain's error */
    public JsonNode rpc(String method, Object... params) {
        return rpc.call(spoken(method), params);
    }

    /** Like {@link #rpc}, with the chain's error as it came. */
    public JsonNode answer(String method, Object... params) {
        return rpc.answer(spoken(method), params);
    }

    private String spoken(String method) {
        return method.startsWith(OWN) ? dialect + method.substring(OWN.length()) : method;
    }

    public long blockNumber() {
        return number(rpc("eth_blockNumber"));
    }

    public void mine() {
        mine(1);
    }

    public void mine(int blocks) {
        rpc("anvil_mine", hex(BigInteger.valueOf(blocks)));
    }

    /** Lets the next block be that much later, and mines it. */
    public void increaseTime(Duration by) {
        rpc("evm_increaseTime", hex(BigInteger.valueOf(by.toSeconds())));
        mine();
    }

    public void setNextBlockTimestamp(Instant time) {
        rpc("evm_setNextBlockTimestamp", hex(BigInteger.valueOf(time.getEpochSecond())));
    }

    /** The time of the newest block. */
    public Instant now() {
        return Instant.ofEpochSecond(
                number(rpc("eth_getBlockByNumber", "latest", false).path("timestamp")));
    }

    /** @return by which {@link #revert} finds back */
    public String snapshot() {
        return rpc("evm_snapshot").asString();
    }

    /** The chain as it was at the snapshot, which is used up by this: blocks since then never were. */
    public void revert(String snapshot) {
        if (!rpc("evm_revert", snapshot).asBoolean()) {
            throw new AssertionError("no such snapshot: " + snapshot);
        }
    }

    /** From the next block on it refuses every call with that. */
    public void refuse(Address contract, String code) {
        setCode(contract, code);
    }

    public void setCode(Address contract, String code) {
        rpc("anvil_setCode", contract.lowerCase(), code);
    }

    public void setBalance(Address account, BigInteger wei) {
        rpc("anvil_setBalance", account.lowerCase(), hex(wei));
    }

    public BigInteger balance(Address account) {
        return quantity(rpc("eth_getBalance", account.lowerCase(), "latest"));
    }

    /** How many transactions of the account are in blocks: its next nonce. */
    public long nonce(Address account) {
        return number(rpc("eth_getTransactionCount", account.lowerCase(), "latest"));
    }

    /** For a chain that has to be told even where each transaction is mined at once. */
    public void mineWhatWaits() {}

    /** Off: transactions wait in the pool until {@link #mine}. */
    public void automine(boolean on) {
        rpc("evm_setAutomine", on);
    }

    /** Out of the pool, as if no node had ever heard of it. */
    public void dropTransaction(String hash) {
        rpc("anvil_dropTransaction", hash);
    }

    /** Of the next block, in wei. */
    public void setBaseFee(BigInteger wei) {
        rpc("anvil_setNextBlockBaseFeePerGas", hex(wei));
    }

    /** A transaction by one of the chain's own accounts, or by an impersonated one. @return its hash */
    public String send(Address from, Address to, String data) {
        rpc("anvil_impersonateAccount", from.lowerCase());
        return rpc("eth_sendTransaction", Map.of("from", from.lowerCase(), "to", to.lowerCase(), "data", data))
                .asString();
    }

    public static String hex(BigInteger number) {
        return "0x" + number.toString(16);
    }

    private static long number(JsonNode quantity) {
        return quantity(quantity).longValueExact();
    }

    private static BigInteger quantity(JsonNode quantity) {
        return new BigInteger(quantity.asString().substring(2), 16);
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        try {
            process.waitFor(10, TimeUnit.SECONDS);
            Files.deleteIfExists(output);
        } catch (IOException held) {
            output.toFile().deleteOnExit();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}

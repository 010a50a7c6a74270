package dev.epilogue.testing;

import dev.epilogue.chain.ContractCall;
import dev.epilogue.chain.keys.LocalSigner;
import dev.epilogue.chain.keys.UnsignedTransaction;
import dev.epilogue.sandbox.Wallet;
import dev.epilogue.value.Address;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.springframework.util.FileSystemUtils;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.JsonNode;

/**
 * A real geth that mines when it is told, as anvil does. What anvil has methods for comes about here as it would on any network: blocks are
 * made of what is in the pool, a base fee rises over full blocks, a pool forgets in a restart, a balance falls by a payment.
 */
public final class MinedGeth extends Anvil {

    /** Of {@code geth/genesis.json}: uses up all gas that it gets. */
    private static final Address BURNER = Address.parse("0x00000000000000000000000000000000000c0003");

    private static final Wallet RICH = Wallet.BOB;
    private static final long BLOCK_GAS = 30_000_000;
    private static final long PAYMENT_GAS = 21_000;
    private static final BigInteger FIRST = gwei(100);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String ZERO = "0x" + "0".repeat(64);

    private final Path folder;
    private final List<String> command;
    private Process process;
    private boolean automine = true;

    private MinedGeth(Path folder, int port, List<String> command) {
        super(null, folder.resolve("log"), port, "geth_");
        this.folder = folder;
        this.command = command;
        Runtime.getRuntime().addShutdownHook(new Thread(() -> process.destroyForcibly()));
        run();
    }

    public static Anvil start() {
        try {
            Path folder = Files.createTempDirectory("epilogue-geth");
            int port = FreePort.find();
            MinedGeth geth = new MinedGeth(folder, port, command(Geth.begun(folder), port));
            // on the first block alone it says of every transaction that it has not read all blocks yet
            geth.mine();
            return geth;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static List<String> command(Path data, int port) {
        return List.of(
                Geth.executable().orElseThrow().toString(),
                "--datadir=" + data,
                "--networkid=" + CHAIN_ID,
                "--http",
                "--http.port=" + port,
                "--http.api=eth,web3,txpool,debug,testing",
                "--authrpc.port=0",
                "--miner.gaslimit=" + BLOCK_GAS,
                "--txpool.nolocals",
                "--rpc.txfeecap=0",
                "--syncmode=full",
                "--port=0",
                "--nodiscover",
                "--maxpeers=0",
                "--ipcdisable",
                "--cache=64");
    }

    private void run() {
        try {
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(
                            folder.resolve("log").toFile()))
                    .start();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        Awaitility.await("geth")
                .atMost(PATIENCE)
                .ignoreException(UncheckedIOException.class)
                .until(() -> blockNumber() == 0
                        || answer("eth_getTransactionByHash", ZERO).has("result"));
    }

    private void end() {
        Programs.end(process, PATIENCE);
    }

    @Override
    public void mine(int blocks) {
        for (int i = 0; i < blocks; i++) {
            mineOne();
        }
    }

    private void mineOne() {
        Awaitility.await("the pool's own order")
                .atMost(PATIENCE)
                .until(() -> waiting("queued").noneMatch(this::isNext));
        Instant next = now().plusSeconds(1);
        Instant time = next.isBefore(Instant.now()) ? Instant.now() : next;
        rpc(
                "testing_commitBlockV1",
                Map.of(
                        "timestamp",
                        "0x" + Long.toHexString(time.getEpochSecond()),
                        "prevRandao",
                        ZERO,
                        "suggestedFeeRecipient",
                        ZERO.substring(0, 42),
                        "withdrawals",
                        List.of(),
                        "parentBeaconBlockRoot",
                        ZERO));
    }

    private Stream<JsonNode> waiting(String where) {
        return rpc("txpool_content").path(where).valueStream().flatMap(JsonNode::valueStream);
    }

    private boolean isNext(JsonNode transaction) {
        return transaction
                .path("nonce")
                .equals(rpc("eth_getTransactionCount", transaction.path("from").asString(), "pending"));
    }

    @Override
    public void automine(boolean on) {
        automine = on;
    }

    @Override
    public void mineWhatWaits() {
        if (automine && waiting("pending").findAny().isPresent()) {
            mine();
        }
    }

    @Override
    public String snapshot() {
        return rpc("eth_blockNumber").asString();
    }

    @Override
    public void revert(String snapshot) {
        rpc("debug_setHead", snapshot);
    }

    /** What the first block gave it cannot be taken away. */
    @Override
    public void setCode(Address contract, String code) {
        if (rpc("eth_getCode", contract.lowerCase(), "latest").asString().length() <= 2) {
            throw new IllegalStateException("geth/genesis.json lacks " + contract);
        }
    }

    /** The counter does so once it was called without data. */
    @Override
    public void refuse(Address contract, String code) {
        send(RICH, contract, "0x", 100_000, BigInteger.ZERO);
    }

    @Override
    public void setBalance(Address account, BigInteger wei) {
        Wallet owner = wallet(account);
        BigInteger fee = gwei(200);
        BigInteger rest = balance(account).subtract(wei).subtract(fee.multiply(BigInteger.valueOf(PAYMENT_GAS)));
        // all of the fee is a tip, so that the cost is known before
        send(owner, RICH.address(), "0x", PAYMENT_GAS, rest, fee, fee);
        mine();
    }

    /** All of the pool is forgotten. */
    @Override
    public void dropTransaction(String hash) {
        end();
        run();
    }

    /** By as many full blocks as it takes. */
    @Override
    public void setBaseFee(BigInteger wei) {
        while (baseFee().compareTo(wei) < 0) {
            send(RICH, BURNER, "0x", BLOCK_GAS / 2, BigInteger.ZERO);
            send(RICH, BURNER, "0x", BLOCK_GAS / 2, BigInteger.ZERO);
            mine();
        }
    }

    private BigInteger baseFee() {
        String fee = rpc("eth_getBlockByNumber", "latest", false)
                .path("baseFeePerGas")
                .asString();
        return new BigInteger(fee.substring(2), 16);
    }

    @Override
    public String send(Address from, Address to, String data) {
        return send(wallet(from), to, data, 100_000, BigInteger.ZERO);
    }

    private static Wallet wallet(Address account) {
        return Stream.of(Wallet.BOB, Wallet.CAROL)
                .filter(each -> each.address().equals(account))
                .findFirst()
                .orElseThrow();
    }

    /** Before everything else in its block. */
    private String send(Wallet from, Address to, String data, long gas, BigInteger value) {
        return send(from, to, data, gas, value, gwei(500), FIRST);
    }

    private String send(
            Wallet from, Address to, String data, long gas, BigInteger value, BigInteger max, BigInteger tip) {
        String nonce = rpc("eth_getTransactionCount", from.address().lowerCase(), "pending")
                .asString();
        String raw = LocalSigner.plain(from.privateKey(), Schedulers.boundedElastic())
                .sign(new UnsignedTransaction(
                        new ContractCall(CHAIN_ID, to, data, value),
                        Long.decode(nonce),
                        BigInteger.valueOf(gas),
                        max,
                        tip))
                .block(PATIENCE)
                .raw();
        return rpc("eth_sendRawTransaction", raw).asString();
    }

    private static BigInteger gwei(long amount) {
        return BigInteger.valueOf(amount).multiply(BigInteger.valueOf(1_000_000_000));
    }

    @Override
    public void close() {
        end();
        try {
            FileSystemUtils.deleteRecursively(folder);
        } catch (IOException held) {
            folder.toFile().deleteOnExit();
        }
    }
}

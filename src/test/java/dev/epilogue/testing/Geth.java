package dev.epilogue.testing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.JsonNode;

/**
 * A real geth in developer mode with the id of the other local chain, a block a second, and what {@code geth/genesis.json} gives it: the
 * sandbox's Bob and Carol are rich, and the contracts of the sender's tests are there.
 */
public final class Geth implements AutoCloseable {

    private static final Path GENESIS = Path.of("src", "test", "resources", "geth", "genesis.json");
    private static final Pattern LISTENING = Pattern.compile("HTTP server started\\s+endpoint=127\\.0\\.0\\.1:(\\d+)");
    private static final Duration START = Duration.ofSeconds(90);

    private final Path folder;
    private final Process process;
    private final JsonRpc rpc;

    private Geth(Path folder, Process process, int port) {
        this.folder = folder;
        this.process = process;
        this.rpc = new JsonRpc(URI.create("http://127.0.0.1:" + port));
    }

    static Optional<Path> executable() {
        Stream<Path> named = Stream.ofNullable(System.getenv("GETH")).map(Path::of);
        Stream<Path> found = Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .map(place -> Path.of(place, "geth"));
        return Stream.concat(named, found).filter(Files::isExecutable).findFirst();
    }

    public static Geth start() {
        String program = executable().orElseThrow().toString();
        try {
            Path folder = Files.createTempDirectory("epilogue-geth");
            String data = begun(folder).toString();
            Path log = folder.resolve("log");
            Process process = new ProcessBuilder(
                            program,
                            "--dev",
                            "--dev.period",
                            "1",
                            "--datadir",
                            data,
                            "--http",
                            "--http.port",
                            "0",
                            "--authrpc.port",
                            "0",
                            "--port",
                            "0",
                            "--nodiscover",
                            "--ipcdisable")
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
            Matcher line = Awaitility.await("geth")
                    .atMost(START)
                    .until(() -> LISTENING.matcher(Files.readString(log)), Matcher::find);
            Geth geth = new Geth(folder, process, Integer.parseInt(line.group(1)));
            geth.awaitBlocks(1);
            return geth;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** @return the data of a chain that has its first block and no other */
    static Path begun(Path folder) {
        Path data = folder.resolve("data");
        Programs.Ended made = Programs.run(
                folder,
                List.of(
                        executable().orElseThrow().toString(),
                        "init",
                        "--datadir",
                        data.toString(),
                        GENESIS.toAbsolutePath().toString()),
                60);
        if (made.code() != 0) {
            throw new AssertionError(made.output());
        }
        return data;
    }

    public String url() {
        return rpc.url().toString();
    }

    /** @throws AssertionError that tells the chain's error */
    public JsonNode rpc(String method, Object... params) {
        return rpc.call(method, params);
    }

    /** With the chain's error as it came. */
    public JsonNode answer(String method, Object... params) {
        return rpc.answer(method, params);
    }

    /** So many more than there are. */
    public void awaitBlocks(int count) {
        long now = blockNumber();
        Awaitility.await("blocks of geth").atMost(START).until(() -> blockNumber() >= now + count);
    }

    private long blockNumber() {
        return Long.decode(rpc("eth_blockNumber").asString());
    }

    @Override
    public void close() {
        Programs.end(process, Duration.ofSeconds(20));
        try {
            FileSystemUtils.deleteRecursively(folder);
        } catch (IOException held) {
            folder.toFile().deleteOnExit();
        }
    }
}

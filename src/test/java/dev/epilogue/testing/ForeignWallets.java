package dev.epilogue.testing;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.springframework.util.function.SingletonSupplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The wallets in {@code src/test/node}, run by Node. What it needs is installed once per JVM, and only when it is not there. */
public final class ForeignWallets {

    private static final Path FOLDER = Path.of("src", "test", "node");
    private static final int INSTALL_SECONDS = 180;
    private static final int RUN_SECONDS = 60;
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Supplier<String> HINDRANCE = SingletonSupplier.of(ForeignWallets::prepare);

    private ForeignWallets() {}

    /** Why there are none here; empty when there are. */
    public static String hindrance() {
        return HINDRANCE.get();
    }

    /** @return the one line that the wallet printed */
    public static JsonNode run(List<String> arguments) {
        return program("wallet.mjs", arguments);
    }

    /** Any of the programs. @return the one line that it printed */
    public static JsonNode program(String file, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of("node", file));
        command.addAll(arguments);
        Ended ended = run(command, RUN_SECONDS);
        if (ended.code() != 0) {
            throw new AssertionError("the wallet failed: " + ended.output());
        }
        return JSON.readTree(ended.output());
    }

    private static String prepare() {
        if (!exists("node") || !exists("npm")) {
            return "no Node.js with npm on this machine";
        }
        if (installed()) {
            return "";
        }
        Ended install = run(List.of("npm", "ci", "--no-audit", "--no-fund"), INSTALL_SECONDS);
        return install.code() == 0 ? "" : "npm ci failed in " + FOLDER + ": " + install.output();
    }

    /** npm notes in there what it has installed. */
    private static boolean installed() {
        try {
            Path noted = FOLDER.resolve(Path.of("node_modules", ".package-lock.json"));
            Path wanted = FOLDER.resolve("package-lock.json");
            return Files.exists(noted)
                    && Files.getLastModifiedTime(noted).compareTo(Files.getLastModifiedTime(wanted)) >= 0;
        } catch (IOException unreadable) {
            return false;
        }
    }

    private static boolean exists(String program) {
        for (String folder : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)) {
            if (Files.isExecutable(Path.of(folder, program))) {
                return true;
            }
        }
        return false;
    }

    private record Ended(int code, String output) {}

    private static Ended run(List<String> command, int seconds) {
        Path output = null;
        try {
            output = Files.createTempFile("epilogue-wallet", ".txt");
            Process process = new ProcessBuilder(command)
                    .directory(FOLDER.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            boolean inTime = process.waitFor(seconds, TimeUnit.SECONDS);
            process.descendants().forEach(ProcessHandle::destroy);
            process.destroy();
            String text = Files.readString(output, StandardCharsets.UTF_8).strip();
            return new Ended(inTime ? process.exitValue() : -1, text);
        } catch (IOException broken) {
            return new Ended(-1, broken.toString());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return new Ended(-1, "interrupted");
        } finally {
            delete(output);
        }
    }

    private static void delete(Path file) {
        try {
            if (file != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException held) {
            file.toFile().deleteOnExit();
        }
    }
}

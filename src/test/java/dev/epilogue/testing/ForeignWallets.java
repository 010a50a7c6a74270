package dev.epilogue.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.springframework.util.function.SingletonSupplier;
import tools.jackson.databind.JsonNode;

/** The wallets in {@code src/test/node}, run by Node. What it needs is installed once per JVM, and only when it is not there. */
public final class ForeignWallets {

    private static final Path FOLDER = Path.of("src", "test", "node");
    private static final int INSTALL_SECONDS = 180;
    private static final int RUN_SECONDS = 60;
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
        return Programs.line(FOLDER, command, RUN_SECONDS);
    }

    private static String prepare() {
        if (!Programs.exist("node", "npm")) {
            return "no Node.js with npm on this machine";
        }
        if (installed()) {
            return "";
        }
        Programs.Ended install = Programs.run(FOLDER, List.of("npm", "ci", "--no-audit", "--no-fund"), INSTALL_SECONDS);
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
}

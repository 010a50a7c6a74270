package dev.epilogue.testing;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** The wallets in {@code src/test/node}, run by Node. What it needs is installed once per JVM, and only when it is not there. */
public final class ForeignWallets {

    private static final Path FOLDER = Path.of("src", "test", "node");
    private static final int RUN_SECONDS = 60;
    private static final NodePackages PACKAGES = new NodePackages(FOLDER);

    private ForeignWallets() {}

    /** Why there are none here; empty when there are. */
    public static String hindrance() {
        return PACKAGES.hindrance();
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
}

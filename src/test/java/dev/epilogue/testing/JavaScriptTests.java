package dev.epilogue.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What proves the JavaScript client, in {@code src/test/js}, run by Node's own runner. */
public final class JavaScriptTests {

    /** Needs nobody, and shows it. */
    private static final String OFFLINE = "certificate.test.js";

    private static final Path FOLDER = Path.of("src", "test", "js");
    private static final int RUN_SECONDS = 1200;
    private static final NodePackages PACKAGES = new NodePackages(FOLDER);

    private JavaScriptTests() {}

    /** Why they cannot run here; empty where they can. */
    public static String hindrance() {
        return PACKAGES.hindrance();
    }

    public static List<String> files() {
        try (Stream<Path> all = Files.list(FOLDER)) {
            return all.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".test.js"))
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** @param services where a test asks for services, sessions and what has to happen to them */
    public static void run(String file, String services) {
        List<String> test = List.of("node", "--test", "--test-reporter=spec", file);
        boolean apart = OFFLINE.equals(file) && NoNetwork.available();
        Programs.Ended ended = Programs.run(
                FOLDER,
                apart ? NoNetwork.command(test) : test,
                RUN_SECONDS,
                Map.of("EPILOGUE_SERVICES", services, NoNetwork.VARIABLE, Boolean.toString(apart)));
        if (ended.code() != 0) {
            throw new AssertionError(file + " failed:\n" + ended.output());
        }
    }
}

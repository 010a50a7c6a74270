package dev.epilogue.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.springframework.util.function.SingletonSupplier;
import tools.jackson.databind.JsonNode;

/** The signer libraries in {@code src/test/python}. What they need is installed below {@code target} once, and only when it is not there. */
public final class PythonSigners {

    private static final Path FOLDER = Path.of("src", "test", "python");
    private static final Path HOME = Path.of("target", "python").toAbsolutePath();
    private static final int INSTALL_SECONDS = 180;
    private static final int RUN_SECONDS = 60;
    private static final Supplier<String> HINDRANCE = SingletonSupplier.of(PythonSigners::prepare);

    private PythonSigners() {}

    /** Why there are none here; empty when there are. */
    static String hindrance() {
        return HINDRANCE.get();
    }

    /** @return the one line that they printed */
    public static JsonNode run(List<String> arguments) {
        List<String> command =
                new ArrayList<>(List.of(HOME.resolve("bin/python").toString(), "signers.py"));
        command.addAll(arguments);
        return Programs.line(FOLDER, command, RUN_SECONDS);
    }

    /** The interpreter that has the libraries. */
    static String python() {
        return HOME.resolve("bin/python").toString();
    }

    /** The property-based tester of contracts, which lies beside them. */
    public static Programs.Ended schemathesis(List<String> arguments, int seconds) {
        List<String> command =
                new ArrayList<>(List.of(HOME.resolve("bin/schemathesis").toString()));
        command.addAll(arguments);
        return Programs.run(Path.of("target"), command, seconds);
    }

    private static String prepare() {
        if (!Programs.exist("python3")) {
            return "no Python 3 on this machine";
        }
        return OneJvmAtATime.on(HOME, PythonSigners::provide);
    }

    private static String provide() {
        try {
            String wanted = Files.readString(FOLDER.resolve("requirements.txt"));
            Path noted = HOME.resolve("installed.txt");
            if (Files.exists(noted) && Files.readString(noted).equals(wanted)) {
                return "";
            }
            String failed = install();
            if (failed.isEmpty()) {
                Files.writeString(noted, wanted);
            }
            return failed;
        } catch (IOException unreadable) {
            return unreadable.toString();
        }
    }

    private static String install() {
        Programs.Ended made =
                Programs.run(FOLDER, List.of("python3", "-m", "venv", "--clear", HOME.toString()), INSTALL_SECONDS);
        if (made.code() != 0) {
            return "no virtual environment: " + made.output();
        }
        Programs.Ended installed = Programs.run(
                FOLDER,
                List.of(HOME.resolve("bin/pip").toString(), "install", "--quiet", "-r", "requirements.txt"),
                INSTALL_SECONDS);
        return installed.code() == 0 ? "" : "pip failed: " + installed.output();
    }
}

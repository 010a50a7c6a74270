package dev.epilogue.testing;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.springframework.util.function.SingletonSupplier;
import tools.jackson.databind.JsonNode;

/** The signer library in {@code src/test/go}, built below {@code target}; Go's own cache knows whether there is anything to do. */
public final class GoSigners {

    private static final Path FOLDER = Path.of("src", "test", "go");
    private static final Path PROGRAM = Path.of("target", "go", "signers").toAbsolutePath();
    private static final int BUILD_SECONDS = 240;
    private static final int RUN_SECONDS = 60;
    private static final Supplier<String> HINDRANCE = SingletonSupplier.of(GoSigners::prepare);

    private GoSigners() {}

    /** Why there is none here; empty when there is. */
    static String hindrance() {
        return HINDRANCE.get();
    }

    /** @return the one line that it printed */
    public static JsonNode run(List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(PROGRAM.toString()));
        command.addAll(arguments);
        return Programs.line(FOLDER, command, RUN_SECONDS);
    }

    private static String prepare() {
        if (!Programs.exist("go")) {
            return "no Go on this machine";
        }
        return OneJvmAtATime.on(PROGRAM.getParent(), GoSigners::build);
    }

    private static String build() {
        Programs.Ended built = Programs.run(
                FOLDER,
                List.of("go", "build", "-o", PROGRAM.toString(), "."),
                BUILD_SECONDS,
                // as the program that CI builds of the same module, so that little is compiled twice
                Map.of("CGO_ENABLED", "0"));
        return built.code() == 0 ? "" : "go build failed: " + built.output();
    }
}

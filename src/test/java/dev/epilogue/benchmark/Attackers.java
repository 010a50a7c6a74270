package dev.epilogue.benchmark;

import dev.epilogue.benchmark.Attack.Order;
import dev.epilogue.benchmark.Attack.Told;
import dev.epilogue.testing.Programs;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Attackers in a process of their own, at the lowest priority: in the world they are other machines, and what they cost themselves is
 * nothing that a service could spare its callers. One attack at a time, each ordered by a line and ended by an empty one.
 */
final class Attackers implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final Process process;
    private final Writer orders;
    private final BufferedReader answers;

    Attackers() {
        try {
            process = new ProcessBuilder(List.of(
                            "nice",
                            "-n",
                            "19",
                            ProcessHandle.current().info().command().orElse("java"),
                            "-Xmx512m",
                            "-XX:+UseSerialGC",
                            "-cp",
                            System.getProperty("java.class.path"),
                            Attackers.class.getName()))
                    .redirectError(Path.of("target", "attackers.log").toFile())
                    .start();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        orders = process.outputWriter(StandardCharsets.UTF_8);
        answers = process.inputReader(StandardCharsets.UTF_8);
    }

    public static void main(String[] arguments) throws IOException {
        try (BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String order = orders.readLine(); order != null; order = orders.readLine()) {
                try (Attack attack = Attack.begin(JSON.readValue(order, Order.class))) {
                    System.out.println("begun");
                    orders.readLine();
                    System.out.println(JSON.writeValueAsString(attack.told()));
                }
                System.out.println("over");
            }
        }
    }

    /** Goes on until {@link #end}. */
    void begin(Order order) {
        say(JSON.writeValueAsString(order));
        answer();
    }

    /** When the last of them has hung up. */
    Told end() {
        say("");
        Told told = JSON.readValue(answer(), Told.class);
        answer();
        return told;
    }

    private void say(String line) {
        try {
            orders.write(line + "\n");
            orders.flush();
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    private String answer() {
        try {
            @Nullable String line = answers.readLine();
            return Objects.requireNonNull(line, "the attackers are gone: see target/attackers.log");
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    @Override
    public void close() {
        Programs.end(process, Duration.ofSeconds(10));
    }
}

package dev.epilogue.testing;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Programs in other languages that a test runs. */
public final class Programs {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Programs() {}

    /** @param code -1 where it did not end in time */
    public record Ended(int code, String output) {}

    public static boolean exist(String... programs) {
        List<Path> folders = Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .map(Path::of)
                .toList();
        return Stream.of(programs)
                .allMatch(program -> folders.stream().anyMatch(folder -> Files.isExecutable(folder.resolve(program))));
    }

    /** The one that the environment names, by which another release is tried; else the usual one. */
    static Path named(String variable, String usual) {
        return Path.of(System.getenv().getOrDefault(variable, usual));
    }

    /** @return the one line of JSON that it printed */
    static JsonNode line(Path folder, List<String> command, int seconds) {
        Ended ended = run(folder, command, seconds);
        if (ended.code() != 0) {
            throw new AssertionError(command.subList(0, 2) + " failed: " + ended.output());
        }
        return JSON.readTree(ended.output());
    }

    public static Ended run(Path folder, List<String> command, int seconds) {
        return run(folder, command, seconds, Map.of());
    }

    /** @param more of the environment */
    public static Ended run(Path folder, List<String> command, int seconds, Map<String, String> more) {
        Path output = null;
        try {
            output = Files.createTempFile("epilogue-program", ".txt");
            ProcessBuilder program = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            program.environment().putAll(more);
            Process process = program.start();
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

    /** Asked to end, and where it does not, or nobody is to wait any longer, ended. */
    public static void end(Process process, Duration patience) {
        process.destroy();
        try {
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
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

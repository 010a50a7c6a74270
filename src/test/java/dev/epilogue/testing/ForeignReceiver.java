package dev.epilogue.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A webhook's endpoint in another language: takes messages up to {@code closure.ended} and then says what came. */
public final class ForeignReceiver implements AutoCloseable {

    private static final int SECONDS = 60;

    private final Process process;
    private final BufferedReader said;
    private final int port;

    private ForeignReceiver(Path folder, List<String> command) {
        try {
            process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            said = process.inputReader(StandardCharsets.UTF_8);
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
        port = Integer.parseInt(line());
    }

    public static ForeignReceiver inNode() {
        return new ForeignReceiver(Path.of("src", "test", "node"), List.of("node", "receiver.mjs"));
    }

    public static ForeignReceiver inPython() {
        return new ForeignReceiver(Path.of("src", "test", "python"), List.of(PythonSigners.python(), "receiver.py"));
    }

    public String url() {
        return "http://127.0.0.1:" + port + "/hook";
    }

    public void tell(String secret) {
        try {
            var input = process.outputWriter(StandardCharsets.UTF_8);
            input.write(secret + "\n");
            input.flush();
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    public JsonNode came() {
        return JsonMapper.shared().readTree(line());
    }

    private String line() {
        try {
            String line = CompletableFuture.supplyAsync(this::read).get(SECONDS, TimeUnit.SECONDS);
            if (line == null) {
                throw new AssertionError("the receiver has ended");
            }
            return line;
        } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException silent) {
            process.destroy();
            throw new AssertionError("the receiver said nothing", silent);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private String read() {
        try {
            return said.readLine();
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    @Override
    public void close() {
        process.destroy();
    }
}

package dev.epilogue.benchmark;

import dev.epilogue.testing.FreePort;
import dev.epilogue.testing.Programs;
import dev.epilogue.testing.TestDatabase;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/** The service as a process of its own, of this build or of another one. */
final class ServiceProcess implements AutoCloseable {

    /** Not secret: what the sandbox and the tests wrap keys with. */
    private static final String MASTER_KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

    private static final Duration PATIENCE = Duration.ofSeconds(300);

    private final Process process;
    private final String url;

    /** @param classes class path of the build; libraries are those of this process */
    ServiceProcess(String classes, TestDatabase database, Map<String, Object> settings) {
        int port = FreePort.find();
        url = "http://127.0.0.1:" + port;
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-Xms1g",
                "-Xmx1g",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                classes + File.pathSeparator + libraries(),
                "dev.epilogue.EpilogueApplication",
                "--server.port=" + port,
                "--management.server.port=" + FreePort.find(),
                "--server.address=127.0.0.1",
                "--spring.main.banner-mode=off",
                "--epilogue.keys.master=" + MASTER_KEY,
                "--epilogue.keys.ephemeral=true",
                "--epilogue.access.mode=open"));
        String java = System.getProperty("epilogue.benchmark.java", "");
        if (!java.isEmpty()) {
            command.addAll(1, List.of(java.split(" ")));
        }
        Map<String, Object> all = new LinkedHashMap<>(database.springProperties());
        all.putAll(settings);
        all.forEach((name, value) -> command.add("--" + name + "=" + value));
        try {
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(File.createTempFile("epilogue-service", ".log"))
                    .start();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        awaitReady();
    }

    private static String libraries() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> entry.endsWith(".jar"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private void awaitReady() {
        long giveUp = System.nanoTime() + PATIENCE.toNanos();
        boolean ready = false;
        try {
            while (!ready) {
                if (System.nanoTime() > giveUp || !process.isAlive()) {
                    throw new IllegalStateException("the service does not come up");
                }
                LockSupport.parkNanos(100_000_000);
                ready = ready();
            }
        } finally {
            if (!ready) {
                close();
            }
        }
    }

    /** Asked without the contract of this build, since an older one may be what is measured. */
    private boolean ready() {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<String> nodes = http.send(
                    HttpRequest.newBuilder(URI.create(url + "/v1/nodes")).build(),
                    HttpResponse.BodyHandlers.ofString());
            return nodes.statusCode() == 200 && nodes.body().contains("\"UP\"");
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the service starts", interrupted);
        }
    }

    String url() {
        return url;
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    @Override
    public void close() {
        Programs.end(process, Duration.ofSeconds(30));
    }
}

package dev.epilogue.replicas;

import dev.epilogue.EpilogueApplication;
import dev.epilogue.testing.FreePort;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/** An instance of the service in a process of its own, which can be killed, frozen and started again. */
final class Replica implements AutoCloseable {

    private final String name;
    private final Map<String, String> settings;
    private final int port = FreePort.find();
    private final int management = FreePort.find();
    private volatile Process process;

    Replica(String name, Map<String, String> settings) {
        this.name = name;
        this.settings = settings;
    }

    int port() {
        return port;
    }

    void start() {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                EpilogueApplication.class.getName(),
                "--server.address=127.0.0.1",
                "--epilogue.access.mode=open",
                "--server.port=" + port,
                "--management.server.port=" + management));
        settings.forEach((key, value) -> command.add("--" + key + "=" + value));
        File log = Path.of("target", "replica-" + name + ".log").toFile();
        try {
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
                    .start();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    void awaitReady() {
        Http http = new Http(() -> management);
        Awaitility.await("replica " + name)
                .atMost(Duration.ofMinutes(4))
                .pollInterval(Duration.ofMillis(200))
                .ignoreExceptions()
                .until(() -> {
                    startIfEnded();
                    return http.get("/actuator/health/readiness").status() == 200;
                });
    }

    /** Ready without another try. */
    void startOnce() {
        start();
        Process started = process;
        awaitReady();
        if (!process.equals(started)) {
            throw new IllegalStateException(name + " has ended while it started");
        }
    }

    /** One that found no database when it started has ended: it is started again, as an orchestrator does. */
    void startIfEnded() {
        if (!process.isAlive()) {
            start();
        }
    }

    boolean alive() {
        return process.isAlive();
    }

    /** No goodbye. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** Asks it to stop. */
    void terminate() {
        process.destroy();
        process.onExit().join();
    }

    void freeze() {
        signal("-STOP");
    }

    void revive() {
        signal("-CONT");
    }

    private void signal(String signal) {
        try {
            new ProcessBuilder("kill", signal, Long.toString(process.pid()))
                    .start()
                    .waitFor();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        if (process != null) {
            kill();
        }
    }

    @Override
    public String toString() {
        return name;
    }
}

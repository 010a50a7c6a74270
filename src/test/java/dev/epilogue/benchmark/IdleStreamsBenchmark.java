package dev.epilogue.benchmark;

import dev.epilogue.sandbox.nitronode.FakeNitronode;
import dev.epilogue.testing.Stage;
import dev.epilogue.testing.TestDatabase;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What an idle event stream costs: heap after collection and resident memory of a service that is a process of its own. The readers are
 * this process. {@code -Depilogue.benchmark.streams=10000} needs some more file descriptors than that.
 */
@Tag("load")
class IdleStreamsBenchmark {

    private static final int STREAMS = Integer.getInteger("epilogue.benchmark.streams", 10_000);
    private static final int WARM_UP = 200;
    private static final Pattern TOTAL = Pattern.compile("(?m)^Total\\s+\\d+\\s+(\\d+)");

    @Test
    void idleStreams() throws IOException, InterruptedException {
        try (TestDatabase database = TestDatabase.migrated();
                FakeNitronode node = FakeNitronode.start(Stage.unlimited());
                ServiceProcess service = new ServiceProcess("target/classes", database, settings(node))) {
            int port = URI.create(service.url()).getPort();
            new Crowd(port, "/v1/events", WARM_UP).close();
            long heap = heap(service.handle());
            long resident = resident(service.handle());
            try (Crowd crowd = new Crowd(port, "/v1/events", STREAMS)) {
                String streams = STREAMS + " idle streams, KB each: ";
                Figures.figure(streams + "heap", (heap(service.handle()) - heap) / 1024.0 / STREAMS);
                Figures.figure(streams + "resident", (resident(service.handle()) - resident) / 1024.0 / STREAMS);
            }
        }
    }

    private static Map<String, Object> settings(FakeNitronode node) {
        return Map.of("epilogue.nodes.sandbox.url", node.url(), "epilogue.nodes.sandbox.dialect", "nitronode-v1");
    }

    /** Bytes of all that is alive, as the machine counts them after a collection. */
    private static long heap(ProcessHandle service) throws IOException, InterruptedException {
        Process asking = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        Long.toString(service.pid()),
                        "GC.class_histogram")
                .redirectErrorStream(true)
                .start();
        String said = new String(asking.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        asking.waitFor();
        Matcher total = TOTAL.matcher(said);
        if (!total.find()) {
            throw new IllegalStateException(said);
        }
        return Long.parseLong(total.group(1));
    }

    private static long resident(ProcessHandle service) throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(service.pid()), "status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                .findFirst()
                .orElseThrow();
    }
}

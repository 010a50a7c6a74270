package dev.epilogue.benchmark;

import dev.epilogue.testing.RunningEpilogue;
import dev.epilogue.testing.TestDatabase;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What an idle event stream costs: heap after collection and resident memory of this process. It also holds the readers, a socket
 * channel each, whose share is part of the figures. {@code -Depilogue.benchmark.streams=10000} needs more than twice as many file
 * descriptors.
 */
@Tag("load")
class IdleStreamsBenchmark {

    private static final int STREAMS = Integer.getInteger("epilogue.benchmark.streams", 9_000);
    private static final int WARM_UP = 200;

    @Test
    void idleStreams() throws IOException {
        try (TestDatabase database = TestDatabase.migrated();
                RunningEpilogue service = RunningEpilogue.on(database).start()) {
            new Crowd(service.port(), "/v1/events", WARM_UP).close();
            long heap = heap();
            long resident = resident();
            try (Crowd crowd = new Crowd(service.port(), "/v1/events", STREAMS)) {
                String streams = STREAMS + " idle streams, readers included, KB each: ";
                Figures.figure(streams + "heap", (heap() - heap) / 1024.0 / STREAMS);
                Figures.figure(streams + "resident", (resident() - resident) / 1024.0 / STREAMS);
            }
        }
    }

    private static long heap() {
        for (int round = 0; round < 3; round++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static long resident() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                .findFirst()
                .orElseThrow();
    }
}

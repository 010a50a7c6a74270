package dev.epilogue.pipeline;

import static dev.epilogue.sandbox.Wallet.ALICE;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.epilogue.testing.Closing;
import dev.epilogue.testing.Stage;
import dev.epilogue.testing.TestDatabase;
import dev.epilogue.value.Hash32;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * What a signature takes of the service's memory, from its request to its answer: the bytes that the service's threads allocate, which are
 * the same at any load. The client's own threads are not counted.
 */
class AllocationBudgetTest {

    private static final int SIGNATURES = 40;
    private static final int WARM_UP = 40;

    /** About twice what was measured in November 2026. */
    private static final long BYTES = 1_000_000;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static Stage stage;

    private record Call(String path, Map<String, Object> body) {}

    @BeforeAll
    static void open() {
        stage = Stage.open(TestDatabase.migrated(), Stage.unlimited(), StatementBudgetTest.PATIENT);
    }

    @AfterAll
    static void close() {
        stage.close();
    }

    @Test
    void aSignatureStaysWithinItsBudget() {
        post(calls(WARM_UP));
        List<Call> calls = calls(SIGNATURES);

        Map<Long, Long> before = allocated();
        post(calls);
        long bytes = allocated().entrySet().stream()
                .mapToLong(thread -> thread.getValue() - before.getOrDefault(thread.getKey(), 0L))
                .sum();

        System.out.printf("%,d bytes for each signature%n", bytes / SIGNATURES);
        assertThat(bytes / SIGNATURES).isPositive().isLessThanOrEqualTo(BYTES);
    }

    /** Of closures that nobody has signed, so that none of these ends one. */
    private static List<Call> calls(int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> call(stage.propose(stage.session())))
                .toList();
    }

    private static Call call(Closing closing) {
        JsonNode asked = closing.payloads(ALICE);
        List<String> signatures = new ArrayList<>();
        asked.path("payloads")
                .valueStream()
                .filter(payload -> payload.path("required").asBoolean())
                .forEach(payload -> signatures.add(
                        ALICE.sign(Hash32.parse(payload.path("digest").asString()))
                                .hex()));
        return new Call(
                closing.path("/signatures"),
                Map.of(
                        "participant",
                        ALICE.address(),
                        "round",
                        asked.path("round").asInt(),
                        "signatures",
                        signatures));
    }

    private static void post(List<Call> calls) {
        calls.forEach(call -> stage.api().post(call.path(), call.body()).ok());
    }

    /** By thread. */
    private static Map<Long, Long> allocated() {
        Map<Long, Long> all = new TreeMap<>();
        long[] ids = Stream.of(THREADS.getThreadInfo(THREADS.getAllThreadIds()))
                .filter(Objects::nonNull)
                .filter(thread -> !isClients(thread))
                .mapToLong(ThreadInfo::getThreadId)
                .toArray();
        long[] bytes = THREADS.getThreadAllocatedBytes(ids);
        for (int i = 0; i < ids.length; i++) {
            all.put(ids[i], Math.max(0, bytes[i]));
        }
        return all;
    }

    private static boolean isClients(ThreadInfo thread) {
        return thread.getThreadName().startsWith("HttpClient-")
                || thread.getThreadId() == Thread.currentThread().threadId();
    }
}

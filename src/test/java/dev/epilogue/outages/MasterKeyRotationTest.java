package dev.epilogue.outages;

import static dev.epilogue.sandbox.Wallet.ALICE;
import static dev.epilogue.sandbox.Wallet.BOB;

import dev.epilogue.sandbox.nitronode.FakeNitronode;
import dev.epilogue.signing.MasterKey;
import dev.epilogue.store.keys.Rewrapping;
import dev.epilogue.testing.RunningEpilogue;
import dev.epilogue.testing.TestDatabase;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The master key is changed as the runbook says, while closures come and are signed. */
@Tag("database")
class MasterKeyRotationTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String OLD = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
    private static final String NEW = "ICEiIyQlJicoKSorLC0uLzAxMjM0NTY3ODk6Ozw9Pj8=";
    private static final int HALF_SIGNED_AT_LEAST = 10;

    private final TestDatabase database = TestDatabase.migrated();
    private final FakeNitronode node = FakeNitronode.start();

    @AfterEach
    void close() {
        node.close();
        database.close();
    }

    @Test
    void whatWasSignedUnderTheOldKeyClosesWithoutIt() throws Exception {
        Queue<String> halfSigned = new ConcurrentLinkedQueue<>();
        AtomicBoolean over = new AtomicBoolean();
        CountDownLatch enough = new CountDownLatch(HALF_SIGNED_AT_LEAST);
        FutureTask<Void> load;
        // two instances over one database: the one that is still to be replaced, and the one that replaces it
        try (RunningEpilogue before = service(OLD, NEW)) {
            Callers callers = new Callers(node, before);
            load = new FutureTask<>(() -> {
                while (!over.get()) {
                    String closure = callers.propose(callers.session());
                    callers.sign(closure, ALICE).ok();
                    halfSigned.add(closure);
                    enough.countDown();
                }
                return null;
            });
            Thread.ofVirtual().start(load);
            enough.await();
            try (RunningEpilogue after = service(NEW, OLD)) {
                Awaitility.await("a pass under load").atMost(PATIENCE).until(() -> {
                    after.bean(Rewrapping.class).pass().block(PATIENCE);
                    return count(after).getOrDefault(id(NEW), 0L) >= HALF_SIGNED_AT_LEAST;
                });
                over.set(true);
                load.get();
            }
        }
        try (RunningEpilogue last = service(NEW, OLD)) {
            Awaitility.await("nothing is left under the old key")
                    .atMost(PATIENCE)
                    .until(() -> count(last).keySet().equals(Set.of(id(NEW))));
        }
        try (RunningEpilogue without = service(NEW, "")) {
            Callers callers = new Callers(node, without);
            List<String> closures = List.copyOf(halfSigned);
            closures.forEach(closure -> callers.sign(closure, BOB).ok());
            closures.forEach(closure -> callers.awaitStatus(closure, "SETTLED"));
            Awaitility.await("the metric")
                    .atMost(PATIENCE)
                    .until(() -> masters(without).equals(Set.of(id(NEW))));
        }
    }

    private static Map<String, Long> count(RunningEpilogue service) {
        return service.bean(Rewrapping.class).count().blockOptional(PATIENCE).orElseThrow();
    }

    private static Set<String> masters(RunningEpilogue service) {
        return service.bean(MeterRegistry.class).find("epilogue.keys.wrapped").gauges().stream()
                .map(gauge -> gauge.getId().getTag("master"))
                .collect(Collectors.toSet());
    }

    private static String id(String key) {
        return MasterKey.parse(key).id();
    }

    private RunningEpilogue service(String master, String older) {
        return RunningEpilogue.on(database)
                .node("sandbox", node.url().toString(), "nitronode-v1")
                .with("epilogue.keys.master", master)
                .with("epilogue.keys.older-masters", older)
                .with("epilogue.pipeline.settling-delay", "300ms")
                .start();
    }
}

package dev.epilogue.outages;

import static dev.epilogue.sandbox.Wallet.ALICE;
import static dev.epilogue.sandbox.Wallet.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.sandbox.nitronode.FakeNitronode;
import dev.epilogue.store.Servers;
import dev.epilogue.testing.DatabaseProxy;
import dev.epilogue.testing.RunningEpilogue;
import dev.epilogue.testing.SseReader;
import dev.epilogue.testing.TestDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The rows go to another server, as by dump and restore or by logical replication, and its transaction ids are lower. */
@Tag("database")
class MovedDatabaseTest {

    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private final TestDatabase old = TestDatabase.onOwnServer().migrate();
    private final TestDatabase young = TestDatabase.onOwnServer().migrate();
    private final DatabaseProxy proxy = new DatabaseProxy(old.port());
    private final FakeNitronode node = FakeNitronode.start();
    private final RunningEpilogue service = start();
    private final Callers callers = new Callers(node, service);

    private RunningEpilogue start() {
        old.age(50_000);
        return RunningEpilogue.on(old)
                .node("sandbox", node.url().toString(), "nitronode-v1")
                .with("spring.r2dbc.url", old.r2dbcUrl().replace(":" + old.port() + "/", ":" + proxy.port() + "/"))
                .with("epilogue.journal.poll", "500ms")
                .with("epilogue.pipeline.settling-delay", "300ms")
                .start();
    }

    @AfterEach
    void stop() {
        service.close();
        node.close();
        proxy.close();
        old.close();
        young.close();
    }

    @Test
    void followersAreToldAndMissNothingAndOrderHolds() {
        String closure = callers.propose(callers.session());
        callers.sign(closure, ALICE).ok();
        String position;
        try (SseReader everything = new SseReader(service.url() + "/v1/events");
                SseReader one = new SseReader(service.url() + closure + "/events")) {
            String seen = callers.propose(callers.session());
            assertThat(everything.next(2, PATIENCE)).hasSize(2);

            old.copyTo(young);
            proxy.moveTo(young.port());

            assertThat(everything.endsWithin(PATIENCE)).as("told to come again").isTrue();
            assertThat(one.endsWithin(PATIENCE)).as("told to come again").isTrue();
            assertThat(everything.lastComment()).contains("another server");
            position = everything.lastId();
            assertThat(seen).isNotEqualTo(closure);
        }
        awaitPool();

        try (SseReader again = new SseReader(service.url() + "/v1/events", "Last-Event-ID", position)) {
            assertThat(again.next(PATIENCE).type()).isEqualTo("reset");
            assertThat(again.next(PATIENCE).type()).isEqualTo("snapshot");
            callers.sign(closure, BOB).ok();
            callers.awaitStatus(closure, "SETTLED");
            String fresh = callers.signedByBoth(callers.session());
            callers.awaitStatus(fresh, "SETTLED");

            assertThat(numbers(again, closure))
                    .as("goes on where the copy stood")
                    .startsWith(4L);
            assertThat(numbers(again, fresh)).startsWith(1L);
        }
        assertThat(service.bean(Servers.class).failedOverAt().block(PATIENCE))
                .as("what was confirmed last may not be in the copy")
                .isPresent();
    }

    private final List<SseReader.Event> got = new ArrayList<>();

    /** The numbers of a closure's events on the stream up to its end: each once, in their order. */
    private List<Long> numbers(SseReader stream, String closure) {
        String id = closure.substring(closure.lastIndexOf('/') + 1);
        Awaitility.await(closure + " on the stream").atMost(PATIENCE).until(() -> {
            got.addAll(stream.next(1, Duration.ofMillis(100)));
            return got.stream().anyMatch(event -> of(event, id) && event.type().equals("closure.ended"));
        });
        List<Long> numbers = got.stream()
                .filter(event -> of(event, id))
                .map(event -> event.data().path("id").asString())
                .map(event -> Long.parseLong(event.substring(event.lastIndexOf('/') + 1)))
                .toList();
        assertThat(numbers)
                .isEqualTo(LongStream.rangeClosed(numbers.getFirst(), numbers.getLast())
                        .boxed()
                        .toList());
        return numbers;
    }

    private static boolean of(SseReader.Event event, String closure) {
        return event.data().path("closureId").asString().equals(closure);
    }

    private void awaitPool() {
        Awaitility.await("the pool finds the new server")
                .atMost(PATIENCE)
                .until(() -> callers.api().get("/v1/closures").status() == 200);
    }
}

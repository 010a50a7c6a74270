package dev.epilogue.web.streams;

import static dev.epilogue.testing.Sessions.ALICE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.epilogue.closure.Closure;
import dev.epilogue.closure.ClosureId;
import dev.epilogue.journal.Wakeups;
import dev.epilogue.journal.Writer;
import dev.epilogue.testing.RunningEpilogue;
import dev.epilogue.testing.SseReader;
import dev.epilogue.testing.Statements;
import dev.epilogue.testing.StoredClosures;
import dev.epilogue.testing.TestDatabase;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;
import reactor.util.retry.Retry;

/** Readers of all kinds on one instance. */
@Tag("database")
class OpenStreamsTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    private static final Function<Closure, List<String>> STREAMS = closure ->
            List.of("/v1/closures/" + closure.id() + "/events", "/v1/participants/" + ALICE + "/events", "/v1/events");

    private TestDatabase database;
    private RunningEpilogue epilogue;
    private Writer writer;

    @BeforeEach
    void start() {
        database = TestDatabase.migrated();
        writer = new Writer(database);
    }

    @AfterEach
    void stop() {
        writer.close();
        if (epilogue != null) {
            epilogue.close();
        }
        database.close();
    }

    private void run(String... properties) {
        RunningEpilogue.Starter starter = RunningEpilogue.on(database).with("epilogue.pipeline.enabled", "false");
        for (int i = 0; i < properties.length; i += 2) {
            starter.with(properties[i], properties[i + 1]);
        }
        epilogue = starter.start();
    }

    @Test
    void aReaderThatIsTooSlowIsCutOffAndHoldsUpNobody() throws IOException {
        run("epilogue.streams.buffer", "40", "epilogue.streams.grace", "PT1S", "epilogue.journal.page", "10");
        ClosureId id = writer.closure("default", "large", ALICE);
        String large = "{\"text\":\"" + "x".repeat(200_000) + "\"}";
        try (Socket slow = stuck("/v1/events");
                SseReader other = new SseReader(epilogue.url() + "/v1/events")) {
            await().atMost(SOON).until(() -> open() == 2);
            for (int i = 0; i < 200; i++) {
                writer.append(id, "a.large", large);
                writer.commit();
                epilogue.bean(Wakeups.class).changed(id);
            }

            List<SseReader.Event> events = other.next(200, SOON);
            assertThat(events).hasSize(200);
            assertThat(new HashSet<>(events.stream().map(SseReader.Event::id).toList()))
                    .hasSize(200);
            await().atMost(SOON).until(() -> open() == 1);
            assertThat(slow.isConnected()).isTrue();
            assertThat(drained(slow)).isLessThan(200 * 200_000L);
        }
    }

    @Test
    void aThousandReadersSeeOneEventEachOnce() {
        run();
        Closure closure = StoredClosures.propose(epilogue, "popular");
        ConnectionProvider connections = ConnectionProvider.create("readers", 1100);
        HttpClient client = HttpClient.create(connections).baseUrl(epilogue.url());
        List<String> paths = List.of(
                "/v1/closures/" + closure.id() + "/events", "/v1/participants/" + ALICE + "/events", "/v1/events");
        Mono<List<String>> readers = Flux.range(0, 1000)
                .flatMap(reader -> read(client, paths.get(reader % paths.size())), 1000)
                .collectList();
        CompletableFuture<List<String>> received = readers.toFuture();
        await().atMost(SOON.multipliedBy(6)).until(() -> open() == 1000);

        StoredClosures.cancel(epilogue, closure);

        assertThat(received.join())
                .hasSize(1000)
                .allSatisfy(text -> assertThat(text).containsOnlyOnce("event:closure.ended"));
        await().atMost(SOON).until(() -> open() == 0);
        await().atMost(SOON).until(() -> meter("r2dbc.pool.acquired") == 0);
        connections.dispose();
    }

    /** Until the last event of the only closure. Who is sent away in the rush comes again, as it was told to. */
    private static Mono<String> read(HttpClient client, String path) {
        StringBuilder text = new StringBuilder();
        return client.get()
                .uri(path)
                .responseContent()
                .asString()
                .takeUntil(part -> text.append(part).indexOf("closure.ended\",") > 0)
                .then(Mono.fromSupplier(text::toString))
                .filter(all -> all.contains("closure.ended\","))
                .switchIfEmpty(Mono.error(new IllegalStateException("sent away")))
                .retryWhen(Retry.fixedDelay(50, Duration.ofSeconds(1)));
    }

    /** Thousands come back at once when a proxy is started again: what they missed is in memory, and is read for none of them. */
    @Test
    void whoComesBackAMomentLaterCostsOneStatement() throws SQLException {
        run();
        ClosureId id = writer.closure("default", "missed", ALICE);
        String position;
        try (SseReader reader = new SseReader(epilogue.url() + "/v1/events")) {
            writer.append(id, "a.first");
            writer.commit();
            epilogue.bean(Wakeups.class).changed(id);
            assertThat(reader.next(SOON).type()).isEqualTo("a.first");
            position = reader.lastId();
            writer.append(id, "a.second");
            writer.commit();
            epilogue.bean(Wakeups.class).changed(id);
            assertThat(reader.next(SOON).type()).isEqualTo("a.second");
        }
        List<String> paths = List.of("/v1/events", "/v1/participants/" + ALICE + "/events");
        try (Statements statements = Statements.of(database)) {
            statements.reset();
            for (int i = 0; i < 20; i++) {
                try (SseReader again =
                        new SseReader(epilogue.url() + paths.get(i % paths.size()), "Last-Event-ID", position)) {
                    assertThat(again.next(SOON).type()).isEqualTo("a.second");
                }
            }
            List<Statements.Statement> ofReaders = statements.counted().stream()
                    // webhooks look at the journal for themselves, when they like
                    .filter(each -> !each.text().contains("webhook"))
                    .filter(each ->
                            each.text().contains("feed_pruned") || each.text().contains("FROM event e"))
                    .toList();
            assertThat(ofReaders)
                    .filteredOn(each -> each.text().contains("FROM event e"))
                    .as("but for the one reader of all")
                    .allMatch(each -> !each.text().contains("e.tenant ="));
            assertThat(ofReaders.stream()
                            .filter(each -> each.text().contains("feed_pruned"))
                            .mapToLong(Statements.Statement::calls)
                            .sum())
                    .isEqualTo(20);
        }
    }

    @Test
    void onlySoManyStreamsAreOpen() {
        run("epilogue.streams.most", "1");
        try (SseReader first = new SseReader(epilogue.url() + "/v1/events")) {
            for (String path : List.of("/v1/events", "/v1/participants/" + ALICE + "/events")) {
                try (SseReader second = new SseReader(epilogue.url() + path)) {
                    assertThat(second.status()).isEqualTo(200);
                    assertThat(second.header("Content-Type")).isEqualTo("text/event-stream");
                    assertThat(second.header("Retry-After")).isEqualTo("2");
                    assertThat(second.retryTold()).isTrue();
                    assertThat(second.lastComment()).startsWith("overloaded, ");
                    assertThat(second.endsWithin(SOON)).isTrue();
                    assertThat(second.opening()).isNull();
                }
            }
            assertThat(first.status()).isEqualTo(200);
            assertThat(first.opening()).isNotNull();
        }
        await().atMost(SOON).until(() -> open() == 0);
        try (SseReader third = new SseReader(epilogue.url() + "/v1/events")) {
            assertThat(third.status()).isEqualTo(200);
        }
    }

    @Test
    void idleReadersAreShownLifeAndHowFarTheyAre() {
        run("epilogue.web.heartbeat", "PT0.2S");
        ClosureId id = writer.closure("default", "idle", ALICE);
        try (SseReader reader = new SseReader(epilogue.url() + "/v1/events?types=a.rare")) {
            String opening = reader.lastId();
            writer.append(id, "a.usual");
            writer.commit();
            epilogue.bean(Wakeups.class).changed(id);

            await().atMost(SOON).until(() -> !reader.lastId().equals(opening));
            assertThat(reader.next(Duration.ZERO)).isNull();
        }
    }

    @Test
    void aPrunedPositionIsResetWithASnapshot() {
        run("epilogue.retention.events", "PT1M", "epilogue.retention.every", "PT0.2S");
        Closure open = StoredClosures.propose(epilogue, "open");
        Closure closure = StoredClosures.propose(epilogue, "pruned");
        String before;
        try (SseReader reader = new SseReader(epilogue.url() + "/v1/events")) {
            before = reader.lastId();
        }
        StoredClosures.cancel(epilogue, closure);
        writer.execute("UPDATE closure SET ended_at = now() - interval '1 day' WHERE status = 'CANCELLED'");
        writer.commit();
        await().atMost(SOON).until(() -> {
            int left = writer.count("SELECT count(*) FROM event");
            writer.rollback();
            return left == 2;
        });

        try (SseReader many = new SseReader(epilogue.url() + "/v1/events", "Last-Event-ID", before)) {
            List<SseReader.Event> events = many.next(2, SOON);
            assertThat(events).extracting(SseReader.Event::type).containsExactly("reset", "snapshot");
            assertThat(events.getLast().data().at("/data/closures")).hasSize(1);
            assertThat(events.getLast().data().at("/data/closures/0/id").asString())
                    .isEqualTo(open.id().toString());
            assertThat(many.lastId()).isNotEqualTo(before);
        }
        EventPage page = EventPage.of(epilogue, "/v1/events?after=" + before);
        assertThat(page.reset()).isTrue();
        assertThat(EventPage.of(epilogue, "/v1/events?after=" + page.position()).reset())
                .isFalse();
        String path = epilogue.url() + "/v1/closures/" + closure.id() + "/events";
        try (SseReader one = new SseReader(path, "Last-Event-ID", "2")) {
            List<SseReader.Event> events = one.next(2, SOON);
            assertThat(events).extracting(SseReader.Event::type).containsExactly("reset", "snapshot");
            assertThat(events.getLast().data().at("/data/closure/status").asString())
                    .isEqualTo("CANCELLED");
            assertThat(one.endsWithin(SOON)).isTrue();
            try (SseReader over = new SseReader(path, "Last-Event-ID", one.lastId())) {
                assertThat(over.status()).isEqualTo(204);
            }
        }
    }

    /** A browser keeps the id that it was given last and is silent for ever once it is refused for it. */
    @ParameterizedTest
    @ValueSource(strings = {"first", "100000", "-1", "999999999999999999999", "AQAAAAAA", "\"4\""})
    void whoComesWithAPositionOfNoStreamIsToldWhatStandsAndFollows(String position) {
        run();
        Closure closure = StoredClosures.propose(epilogue, "unknown");
        for (String path : List.of("/v1/closures/" + closure.id() + "/events", "/v1/events")) {
            try (SseReader reader = new SseReader(epilogue.url() + path, "Last-Event-ID", position)) {
                assertThat(reader.status()).isEqualTo(200);
                List<SseReader.Event> events = reader.next(2, SOON);
                assertThat(events).extracting(SseReader.Event::type).containsExactly("reset", "snapshot");
                assertThat(events.getFirst().id())
                        .as("cut off before it knows what stands, it comes as it came")
                        .isNull();
                await().atMost(SOON).until(() -> reader.opening() != null);
                assertThat(reader.opening().id()).isEqualTo(reader.lastId());

                writer.append(closure.id(), "a.later");
                writer.commit();
                epilogue.bean(Wakeups.class).changed(closure.id());
                assertThat(reader.next(SOON).type()).isEqualTo("a.later");
            }
        }
    }

    @Test
    void aPositionOfTheFutureInTheQueryIsResetToo() {
        run();
        Closure closure = StoredClosures.propose(epilogue, "future");
        StoredClosures.cancel(epilogue, closure);
        String path = epilogue.url() + "/v1/closures/" + closure.id() + "/events";
        String last;
        try (SseReader ended = new SseReader(path + "?after=100000")) {
            assertThat(ended.next(2, SOON)).extracting(SseReader.Event::type).containsExactly("reset", "snapshot");
            assertThat(ended.endsWithin(SOON)).as("nothing can follow").isTrue();
            last = ended.lastId();
        }
        try (SseReader over = new SseReader(path, "Last-Event-ID", last)) {
            assertThat(over.status()).isEqualTo(204);
        }
    }

    @Test
    void everyStreamOpensWithItsPositionAndPassesUnpackedThroughProxies() {
        run();
        Closure closure = StoredClosures.propose(epilogue, "opened");
        for (String path : STREAMS.apply(closure)) {
            try (SseReader reader = new SseReader(epilogue.url() + path)) {
                assertThat(reader.header("Cache-Control")).isEqualTo("no-store, no-transform");
                assertThat(reader.header("X-Accel-Buffering")).isEqualTo("no");
                assertThat(reader.retryTold()).isTrue();
                assertThat(reader.opening().id())
                        .isEqualTo(reader.opening().data().at("/position").asString());
            }
        }
    }

    /** A head alone takes nobody's place. */
    @Test
    void theHeadOfAStreamIsItsHeadAlone() throws IOException, InterruptedException {
        run("epilogue.streams.most", "1");
        Closure closure = StoredClosures.propose(epilogue, "head");
        try (SseReader only = new SseReader(epilogue.url() + "/v1/events")) {
            assertThat(only.status()).isEqualTo(200);
            for (String path : STREAMS.apply(closure)) {
                var answer = java.net.http.HttpClient.newHttpClient()
                        .send(
                                HttpRequest.newBuilder(URI.create(epilogue.url() + path))
                                        .HEAD()
                                        .build(),
                                BodyHandlers.ofString());
                assertThat(answer.statusCode()).isEqualTo(200);
                assertThat(answer.body()).isEmpty();
                assertThat(answer.headers().firstValue("Content-Type")).contains("text/event-stream");
            }
            assertThat(open()).isEqualTo(1);
        }
    }

    @Test
    void stoppingTellsReadersToComeAgain() {
        run();
        SseReader one = new SseReader(epilogue.url() + "/v1/events");
        SseReader two = new SseReader(epilogue.url() + "/v1/participants/" + ALICE + "/events");
        long began = System.nanoTime();
        epilogue.close();
        epilogue = null;

        assertThat(one.endsWithin(SOON)).isTrue();
        assertThat(two.endsWithin(SOON)).isTrue();
        assertThat(one.lastComment()).startsWith("stopping");
        assertThat(two.retryTold()).isTrue();
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void aReaderThatDoesNotReadDoesNotHoldUpTheStop() throws IOException {
        run("epilogue.streams.grace", "PT1S");
        ClosureId id = writer.closure("default", "stuck", ALICE);
        try (Socket slow = stuck("/v1/events")) {
            await().atMost(SOON).until(() -> open() == 1);
            String large = "{\"text\":\"" + "x".repeat(1_000_000) + "\"}";
            for (int i = 0; i < 20; i++) {
                writer.append(id, "a.large", large);
            }
            writer.commit();
            epilogue.bean(Wakeups.class).changed(id);
            long began = System.nanoTime();
            epilogue.close();
            epilogue = null;

            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(10));
            assertThat(slow.isConnected()).isTrue();
        }
    }

    private int open() {
        return meter("epilogue.streams.open");
    }

    private int meter(String name) {
        return (int) epilogue.bean(MeterRegistry.class).get(name).gauge().value();
    }

    private Socket stuck(String path) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(8192);
        socket.connect(new InetSocketAddress("127.0.0.1", epilogue.port()));
        String request = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    /** Reads until the other side has closed. */
    private static long drained(Socket socket) {
        long bytes = 0;
        byte[] buffer = new byte[65_536];
        try {
            InputStream in = socket.getInputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                bytes += read;
            }
        } catch (IOException reset) {
            return bytes;
        }
        return bytes;
    }
}

package dev.epilogue.pipeline;

import static dev.epilogue.sandbox.Wallet.ALICE;
import static dev.epilogue.sandbox.Wallet.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.sandbox.nitronode.FakeNitronodeOptions;
import dev.epilogue.testing.Closing;
import dev.epilogue.testing.Stage;
import dev.epilogue.value.Keccak;
import dev.epilogue.value.SessionId;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Callers who ask a node, at its real pace, for sessions that nobody knows, much faster than it answers. */
class CallersFloodEndToEndTest {

    private static final Logger LOG = LoggerFactory.getLogger(CallersFloodEndToEndTest.class);
    private static final int CLOSURES = 5;
    private static final int READS_PER_SECOND = 80;

    /** What the load of two cores may add; the flood itself held closes up for as long as it lasted. */
    private static final Duration MACHINE = Duration.ofMillis(500);

    private static Stage stage;

    private final HttpClient http = HttpClient.newHttpClient();
    private final Queue<HttpResponse<String>> answers = new ConcurrentLinkedQueue<>();
    private final AtomicInteger asked = new AtomicInteger();

    @BeforeAll
    static void open() {
        stage = Stage.open(
                FakeNitronodeOptions.defaults(), Map.of("epilogue.nodes.sandbox.connections.limit", 9));
        closed(signedByOne());
    }

    @AfterAll
    static void close() {
        stage.close();
    }

    @Test
    void underAnyNumberOfReadsACloseTakesAtMostTwiceItsQuietTime() throws InterruptedException {
        Duration quiet = median(closed(signedByOne()));
        List<Closing> closings = signedByOne();
        ScheduledExecutorService flood = Executors.newSingleThreadScheduledExecutor();
        List<Duration> flooded;
        try {
            flood.scheduleAtFixedRate(this::askForASession, 0, 1_000_000 / READS_PER_SECOND, TimeUnit.MICROSECONDS);
            while (answers.stream().noneMatch(answer -> answer.statusCode() == 503)) {
                assertThat(asked).hasValueLessThan(READS_PER_SECOND * 30);
                Thread.onSpinWait();
            }
            flooded = closed(closings);
        } finally {
            flood.shutdownNow();
        }

        LOG.info("a close takes {} when quiet, {} under {} reads/s", quiet, flooded, READS_PER_SECOND);
        assertThat(median(flooded)).isLessThan(quiet.multipliedBy(2).plus(MACHINE));
        assertThat(answers)
                .filteredOn(answer -> answer.statusCode() == 503)
                .allSatisfy(answer -> {
                    assertThat(answer.body()).contains("\"overloaded\"");
                    assertThat(answer.headers().firstValueAsLong("Retry-After").orElse(0)).isPositive();
                });
        assertThat(answers).filteredOn(answer -> answer.statusCode() == 404).isNotEmpty();
    }

    private void askForASession() {
        SessionId random = new SessionId(
                Keccak.hash(ByteBuffer.allocate(4).putInt(asked.incrementAndGet()).array()));
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(stage.epilogue().url() + "/v1/sessions/" + random))
                .GET()
                .build();
        http.sendAsync(request, BodyHandlers.ofString()).thenAccept(answers::add);
    }

    private static List<Closing> signedByOne() {
        return IntStream.range(0, CLOSURES)
                .mapToObj(i -> stage.propose(stage.session()).signedBy(ALICE))
                .toList();
    }

    /** From the last signature to the proof, one closure after another. */
    private static List<Duration> closed(List<Closing> closings) {
        List<Duration> times = new ArrayList<>();
        for (Closing closing : closings) {
            long since = System.nanoTime();
            closing.signedBy(BOB).booked("COOPERATIVE");
            times.add(Duration.ofNanos(System.nanoTime() - since));
        }
        return times;
    }

    private static Duration median(List<Duration> times) {
        return times.stream().sorted().toList().get(times.size() / 2);
    }
}

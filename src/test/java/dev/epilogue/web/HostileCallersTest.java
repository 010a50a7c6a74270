package dev.epilogue.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.epilogue.sandbox.Wallet;
import dev.epilogue.value.SessionId;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.netty.resources.ConnectionProvider;

/**
 * What an honest caller notices while somebody else does his worst. That it is answered, and soon enough for a probe, is held here; how
 * much longer it takes than in peace is printed.
 */
@Tag("database")
class HostileCallersTest {

    private static final Duration PATIENCE = Duration.ofMinutes(4);

    /** Three probes in a row that take as long as this are the end of a pod. */
    private static final Duration OF_A_PROBE = Duration.ofSeconds(5);

    private static final int CALLS = 60;

    private static Stage stage;
    private static String closure;
    private static String honest;

    @BeforeAll
    static void start() {
        stage = new Stage(
                // what holds without any limit on how many a caller hands in
                "epilogue.limits.applications.signatures.per-second", "0",
                "epilogue.limits.applications.refused-signatures.per-second", "0",
                "epilogue.limits.applications.streams.per-second", "0",
                "epilogue.streams.patience", "PT5M",
                "epilogue.web.deadlines.body", "PT60S");
        closure = stage.propose(stage.session());
        honest = "Bearer "
                + stage.keys().tenant("honest", Map.of("*", Set.of("*"))).everything("honest");
    }

    @AfterAll
    static void stop() {
        stage.close();
    }

    @Test
    void halfABodyHoldsUpNobodyElse() throws IOException {
        List<SessionId> sessions = new ArrayList<>();
        for (int i = 0; i < 2 * 20; i++) {
            sessions.add(stage.session());
        }
        double quiet = worst(20, () -> proposes(sessions.removeLast()));
        List<Socket> halves = new ArrayList<>();
        try {
            for (int i = 0; i < 600; i++) {
                Socket socket = new Socket("127.0.0.1", stage.epilogue().port());
                halves.add(socket);
                String half = "POST /v1/closures HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                        + "Content-Length: 1000\r\n\r\n{\"sessionId\"";
                socket.getOutputStream().write(half.getBytes(StandardCharsets.US_ASCII));
            }
            double attacked = worst(20, () -> proposes(sessions.removeLast()));
            told("600 halves of a body", "a proposal", quiet, attacked);
        } finally {
            for (Socket socket : halves) {
                socket.close();
            }
        }
    }

    @Test
    void thousandsOfSignaturesHoldUpNeitherReadsNorProbes() {
        double quietRead = worst(CALLS, HostileCallersTest::reads);
        double quietProbe = worst(CALLS, HostileCallersTest::probes);
        HttpClient client = HttpClient.newHttpClient();
        byte[] body = garbage().repeat(1000).getBytes(StandardCharsets.UTF_8);
        List<CompletableFuture<HttpResponse<String>>> attack = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            HttpRequest lines = HttpRequest.newBuilder(
                            URI.create(stage.epilogue().url() + "/v1/signatures"))
                    .header("Content-Type", "application/x-ndjson")
                    .POST(BodyPublishers.ofByteArray(body))
                    .build();
            attack.add(client.sendAsync(lines, BodyHandlers.ofString()));
        }
        await().atMost(PATIENCE).until(() -> gauge("epilogue.verification.waiting") > 0);
        double attackedRead = worst(CALLS, HostileCallersTest::reads);
        double attackedProbe = worst(CALLS, HostileCallersTest::probes);
        boolean held = gauge("epilogue.verification.running") > 0;
        told(
                "40 times 1,000 signatures" + (held ? "" : " (over before the last call)"),
                "a read",
                quietRead,
                attackedRead);
        told("40 times 1,000 signatures", "a probe", quietProbe, attackedProbe);

        assertThat(attackedProbe).isLessThan(OF_A_PROBE.toMillis());
        assertThat(attackedRead).isLessThan(2.0 * OF_A_PROBE.toMillis());
        attack.forEach(each -> each.cancel(true));
        await().atMost(PATIENCE).until(() -> gauge("epilogue.verification.running") == 0);
        assertThat(gauge("epilogue.verification.waiting")).isZero();
    }

    @Test
    void streamsThatComeAtOnceWaitTheirTurn() {
        int readers = 2000;
        ConnectionProvider connections = ConnectionProvider.builder("readers")
                .maxConnections(readers)
                .pendingAcquireMaxCount(-1)
                .pendingAcquireTimeout(PATIENCE)
                .build();
        reactor.netty.http.client.HttpClient client = reactor.netty.http.client.HttpClient.create(connections)
                .baseUrl(stage.epilogue().url());
        List<String> paths = List.of("/v1/closures/" + closure + "/events", "/v1/events");
        AtomicInteger opened = new AtomicInteger();
        AtomicInteger refused = new AtomicInteger();
        double quiet = worst(CALLS, HostileCallersTest::reads);
        long began = System.nanoTime();
        Disposable reading = Flux.range(0, readers)
                .flatMap(
                        reader -> client.get()
                                .uri(paths.get(reader % paths.size()))
                                .response((answer, body) -> {
                                    (answer.status().code() == 200 ? opened : refused).incrementAndGet();
                                    return body.then().doOnSuccess(end -> refused.incrementAndGet());
                                }),
                        readers)
                .subscribe(end -> {}, broken -> refused.incrementAndGet());
        double attacked = worst(CALLS, HostileCallersTest::reads);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(opened.get())
                        .as("opened %s, refused %s, waiting %s", opened, refused, gauge("epilogue.streams.waiting"))
                        .isEqualTo(readers));
        told(
                "%d streams that open at once, all of them open after %d ms"
                        .formatted(readers, (System.nanoTime() - began) / 1_000_000),
                "a read",
                quiet,
                attacked);
        reading.dispose();
        connections.dispose();

        assertThat(refused).hasValue(0);
        await().atMost(PATIENCE).until(() -> gauge("epilogue.streams.open") == 0);
        assertThat(gauge("epilogue.streams.waiting")).isZero();
    }

    private static boolean proposes(SessionId session) {
        return stage.post("/v1/closures", "{'sessionId':'" + session + "'}", "Authorization", honest)
                        .status()
                == 201;
    }

    private static boolean reads() {
        return stage.get("/v1/closures?limit=5", "Authorization", honest).status() == 200;
    }

    private static boolean probes() {
        return stage.get("/actuator/health/liveness").status() == 200;
    }

    /** Well formed, of a participant, and not what was asked for: it costs a look at the closure and the arithmetic. */
    private static String garbage() {
        String wrong = Wallet.BOB.signText("something else");
        return "{\"closureId\":\"%s\",\"participant\":\"%s\",\"round\":1,\"signatures\":[\"%s\"]}\n"
                .formatted(closure, Wallet.ALICE.address(), wrong);
    }

    /** Milliseconds that the slowest but one in a hundred took. Each has to succeed. */
    private static double worst(int calls, BooleanSupplier call) {
        double[] millis = new double[calls];
        for (int i = 0; i < calls; i++) {
            long began = System.nanoTime();
            assertThat(call.getAsBoolean()).isTrue();
            millis[i] = (System.nanoTime() - began) / 1e6;
        }
        Arrays.sort(millis);
        return millis[(int) Math.ceil(calls * 0.99) - 1];
    }

    private static void told(String attack, String call, double quiet, double attacked) {
        System.out.printf(
                "%s: p99 of %s %.1f ms, in peace %.1f ms: %.1fx%n", attack, call, attacked, quiet, attacked / quiet);
    }

    private static double gauge(String name) {
        return stage.epilogue().bean(MeterRegistry.class).get(name).gauge().value();
    }
}

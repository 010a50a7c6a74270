package dev.epilogue.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.epilogue.access.Access;
import dev.epilogue.sandbox.Api;
import dev.epilogue.sandbox.Wallet;
import dev.epilogue.testing.RunningEpilogue;
import dev.epilogue.testing.SseReader;
import dev.epilogue.value.SessionId;
import dev.epilogue.web.http.Endpoints;
import dev.epilogue.web.http.Route;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;

/** Who asks too often is told so, by whichever instance, and nobody else is. */
@Tag("database")
class LimitsEndToEndTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int BURST = 20;
    private static final int WORKED_ON = 16;

    private static Stage stage;
    private static SessionId session;

    @BeforeAll
    static void open() {
        stage = new Stage(
                "epilogue.limits.exchange", "200ms",
                "epilogue.limits.applications.node-reads.per-second", "1",
                "epilogue.limits.applications.node-reads.burst", String.valueOf(BURST),
                "epilogue.limits.applications.signatures.per-second", "1",
                "epilogue.limits.applications.signatures.burst", "3",
                "epilogue.limits.applications.refused-signatures.per-second", "1",
                "epilogue.limits.applications.refused-signatures.burst", "20",
                "epilogue.streams.per-application", "3",
                "epilogue.streams.opening", "1",
                "epilogue.limits.applications.streams.per-second", "200",
                "epilogue.limits.applications.streams.burst", "200",
                "epilogue.admission.changes", String.valueOf(WORKED_ON),
                "epilogue.web.trusted-proxies", "127.0.0.0/8",
                "epilogue.limits.addresses.failed-credentials.per-second", "1",
                "epilogue.limits.addresses.failed-credentials.burst", "5");
        session = stage.session();
    }

    @AfterAll
    static void close() {
        stage.close();
    }

    @Test
    void whatATenantAskedOneInstanceCountsAtTheOther() {
        String key = key("shared", Map.of());
        try (RunningEpilogue replica = stage.replica()) {
            Api there = new Api(URI.create(replica.url()));
            int given = 0;
            Reply reply = read(key);
            while (reply.status() == 200) {
                given++;
                reply = read(key);
            }
            assertThat(given).isGreaterThanOrEqualTo(BURST);
            assertThat(reply.status()).isEqualTo(429);
            assertThat(reply.at("/code")).isEqualTo("rate-limited");
            assertThat(reply.at("/limit")).isEqualTo("node-reads");
            // where the other instance has heard of it meanwhile, what was given on credit is paid back first
            String later = reply.header("Retry-After");
            assertThat(later).matches("[12]");
            assertThat(reply.header("RateLimit")).isEqualTo("\"node-reads\";r=0;t=" + later);
            assertThat(reply.header("RateLimit-Policy")).isEqualTo("\"node-reads\";q=20;w=20");

            int[] more = {0};
            await().atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).until(() -> {
                int status = there.send(there.request("/v1/sessions/" + session)
                                .header("Authorization", key)
                                .GET()
                                .build())
                        .status();
                more[0] += status == 200 ? 1 : 0;
                return status == 429;
            });
            assertThat(more[0])
                    .as("given by the other, which had %d for itself", BURST)
                    .isLessThan(BURST);
        }
        assertThat(read(key("another", Map.of())).status()).isEqualTo(200);
    }

    /** A route that is added without one is noticed here. */
    @Test
    void whateverMakesOrChangesSomethingIsCounted() {
        List<String> uncounted = stage.epilogue().beans(Endpoints.class).stream()
                .flatMap(concern -> concern.routes().stream())
                .filter(route -> route.limit() == null)
                .filter(route -> route.access() != Access.OPERATOR)
                .filter(route -> !List.of(HttpMethod.GET, HttpMethod.DELETE).contains(route.method()))
                .map(Route::pattern)
                .toList();
        // the one waits, and is held; the other counts each of its lines
        assertThat(uncounted).containsExactlyInAnyOrder("/v1/closures/{id}/finalization", "/v1/signatures");
    }

    @Test
    void lostLimitsAreEachInstancesOwn() {
        stage.database().execute("ALTER TABLE rate_limit RENAME TO gone");
        try {
            String key = key("lost", Map.of());
            assertThat(read(key).status()).isEqualTo(200);
            await().atMost(PATIENCE).until(() -> shared() == 0);
            await().atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> read(key).status() == 429);
        } finally {
            stage.database().execute("ALTER TABLE gone RENAME TO rate_limit");
        }
        await().atMost(PATIENCE).until(() -> {
            read(key("found", Map.of()));
            return shared() == 1;
        });
    }

    @Test
    void aTenantsOwnLimitsCount() {
        String key = key("generous", Map.of("node-reads", 5));
        Reply reply = read(key);
        assertThat(reply.header("RateLimit-Policy")).isEqualTo("\"node-reads\";q=100;w=20");
        assertThat(reply.header("RateLimit")).startsWith("\"node-reads\";r=99;");
    }

    @Test
    void eachLineOfAStreamIsCounted() {
        String key = key("lines", Map.of());
        String line = "{\"closureId\":\"01a20d40-d257-7dbc-97d4-c49eeb94f6d6\",\"participant\":"
                + "\"0x70997970C51812dc3A010C7d01b50e0d17dc79C8\",\"round\":1,\"signatures\":[\"0x\"]}\n";
        Reply reply = stage.postChunked(
                "/v1/signatures",
                Stage.utf8(line.repeat(8)),
                "Content-Type",
                "application/x-ndjson",
                "Authorization",
                key);
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.lines().stream()
                        .filter(each -> each.at("/problem/code").asString("").equals("rate-limited"))
                        .count())
                .isBetween(4L, 5L);
        assertThat(reply.lines().getLast().at("/refused").intValue()).isEqualTo(8);
    }

    @Test
    void whoseSignaturesAreRefusedIsHeardLaterAndNobodyElseIs() {
        Signing hostile = new Signing(key("hostile", Map.of("signatures", 1000)));
        Signing honest = new Signing(key("honest", Map.of()));
        String wrong = Wallet.BOB.signText("something else");
        assertThat(hostile.signed(wrong).status()).isEqualTo(422);
        long began = System.nanoTime();
        Reply refused = hostile.signed(wrong);
        while (refused.status() == 422) {
            began = System.nanoTime();
            refused = hostile.signed(wrong);
        }
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.at("/limit")).isEqualTo("refused-signatures");
        assertThat(refused.header("RateLimit")).startsWith("\"refused-signatures\";r=0;");
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofMillis(400));

        assertThat(honest.signed(wrong).status()).isEqualTo(422);
        await().atMost(PATIENCE).until(() -> hostile.signed(wrong).status() == 422);
    }

    /** Explaining costs many times what refusing costs, and whoever is refused again and again has been told. */
    @Test
    void whoseSignaturesAreRefusedIsNoLongerToldWhy() {
        Signing mistaken = new Signing(key("mistaken", Map.of("signatures", 1000)));
        String text = stage.get("/v1/closures/" + mistaken.closure + "/payloads", "Authorization", mistaken.key)
                .at("/payloads/0/message");
        String misread = Wallet.ALICE.signText(text);

        List<String> told = new ArrayList<>();
        for (Reply reply = mistaken.signed(misread); reply.status() == 422; reply = mistaken.signed(misread)) {
            told.add(reply.at("/code"));
        }

        assertThat(told.subList(0, 5)).containsOnly("signature-prefix");
        assertThat(told.getLast()).isEqualTo("signature-stranger");
    }

    /** Four times as many as may be worked on: those that are made to wait are not. */
    @Test
    void whoIsHeardLaterTakesNobodysPlace() {
        Signing hostile = new Signing(key("crowd", Map.of("signatures", 1000)));
        List<Integer> some = hostile.together(WORKED_ON - 1);
        while (some.contains(422)) {
            some = hostile.together(WORKED_ON - 1);
        }

        assertThat(hostile.together(4 * WORKED_ON)).containsOnly(429);
    }

    /** Whoever is told that it was too much waits for that outside of the line: in it, these would hold up everybody for minutes. */
    @Test
    void readersWhoAreHeardLaterHoldUpNoOtherReader() throws IOException {
        String key = key("flood", Map.of("streams", 1));
        byte[] asked = Stage.utf8(
                "GET /v1/closures/%s/events HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\nAuthorization: %s\r\n\r\n"
                        .formatted(new Signing(key).closure, key));
        List<Socket> flood = new ArrayList<>();
        try {
            for (int i = 0; i < 200; i++) {
                Socket socket = new Socket("127.0.0.1", stage.epilogue().port());
                flood.add(socket);
                socket.getOutputStream().write(asked);
            }
            await().atMost(PATIENCE).until(() -> refused("streams") >= 150);
            String url = stage.epilogue().url() + "/v1/events";
            try (SseReader another = new SseReader(url, "Authorization", key("reader", Map.of()))) {
                assertThat(another.opening()).as(another.lastComment()).isNotNull();
            }
        } finally {
            for (Socket socket : flood) {
                socket.close();
            }
        }
    }

    private static final class Signing {
        private final String key;
        private final String closure;

        Signing(String key) {
            this.key = key;
            Reply proposed =
                    stage.post("/v1/closures", "{\"sessionId\":\"" + stage.session() + "\"}", "Authorization", key);
            assertThat(proposed.status()).isEqualTo(201);
            closure = proposed.at("/id");
        }

        /** What becomes of so many that come at the same time with what nobody asked for. */
        List<Integer> together(int count) {
            String wrong = Wallet.BOB.signText("something else");
            List<Future<Integer>> all = new ArrayList<>();
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int i = 0; i < count; i++) {
                    all.add(threads.submit(() -> signed(wrong).status()));
                }
            }
            return all.stream().map(Future::resultNow).toList();
        }

        Reply signed(String signature) {
            return stage.post(
                    "/v1/closures/" + closure + "/signatures",
                    "{\"participant\":\"%s\",\"round\":1,\"signatures\":[\"%s\"]}"
                            .formatted(Wallet.ALICE.address(), signature),
                    "Authorization",
                    key);
        }
    }

    @Test
    void whoGuessesIsNotListenedToAndLocksNobodyOut() {
        String known = key("known", Map.of());
        String late = key("late", Map.of());
        assertThat(stage.get("/v1/closures", "Authorization", known).status()).isEqualTo(200);
        String wrong = known.substring(0, known.length() - 1) + (known.endsWith("0") ? "1" : "0");
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> stage.get("/v1/closures", "Authorization", wrong).status() == 429);

        Reply refused = stage.get("/v1/closures", "Authorization", late);
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.at("/limit")).isEqualTo("failed-credentials");
        assertThat(refused.header("Retry-After")).isNotNull();
        assertThat(stage.get("/v1/closures", "Authorization", known).status()).isEqualTo(200);
        await().atMost(PATIENCE)
                .until(() -> stage.get("/v1/closures", "Authorization", late).status() == 200);
    }

    @Test
    void oneCallerHoldsOnlySoManyStreams() {
        String key = key("hoard", Map.of());
        String url = stage.epilogue().url() + "/v1/events";
        try (SseReader first = new SseReader(url, "Authorization", key);
                SseReader second = new SseReader(url, "Authorization", key);
                SseReader third = new SseReader(url, "Authorization", key);
                SseReader fourth = new SseReader(url, "Authorization", key);
                SseReader another = new SseReader(url, "Authorization", key("another-reader", Map.of()))) {
            assertThat(fourth.endsWithin(PATIENCE)).isTrue();
            assertThat(fourth.lastComment()).startsWith("rate-limited");
            assertThat(List.of(first, second, third, another))
                    .allSatisfy(open -> assertThat(open.opening()).isNotNull());
            String closure = "/v1/closures/" + new Signing(key).closure;
            Reply waiting = stage.get(closure + "?wait=PT30S&seen=1", "Authorization", key);
            assertThat(waiting.status()).as("to wait is to hold").isEqualTo(429);
            assertThat(waiting.at("/limit")).isEqualTo("open-streams");
            assertThat(stage.post(closure + "/finalization?wait=PT30S", "", "Authorization", key)
                            .status())
                    .isEqualTo(429);
            assertThat(stage.get(closure, "Authorization", key).status()).isEqualTo(200);
        }
        await().atMost(PATIENCE).untilAsserted(() -> {
            try (SseReader later = new SseReader(url, "Authorization", key)) {
                assertThat(later.opening()).isNotNull();
            }
        });
    }

    /** Two who come by one proxy: the one who guesses shuts himself out alone, whatever he writes in front of his address. */
    @Test
    void callersBehindATrustedProxyAreToldApart() {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(5)).until(() -> guess("203.0.113.7") == 429);

        assertThat(guess("198.51.100.1, 203.0.113.7")).isEqualTo(429);
        assertThat(guess("203.0.113.8")).isEqualTo(401);
        assertThat(guess("203.0.113.7, 203.0.113.8")).isEqualTo(401);
    }

    private static int guess(String by) {
        return stage.get("/v1/closures", "Authorization", "Bearer epk_guess", "X-Forwarded-For", by)
                .status();
    }

    private static Reply read(String key) {
        return stage.get("/v1/sessions/" + session, "Authorization", key);
    }

    private static String key(String tenant, Map<String, Integer> limits) {
        stage.keys().tenant(tenant, Map.of("*", Set.of("*")));
        if (!limits.isEmpty()) {
            stage.database()
                    .execute("UPDATE tenant SET limits = '%s' WHERE id = '%s'"
                            .formatted(limits.toString().replaceAll("\\{(.*)=(.*)}", "{\"$1\": $2}"), tenant));
        }
        return "Bearer " + stage.keys().everything(tenant);
    }

    private static double refused(String limit) {
        return stage.epilogue()
                .bean(MeterRegistry.class)
                .get("epilogue.limits.refused")
                .tag("limit", limit)
                .counter()
                .count();
    }

    private static double shared() {
        return stage.epilogue()
                .bean(MeterRegistry.class)
                .get("epilogue.limits.shared")
                .gauge()
                .value();
    }
}

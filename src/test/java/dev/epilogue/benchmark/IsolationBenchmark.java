package dev.epilogue.benchmark;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.epilogue.sandbox.nitronode.FakeNitronode;
import dev.epilogue.sandbox.nitronode.FakeNitronodeOptions;
import dev.epilogue.sandbox.nitronode.fault.Fault;
import dev.epilogue.sandbox.nitronode.fault.FaultRule;
import dev.epilogue.testing.DatabaseProxy;
import dev.epilogue.testing.Stage;
import dev.epilogue.testing.TestDatabase;
import dev.epilogue.value.Keccak;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a close has to bear from others, before and after: each build of {@code epilogue.benchmark.builds} is a process of its own at nodes
 * that misbehave.
 */
@Tag("load")
class IsolationBenchmark {

    private static final int CLOSURES = Integer.getInteger("epilogue.benchmark.closures", 20);
    private static final int READS_PER_SECOND = 60;
    private static final int AT_THE_SILENT_NODE = Integer.getInteger("epilogue.benchmark.silent", 400);
    private static final int HANG_UPS = Integer.getInteger("epilogue.benchmark.hang-ups", 80);
    private static final int LATEST_MICROS = 30_000;
    private static final Duration OUTAGE = Duration.parse(System.getProperty("epilogue.benchmark.outage", "PT5M"));
    private static final Duration SILENCE = Duration.parse(System.getProperty("epilogue.benchmark.silence", "PT30S"));

    private static final Duration GIVEN_UP = Duration.ofMinutes(2);
    private static final Duration SERIES = Duration.ofMinutes(3);

    private static final Duration RESUMED_WITHIN = Duration.ofSeconds(90);

    static List<String> builds() {
        return List.of(System.getProperty("epilogue.benchmark.builds", "this=target/classes")
                .split(","));
    }

    @ParameterizedTest
    @MethodSource("builds")
    void aCloseUnderReadsOfUnknownSessions(String build) {
        try (TestDatabase database = TestDatabase.onOwnServer();
                FakeNitronode node = FakeNitronode.start(FakeNitronodeOptions.defaults());
                ServiceProcess service = new ServiceProcess(classes(build), database, at(node));
                Closer closer = new Closer(service.url(), node);
                HttpClient callers = HttpClient.newHttpClient();
                ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor()) {
            List<Closer.Proposed> quiet = proposed(closer, "sandbox", node, CLOSURES);
            List<Closer.Proposed> flooded = proposed(closer, "sandbox", node, CLOSURES);
            Figures.print(build + ": ms from the last signature to the proof, quiet", closes(closer, quiet));
            Random random = new Random(1);
            clock.scheduleAtFixedRate(
                    () -> callers.sendAsync(read(service.url(), random.nextLong()), BodyHandlers.discarding()),
                    0,
                    1_000_000 / READS_PER_SECOND,
                    TimeUnit.MICROSECONDS);
            Figures.print(build + ": the same, under %d reads/s".formatted(READS_PER_SECOND), closes(closer, flooded));
            clock.shutdownNow();
        }
    }

    @ParameterizedTest
    @MethodSource("builds")
    void aCloseBesideASilentNode(String build) {
        try (TestDatabase database = TestDatabase.onOwnServer();
                FakeNitronode node = FakeNitronode.start(Stage.unlimited());
                FakeNitronode silent = FakeNitronode.start(Stage.unlimited().withNodeKey("0x" + "5a".repeat(32)));
                ServiceProcess service = new ServiceProcess(classes(build), database, at(node, silent));
                Closer closer = new Closer(service.url(), node)) {
            List<Closer.Proposed> quiet = proposed(closer, "sandbox", node, CLOSURES);
            List<Closer.Proposed> beside = proposed(closer, "sandbox", node, CLOSURES);
            List<Closer.Proposed> lost = proposed(closer, "other", silent, AT_THE_SILENT_NODE);
            Figures.print(build + ": ms from the last signature to the proof, quiet", closes(closer, quiet));
            silent.with(FaultRule.onAny(new Fault.Silent()).always());
            lost.forEach(closer::leave);
            Figures.print(
                    build + ": the same, beside %d closures at a silent node".formatted(AT_THE_SILENT_NODE),
                    closes(closer, beside));
        }
    }

    @ParameterizedTest
    @MethodSource("builds")
    void socketsBehindASilentDatabase(String build) {
        TestDatabase database = TestDatabase.onOwnServer();
        try (database;
                FakeNitronode node = FakeNitronode.start(Stage.unlimited());
                DatabaseProxy proxy = new DatabaseProxy(database.port())) {
            Map<String, Object> settings = new LinkedHashMap<>(at(node));
            settings.put(
                    "spring.r2dbc.url",
                    database.r2dbcUrl().replace(":" + database.port() + "/", ":" + proxy.port() + "/"));
            try (ServiceProcess service = new ServiceProcess(classes(build), database, settings);
                    HttpClient callers = HttpClient.newHttpClient()) {
                int before = proxy.open();
                proxy.silence();
                long until = System.nanoTime() + SILENCE.toNanos();
                while (System.nanoTime() < until) {
                    callers.sendAsync(get(service.url(), "/v1/closures"), BodyHandlers.discarding());
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
                }
                System.out.printf(
                        "%s: %d sockets to the database before, %d after %s of silence%n",
                        build, before, proxy.open(), SILENCE);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("builds")
    void closuresOfANodeWhoseDatabaseFails(String build) {
        Fault failing = new Fault.Refuse("failed to lock: (SQLSTATE 57P01)");
        try (TestDatabase database = TestDatabase.onOwnServer();
                FakeNitronode node = FakeNitronode.start(Stage.unlimited());
                ServiceProcess service = new ServiceProcess(classes(build), database, at(node));
                Closer closer = new Closer(service.url(), node)) {
            node.with(FaultRule.onClose(failing).always());
            List<Closer.Proposed> closures = proposed(closer, "sandbox", node, CLOSURES);
            closures.forEach(closer::leave);
            LockSupport.parkNanos(OUTAGE.toNanos());
            System.out.printf("%s: after %s of a node's errors %s%n", build, OUTAGE, statuses(closer, closures));
            node.faults().clear();
            long ended = System.nanoTime();
            while (!statuses(closer, closures).keySet().equals(Set.of("SETTLED"))
                    && System.nanoTime() - ended < RESUMED_WITHIN.toNanos()) {
                LockSupport.parkNanos(Duration.ofMillis(500).toNanos());
            }
            System.out.printf(
                    "%s: %d s after their end %s%n",
                    build, Duration.ofNanos(System.nanoTime() - ended).toSeconds(), statuses(closer, closures));
        }
    }

    @ParameterizedTest
    @MethodSource("builds")
    void callsSentAgainAfterAHangUp(String build) throws Exception {
        try (TestDatabase database = TestDatabase.onOwnServer();
                FakeNitronode node = FakeNitronode.start(Stage.unlimited());
                ServiceProcess service = new ServiceProcess(classes(build), database, at(node));
                HttpClient callers = HttpClient.newHttpClient()) {
            Random random = new Random(1);
            Map<Integer, Integer> answers = new TreeMap<>();
            for (int each = 0; each < HANG_UPS; each++) {
                String body = "{\"sessionId\":\"" + Closer.opened(node, 2).id() + "\"}";
                hangUp(URI.create(service.url()), body, "key-" + each, random.nextInt(LATEST_MICROS));
                HttpRequest again = HttpRequest.newBuilder(URI.create(service.url() + "/v1/closures"))
                        .header("Content-Type", "application/json")
                        .header("Idempotency-Key", "key-" + each)
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build();
                answers.merge(callers.send(again, BodyHandlers.discarding()).statusCode(), 1, Integer::sum);
            }
            System.out.printf("%s: proposals sent again after a hang-up were answered %s%n", build, answers);
        }
    }

    private static void hangUp(URI service, String body, String key, int micros) throws IOException {
        String head = "POST /v1/closures HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + "Idempotency-Key: %s\r\nContent-Length: %d\r\n\r\n%s";
        try (Socket socket = new Socket(service.getHost(), service.getPort())) {
            socket.getOutputStream()
                    .write(head.formatted(key, body.getBytes(UTF_8).length, body)
                            .getBytes(UTF_8));
            socket.getOutputStream().flush();
            LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(micros));
        }
    }

    /** One after another, as long as there is time; one that is given up counts with the time until then. */
    private static List<Double> closes(Closer closer, List<Closer.Proposed> proposed) {
        List<Double> times = new ArrayList<>();
        long until = System.nanoTime() + SERIES.toNanos();
        for (Closer.Proposed each : proposed) {
            if (System.nanoTime() > until) {
                break;
            }
            times.add(CompletableFuture.supplyAsync(() -> closer.close(each), Thread::startVirtualThread)
                    .completeOnTimeout((double) GIVEN_UP.toMillis(), GIVEN_UP.toMillis(), TimeUnit.MILLISECONDS)
                    .join());
        }
        return times;
    }

    private static List<Closer.Proposed> proposed(Closer closer, String name, FakeNitronode at, int number) {
        return IntStream.range(0, number)
                .mapToObj(each -> closer.propose(name, at))
                .toList();
    }

    private static Map<String, Long> statuses(Closer closer, List<Closer.Proposed> closures) {
        return closures.stream().collect(Collectors.groupingBy(closer::status, TreeMap::new, Collectors.counting()));
    }

    private static HttpRequest read(String service, long number) {
        return get(
                service,
                "/v1/sessions/"
                        + Keccak.hash(ByteBuffer.allocate(8).putLong(number).array()) + "?node=sandbox");
    }

    private static HttpRequest get(String service, String path) {
        return HttpRequest.newBuilder(URI.create(service + path)).GET().build();
    }

    private static String classes(String build) {
        return build.substring(build.indexOf('=') + 1);
    }

    /** The first is the one whose closes are timed. */
    private static Map<String, Object> at(FakeNitronode... nodes) {
        Map<String, Object> settings = new LinkedHashMap<>();
        // what is measured is what keeps callers apart when they may ask for as much as they like
        List.of("node-reads", "proposals", "signatures", "streams")
                .forEach(limit -> settings.put("epilogue.limits.applications." + limit + ".per-second", 0));
        Arrays.asList("sandbox", "other").subList(0, nodes.length).forEach(name -> {
            settings.put("epilogue.nodes." + name + ".url", nodes[name.equals("sandbox") ? 0 : 1].url());
            settings.put("epilogue.nodes." + name + ".dialect", "nitronode-v1");
        });
        return settings;
    }
}

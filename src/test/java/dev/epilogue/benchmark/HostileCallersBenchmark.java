package dev.epilogue.benchmark;

import static dev.epilogue.sandbox.Wallet.ALICE;
import static dev.epilogue.sandbox.Wallet.BOB;
import static dev.epilogue.testing.Stage.definition;
import static dev.epilogue.testing.Stage.holds;

import dev.epilogue.benchmark.Attack.Pace;
import dev.epilogue.credential.TestKeys;
import dev.epilogue.sandbox.nitronode.FakeNitronode;
import dev.epilogue.sandbox.nitronode.SessionSeed;
import dev.epilogue.testing.Stage;
import dev.epilogue.testing.TestDatabase;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/**
 * What an honest caller notices of each attack: reads, proposals and probes one after the other, beside an attack that goes on for as long
 * as they take. The service and PostgreSQL are processes of their own; attackers and the honest caller share this one, so that what the
 * attack costs the attacker is part of the figures. Each attack goes on once before anything is measured: a service that has just started
 * compiles what the attack calls, and peace would be measured in one state and the attack in another.
 *
 * <p>The control: the same callers make the same requests at the same pace of a server of another process that reads them and answers, while the
 * honest caller goes on at the service. What is left of the ratio against that is the service's own.
 *
 * <p>{@code -Depilogue.benchmark.calls=100} shortens it; {@code -Depilogue.benchmark.limits=false} measures what holds without limits on how
 * much a caller may ask for; {@code -Depilogue.benchmark.settings=epilogue.streams.opening=4} tries other settings. Another build: {@code -Depilogue.benchmark.classes=…/target/classes}.
 */
@Tag("load")
class HostileCallersBenchmark {

    private static final int CALLS = Integer.getInteger("epilogue.benchmark.calls", 300);
    private static final boolean LIMITS = Boolean.parseBoolean(System.getProperty("epilogue.benchmark.limits", "true"));
    private static final String CLASSES = System.getProperty("epilogue.benchmark.classes", "target/classes");
    private static final int WARM_UP = 200;

    private static TestDatabase database;
    private static FakeNitronode node;
    private static ServiceProcess service;
    private static ControlProcess control;
    private static HttpClient http;
    private static String honest;
    private static String hostile;
    private static String closure;

    @BeforeAll
    static void start() {
        database = TestDatabase.onOwnServer();
        node = FakeNitronode.start(Stage.unlimited());
        service = new ServiceProcess(CLASSES, database, settings());
        control = new ControlProcess();
        http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        TestKeys keys = TestKeys.in(database);
        honest = keys.tenant("honest", Map.of("*", Set.of("*"))).everything("honest");
        hostile = keys.tenant("hostile", Map.of("*", Set.of("*"))).everything("hostile");
        closure = closure(hostile);
        for (int i = 0; i < WARM_UP; i++) {
            read();
        }
    }

    private static Map<String, Object> settings() {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("epilogue.nodes.sandbox.url", node.url());
        settings.put("epilogue.nodes.sandbox.dialect", "nitronode-v1");
        settings.put("epilogue.nodes.sandbox.connections.reading", 100);
        settings.put("epilogue.web.deadlines.body", "PT5M");
        settings.put("epilogue.streams.patience", "PT5M");
        if (!LIMITS) {
            settings.put("epilogue.limits.applications.signatures.per-second", 0);
            settings.put("epilogue.limits.applications.refused-signatures.per-second", 0);
            settings.put("epilogue.limits.applications.streams.per-second", 0);
        }
        String more = System.getProperty("epilogue.benchmark.settings", "");
        for (String pair : more.isEmpty() ? new String[0] : more.split(",")) {
            settings.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
        }
        return settings;
    }

    @AfterAll
    static void stop() {
        control.close();
        service.close();
        node.close();
        database.close();
    }

    @Test
    void halvesOfBodies() throws IOException {
        beside("512 halves of a body", (target, pace) -> Attack.halves(target, 512, hostile));
    }

    @Test
    void lines() throws IOException {
        String body = garbage().repeat(1000);
        beside(
                "40 times 1,000 lines of signatures",
                (target, pace) -> Attack.posts(target.resolve("/v1/signatures"), 40, body, hostile, pace));
    }

    @Test
    void streams() throws IOException {
        beside(
                "2,000 streams within two seconds",
                (target, pace) -> Attack.streams(target, closure, 2000, hostile, pace));
    }

    @Test
    void signatures() throws IOException {
        String path = "/v1/closures/" + closure + "/signatures";
        String body = garbage().replaceFirst("\"closureId\":\"[^\"]*\",", "");
        beside(
                "signatures of nobody, 64 at a time",
                (target, pace) -> Attack.flood(target.resolve(path), 64, body, hostile, pace));
    }

    private static void beside(String name, BiFunction<URI, Pace, Attack> attack) throws IOException {
        Map<String, Supplier<Double>> calls = new LinkedHashMap<>();
        calls.put("a read", HostileCallersBenchmark::read);
        calls.put("a proposal", HostileCallersBenchmark::proposal);
        Pace pace;
        try (Attack first = attack.apply(uri(), Pace.UNLIMITED)) {
            measured(calls);
            pace = first.reached();
        }
        try (Attack elsewhere = attack.apply(control.uri(), pace)) {
            measured(calls);
        }
        Map<String, List<Double>> quiet = measured(calls);
        Map<String, List<Double>> attacked;
        String told;
        double busy = Cpu.seconds(service.handle());
        long began = System.nanoTime();
        try (Attack running = attack.apply(uri(), Pace.UNLIMITED)) {
            attacked = measured(calls);
            told = running.told();
            pace = running.reached();
        }
        double cores = (Cpu.seconds(service.handle()) - busy) / ((System.nanoTime() - began) / 1e9);
        Map<String, List<Double>> controlled;
        try (Attack elsewhere = attack.apply(control.uri(), pace)) {
            controlled = measured(calls);
        }
        System.out.printf(
                "%s (%s; limits %s; the service used %.2f cores)%n", name, told, LIMITS ? "on" : "off", cores);
        attacked.forEach((call, samples) -> {
            double p99 = Figures.percentile(samples, 99);
            double peace = Figures.percentile(quiet.get(call), 99);
            double elsewhere = Figures.percentile(controlled.get(call), 99);
            System.out.printf(
                    "  %s: p50 %.1f ms, in peace %.1f; p99 %.1f ms, in peace %.1f: %.1fx; attackers elsewhere %.1f: %.1fx of that%n",
                    call,
                    Figures.percentile(samples, 50),
                    Figures.percentile(quiet.get(call), 50),
                    p99,
                    peace,
                    p99 / peace,
                    elsewhere,
                    p99 / elsewhere);
        });
    }

    /** In turns, so that each kind meets every part of an attack. */
    private static Map<String, List<Double>> measured(Map<String, Supplier<Double>> calls) {
        Map<String, List<Double>> samples = new LinkedHashMap<>();
        for (int i = 0; i < CALLS; i++) {
            calls.forEach((name, call) ->
                    samples.computeIfAbsent(name, first -> new ArrayList<>()).add(call.get()));
        }
        return samples;
    }

    private static double read() {
        return timed(request("/v1/closures?limit=5", honest).GET().build(), 200);
    }

    private static double proposal() {
        String body = "{\"sessionId\":\"" + session() + "\"}";
        return timed(json("/v1/closures", honest, body), 201);
    }

    private static double timed(HttpRequest request, int status) {
        long began = System.nanoTime();
        sent(request, status);
        return (System.nanoTime() - began) / 1e6;
    }

    private static String closure(String key) {
        String made = sent(json("/v1/closures", key, "{\"sessionId\":\"" + session() + "\"}"), 201);
        return JsonMapper.shared().readTree(made).path("id").asString();
    }

    private static String sent(HttpRequest request, int status) {
        try {
            var answer = http.send(request, BodyHandlers.ofString());
            if (answer.statusCode() != status) {
                throw new IllegalStateException(answer.statusCode() + " " + answer.body());
            }
            return answer.body();
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private static HttpRequest json(String path, String key, String body) {
        return request(path, key)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build();
    }

    private static HttpRequest.Builder request(String path, String key) {
        return HttpRequest.newBuilder(uri().resolve(path)).header("Authorization", "Bearer " + key);
    }

    private static String session() {
        return node.ledger()
                .openSession(SessionSeed.of(definition(2, ALICE, BOB), holds(ALICE, "50"), holds(BOB, "37.5"))
                        .atVersion(4))
                .hex();
    }

    /** Well formed, of a participant, and over something that nobody asked for. */
    private static String garbage() {
        return "{\"closureId\":\"%s\",\"participant\":\"%s\",\"round\":1,\"signatures\":[\"%s\"]}\n"
                .formatted(closure, ALICE.address(), BOB.signText("something else"));
    }

    private static URI uri() {
        return URI.create(service.url());
    }
}

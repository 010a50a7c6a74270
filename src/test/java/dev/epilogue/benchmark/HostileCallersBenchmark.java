package dev.epilogue.benchmark;

import static dev.epilogue.sandbox.Wallet.ALICE;
import static dev.epilogue.sandbox.Wallet.BOB;
import static dev.epilogue.testing.Stage.definition;
import static dev.epilogue.testing.Stage.holds;

import dev.epilogue.benchmark.Attack.Kind;
import dev.epilogue.benchmark.Attack.Order;
import dev.epilogue.benchmark.Attack.Pace;
import dev.epilogue.benchmark.Attack.Told;
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
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/**
 * What an honest caller notices of each attack: reads and proposals one after the other, in peace and beside an attack that goes on for as
 * long as they take. Service, PostgreSQL and attackers are processes of their own; the attackers have the lowest priority, since they stand
 * for other machines, and what is asked is what a service does to its callers, not how two cores are shared out. Each attack goes on once
 * before anything is measured: a service that has just started compiles what the attack calls, and peace would be measured in one state
 * and the attack in another. Peace is measured before and after.
 *
 * <p>The control: the same attackers make the same requests at the same pace of a server of another process that reads them and answers,
 * while the honest caller goes on at the service. It tells what of the ratio is the machine's.
 *
 * <p>{@code -Depilogue.benchmark.calls=100} shortens it; {@code -Depilogue.benchmark.limits=false} measures what holds without limits on how
 * much a caller may ask for; {@code -Depilogue.benchmark.settings=epilogue.streams.opening=4} tries other settings. Another build: {@code -Depilogue.benchmark.classes=…/target/classes}.
 */
@Tag("load")
class HostileCallersBenchmark {

    private static final int CALLS = Integer.getInteger("epilogue.benchmark.calls", 300);
    private static final boolean LIMITS = Boolean.parseBoolean(System.getProperty("epilogue.benchmark.limits", "true"));
    private static final String CLASSES = System.getProperty("epilogue.benchmark.classes", "target/classes");
    private static final int STREAMS = Integer.getInteger("epilogue.benchmark.streams", 2_000);
    private static final int WARM_UP = 200;

    private static TestDatabase database;
    private static FakeNitronode node;
    private static ServiceProcess service;
    private static ControlProcess elsewhere;
    private static Attackers attackers;
    private static HttpClient http;
    private static String honest;
    private static String hostile;
    private static String closure;

    @BeforeAll
    static void start() {
        database = TestDatabase.onOwnServer();
        node = FakeNitronode.start(Stage.unlimited());
        service = new ServiceProcess(CLASSES, database, settings());
        elsewhere = new ControlProcess();
        attackers = new Attackers();
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
        attackers.close();
        elsewhere.close();
        service.close();
        node.close();
        database.close();
    }

    @Test
    void halvesOfBodies() {
        beside("512 halves of a body", order(Kind.HALVES, List.of("/v1/closures"), 512, "application/json", "", 0));
    }

    @Test
    void lines() {
        beside(
                "40 times 1,000 lines of signatures",
                order(Kind.POSTS, List.of("/v1/signatures"), 40, "application/x-ndjson", garbage(), 1000));
    }

    @Test
    void streams() {
        List<String> paths = List.of("/v1/closures/" + closure + "/events", "/v1/events");
        beside(STREAMS + " streams within two seconds", order(Kind.STREAMS, paths, STREAMS, "", "", 0));
    }

    @Test
    void signatures() {
        String body = garbage().replaceFirst("\"closureId\":\"[^\"]*\",", "");
        List<String> path = List.of("/v1/closures/" + closure + "/signatures");
        beside("signatures of nobody, 64 at a time", order(Kind.POSTS, path, 64, "application/json", body, 1));
    }

    private static Order order(Kind kind, List<String> paths, int count, String type, String body, int times) {
        return new Order(kind, uri(), paths, count, type, body, times, hostile, Pace.UNLIMITED);
    }

    private static void beside(String name, Order order) {
        Map<String, Supplier<Double>> calls = new LinkedHashMap<>();
        calls.put("a read", HostileCallersBenchmark::read);
        calls.put("a proposal", HostileCallersBenchmark::proposal);
        during(order, calls);
        Map<String, List<Double>> quiet = measured(calls);
        double busy = Cpu.seconds(service.handle());
        long began = System.nanoTime();
        During attack = during(order, calls);
        double cores = (Cpu.seconds(service.handle()) - busy) / ((System.nanoTime() - began) / 1e9);
        During control = during(order.at(elsewhere.uri(), attack.told().reached()), calls);
        measured(calls).forEach((call, more) -> quiet.get(call).addAll(more));
        System.out.printf(
                "%s: %d answered or held%s; limits %s; the service used %.2f cores%n",
                name,
                attack.told().done(),
                attack.told().round() == 0
                        ? ""
                        : ", first round sent in %.1f s".formatted(attack.told().round()),
                LIMITS ? "on" : "off",
                cores);
        attack.samples()
                .forEach((call, samples) -> Figures.figures(
                        name + ": " + call,
                        compared(samples, quiet.get(call), control.samples().get(call))));
    }

    private static Map<String, Double> compared(List<Double> attacked, List<Double> quiet, List<Double> elsewhere) {
        double p99 = Figures.percentile(attacked, 99);
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put("p50 ms", Figures.percentile(attacked, 50));
        figures.put("p50 ms in peace", Figures.percentile(quiet, 50));
        figures.put("p99 ms", p99);
        figures.put("p99 ms in peace", Figures.percentile(quiet, 99));
        figures.put("p99 to peace", p99 / Figures.percentile(quiet, 99));
        figures.put("p99 ms, attackers elsewhere", Figures.percentile(elsewhere, 99));
        figures.put("p99 to attackers elsewhere", p99 / Figures.percentile(elsewhere, 99));
        return figures;
    }

    /** What was measured while an attack went on, and how much of it there was. */
    private record During(Map<String, List<Double>> samples, Told told) {}

    private static During during(Order order, Map<String, Supplier<Double>> calls) {
        attackers.begin(order);
        Map<String, List<Double>> samples = measured(calls);
        return new During(samples, attackers.end());
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

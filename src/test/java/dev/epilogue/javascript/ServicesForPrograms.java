package dev.epilogue.javascript;

import static dev.epilogue.sandbox.Wallet.ALICE;
import static dev.epilogue.sandbox.Wallet.BOB;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.epilogue.testing.Stage;
import dev.epilogue.value.Address;
import dev.epilogue.value.Allocation;
import dev.epilogue.value.SessionId;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/**
 * Services that let nobody in without a credential, one for each dialect, started when they are first asked for; and what a program in
 * another language needs to have done around them: sessions opened, a service restarted, a state moved. Over HTTP, on this machine only.
 *
 * <pre>
 * GET  /v1                        where the service is, with an application's key
 * POST /v1/session?alice=50&bob=37.5      a session that both have to sign
 * POST /v1/restart                the service goes and comes back, elsewhere
 * POST /v1/update?session=…&alice=…       somebody updates the session
 * POST /v1/key?address=0x…        Alice has a session key
 * POST /v1/recount?closure=…      the time until payments are counted once more passes
 * </pre>
 */
public final class ServicesForPrograms implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Map<String, KeyedStage> stages = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;

    public ServicesForPrograms() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    /** For looking at programs by hand: stays until its input ends. */
    public static void main(String[] args) throws IOException {
        try (ServicesForPrograms services = new ServicesForPrograms()) {
            System.out.println(services.url());
            System.in.transferTo(java.io.OutputStream.nullOutputStream());
        }
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = JSON.writeValueAsBytes(done(exchange));
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        } catch (RuntimeException | Error failure) {
            byte[] body = failure.toString().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(500, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private Map<String, Object> done(HttpExchange exchange) {
        String[] path = exchange.getRequestURI().getPath().substring(1).split("/");
        Map<String, String> query = query(exchange.getRequestURI().getRawQuery());
        KeyedStage stage = stages.computeIfAbsent(path[0], KeyedStage::start);
        return switch (path.length == 1 ? "" : path[1]) {
            case "" -> stage.description();
            case "session" -> Map.of("sessionId", stage.session(holdings(query)).hex());
            case "restart" -> stage.restart();
            case "update" -> stage.update(SessionId.parse(query.get("session")), holdings(query));
            case "key" -> stage.registerKey(Address.parse(query.get("address")));
            case "recount" -> stage.recount(query.get("closure"));
            default -> throw new IllegalArgumentException("no such wish: " + exchange.getRequestURI());
        };
    }

    private static Map<String, String> query(String raw) {
        return raw == null
                ? Map.of()
                : Arrays.stream(raw.split("&"))
                        .map(each -> each.split("=", 2))
                        .collect(Collectors.toMap(
                                each -> each[0],
                                each -> URLDecoder.decode(each[1], StandardCharsets.UTF_8),
                                (one, other) -> other,
                                TreeMap::new));
    }

    private static Allocation[] holdings(Map<String, String> query) {
        return new Allocation[] {
            Stage.holds(ALICE, query.getOrDefault("alice", "50")), Stage.holds(BOB, query.getOrDefault("bob", "37.5"))
        };
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        stages.values().forEach(KeyedStage::close);
    }
}

package dev.epilogue.webhook;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An endpoint on this machine that does what a test says, and remembers what it was sent. */
public final class Receiver implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HttpServer server;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private volatile Function<Received, Answer> answer = each -> Answer.status(200);

    private Receiver(HttpServer server) {
        this.server = server;
    }

    public static Receiver start() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            Receiver receiver = new Receiver(server);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.createContext("/", receiver::handle);
            server.start();
            return receiver;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** What came, as it came. */
    public record Received(String path, Map<String, List<String>> headers, String body, long at) {

        public JsonNode json() {
            return JSON.readTree(body);
        }

        public String id() {
            return headers.get("Webhook-id").getFirst();
        }

        public String type() {
            return json().path("type").asString();
        }
    }

    /** What it does with a message. */
    public record Answer(int status, Map<String, String> headers, boolean hangs, boolean closes) {

        public static Answer status(int status) {
            return new Answer(status, Map.of(), false, false);
        }

        public static Answer redirect(String to) {
            return new Answer(302, Map.of("Location", to), false, false);
        }

        /** Never answers. */
        public static Answer hang() {
            return new Answer(0, Map.of(), true, false);
        }

        /** Announces more than it sends. */
        public static Answer closeEarly() {
            return new Answer(200, Map.of(), false, true);
        }
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/hook";
    }

    public int port() {
        return server.getAddress().getPort();
    }

    public void answers(int status) {
        answer = each -> Answer.status(status);
    }

    public void answers(Function<Received, Answer> how) {
        answer = how;
    }

    public List<Received> all() {
        return List.copyOf(received);
    }

    public List<String> ids() {
        return received.stream().map(Received::id).toList();
    }

    public List<String> types() {
        return received.stream().map(Received::type).toList();
    }

    public void forget() {
        received.clear();
    }

    public void await(Predicate<List<Received>> wanted) {
        Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).until(this::all, wanted::test);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Received one = new Received(
                    exchange.getRequestURI().toString(),
                    exchange.getRequestHeaders(),
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8),
                    System.nanoTime());
            received.add(one);
            Answer now = answer.apply(one);
            if (now.hangs()) {
                closed.await();
                return;
            }
            now.headers().forEach((name, value) -> exchange.getResponseHeaders().add(name, value));
            byte[] body = ("answer " + now.status()).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(now.status(), body.length + (now.closes() ? 100 : 0));
            exchange.getResponseBody().write(body);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
    }
}

package dev.epilogue.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Stands in front of a chain's endpoint and does to it what a test says: it dies, it lies, it loses answers. */
public final class RpcProxy implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final URI behind;
    private final List<String> methods = new CopyOnWriteArrayList<>();
    private volatile Behaviour behaviour = call -> new Forward();

    /** What happens to one call. */
    public sealed interface Fate {}

    public record Forward() implements Fate {}

    /** Never reaches the chain; the connection breaks. */
    public record Die() implements Fate {}

    /** Reaches the chain; its answer is lost. */
    public record LoseAnswer() implements Fate {}

    /** Never reaches the chain; this is answered. */
    public record Answer(Object result) implements Fate {}

    /** Reaches the chain; something else is answered. */
    public record Lie(Object result) implements Fate {}

    /** Never reaches the chain; this error is answered. */
    public record Fault(int code, String message, Object data) implements Fate {}

    /** Reaches the chain; the answer lacks a member. */
    public record Without(String member) implements Fate {}

    /** @see Fate */
    public interface Behaviour {
        Fate of(Call call);
    }

    public record Call(String method, JsonNode params) {}

    private RpcProxy(URI behind) {
        this.behind = behind;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException none) {
            throw new UncheckedIOException(none);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    public static RpcProxy before(String url) {
        return new RpcProxy(URI.create(url));
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    public RpcProxy behave(Behaviour next) {
        behaviour = next;
        return this;
    }

    /** The calls that came so far, by name. */
    public List<String> methods() {
        return List.copyOf(methods);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            JsonNode request = JSON.readTree(exchange.getRequestBody().readAllBytes());
            Call call = new Call(request.path("method").asString(), request.path("params"));
            methods.add(call.method());
            switch (behaviour.of(call)) {
                case Forward forward -> answer(exchange, forward(request));
                case Die dead -> {}
                case LoseAnswer lost -> forward(request);
                case Answer given -> answer(exchange, result(request, given.result()));
                case Fault fault -> answer(exchange, error(request, fault));
                case Without without -> answer(exchange, without(forward(request), without.member()));
                case Lie lie -> {
                    forward(request);
                    answer(exchange, result(request, lie.result()));
                }
            }
        }
    }

    private static byte[] result(JsonNode request, Object result) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("jsonrpc", "2.0");
        answer.put("id", request.path("id"));
        answer.put("result", result);
        return JSON.writeValueAsBytes(answer);
    }

    private static byte[] error(JsonNode request, Fault fault) {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("code", fault.code());
        error.put("message", fault.message());
        if (fault.data() != null) {
            error.put("data", fault.data());
        }
        return JSON.writeValueAsBytes(Map.of("jsonrpc", "2.0", "id", request.path("id"), "error", error));
    }

    private static byte[] without(byte[] answer, String member) {
        JsonNode whole = JSON.readTree(answer);
        if (whole.get("result") instanceof ObjectNode result) {
            result.remove(member);
        }
        return JSON.writeValueAsBytes(whole);
    }

    private byte[] forward(JsonNode request) throws IOException {
        HttpRequest forwarded = HttpRequest.newBuilder(behind)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(request)))
                .build();
        try {
            return HTTP.send(forwarded, HttpResponse.BodyHandlers.ofByteArray()).body();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException(interrupted);
        }
    }

    private static void answer(HttpExchange exchange, byte[] body) throws IOException {
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}

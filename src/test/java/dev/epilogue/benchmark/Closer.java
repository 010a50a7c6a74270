package dev.epilogue.benchmark;

import static dev.epilogue.testing.Stage.definition;
import static dev.epilogue.testing.Stage.holds;

import dev.epilogue.sandbox.Wallet;
import dev.epilogue.sandbox.nitronode.FakeNitronode;
import dev.epilogue.sandbox.nitronode.SessionSeed;
import dev.epilogue.testing.Stage;
import dev.epilogue.value.Hash32;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Clients that close sessions of two signers over HTTP, each one closure after another, and follow each until its stream ends. No two
 * sessions share a wallet, so that what a node lists of one does not grow with the closures of all.
 */
final class Closer implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final AtomicInteger OPENED = new AtomicInteger();

    static {
        System.setProperty("http.maxConnections", "256");
    }

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final URI service;
    private final FakeNitronode node;

    Closer(String service, FakeNitronode node) {
        this.service = URI.create(service);
        this.node = node;
    }

    /** @return milliseconds from posting the last signature until {@code session.closed} was in the follower's hands */
    List<Double> close(int clients, int closuresEach) {
        Queue<Double> latencies = new ConcurrentLinkedQueue<>();
        List<? extends Future<?>> running = IntStream.range(0, clients)
                .mapToObj(client -> threads.submit(() -> {
                    for (int i = 0; i < closuresEach; i++) {
                        latencies.add(closeOne());
                    }
                }))
                .toList();
        running.forEach(Closer::joined);
        return List.copyOf(latencies);
    }

    private static void joined(Future<?> future) {
        try {
            future.get();
        } catch (InterruptedException | java.util.concurrent.ExecutionException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** @param asked what is to be signed */
    record Proposed(String closure, JsonNode asked, List<Wallet> signers) {}

    /** A session at a node, and whose it is. */
    record Opened(String id, List<Wallet> wallets) {}

    /** @param name of the node, as the service knows it */
    Proposed propose(String name, FakeNitronode at) {
        Opened session = opened(at);
        String closure = "/v1/closures/"
                + post("/v1/closures", Map.of("sessionId", session.id(), "node", name))
                        .path("id")
                        .asString();
        return new Proposed(closure, get(closure + "/payloads"), session.wallets());
    }

    double closeOne() {
        return close(propose("sandbox", node));
    }

    /** @return as {@link #close(int, int)} says */
    double close(Proposed proposed) {
        String closure = proposed.closure();
        JsonNode asked = proposed.asked();
        try (BufferedReader events = follow(closure + "/events")) {
            sign(closure, asked, proposed.signers().getFirst());
            long posted = System.nanoTime();
            sign(closure, asked, proposed.signers().getLast());
            double closed = 0;
            for (String line = events.readLine(); line != null; line = events.readLine()) {
                if (line.equals("event:session.closed")) {
                    closed = (System.nanoTime() - posted) / 1e6;
                }
            }
            if (closed == 0) {
                throw new IllegalStateException("the stream ended before the session was closed: " + get(closure));
            }
            return closed;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static Opened opened(FakeNitronode at) {
        int number = OPENED.getAndIncrement();
        Wallet first = Stage.wallet("first of session " + number);
        Wallet second = Stage.wallet("second of session " + number);
        SessionSeed seed = SessionSeed.of(definition(2, first, second), holds(first, "50"), holds(second, "37.5"))
                .atVersion(4);
        return new Opened(at.ledger().openSession(seed).hex(), List.of(first, second));
    }

    /** Signed by both, and left alone. @return where the closure is */
    String leave(Proposed proposed) {
        proposed.signers().forEach(wallet -> sign(proposed.closure(), proposed.asked(), wallet));
        return proposed.closure();
    }

    String status(String closure) {
        return get(closure).path("status").asString();
    }

    private void sign(String closure, JsonNode asked, Wallet wallet) {
        Hash32 digest =
                Hash32.parse(asked.path("payloads").get(0).path("digest").asString());
        post(
                closure + "/signatures",
                Map.of(
                        "participant",
                        wallet.address(),
                        "round",
                        asked.path("round").asInt(),
                        "signatures",
                        List.of(wallet.sign(digest).hex())));
    }

    private BufferedReader follow(String path) throws IOException {
        HttpURLConnection call = call(path);
        return new BufferedReader(new InputStreamReader(answer(call), StandardCharsets.UTF_8));
    }

    private JsonNode get(String path) {
        try (InputStream body = answer(call(path))) {
            return JSON.readTree(body.readAllBytes());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private JsonNode post(String path, Object body) {
        try {
            HttpURLConnection call = call(path);
            call.setRequestProperty("Content-Type", "application/json");
            call.setDoOutput(true);
            byte[] bytes = JSON.writeValueAsBytes(body);
            call.setFixedLengthStreamingMode(bytes.length);
            try (OutputStream out = call.getOutputStream()) {
                out.write(bytes);
            }
            try (InputStream answer = answer(call)) {
                return JSON.readTree(answer.readAllBytes());
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The plain blocking client: it hands nothing from thread to thread, and what the load costs is taken from what is measured. */
    private HttpURLConnection call(String path) throws IOException {
        return (HttpURLConnection) service.resolve(path).toURL().openConnection();
    }

    private static InputStream answer(HttpURLConnection call) throws IOException {
        if (call.getResponseCode() >= 300) {
            try (InputStream problem = call.getErrorStream()) {
                throw new IllegalStateException(call.getResponseCode() + " "
                        + (problem == null ? "" : new String(problem.readAllBytes(), StandardCharsets.UTF_8)));
            }
        }
        return call.getInputStream();
    }

    @Override
    public void close() {
        threads.shutdownNow();
        threads.close();
    }
}

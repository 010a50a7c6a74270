package dev.epilogue.benchmark;

import static dev.epilogue.testing.Stage.definition;
import static dev.epilogue.testing.Stage.holds;

import dev.epilogue.sandbox.Wallet;
import dev.epilogue.sandbox.nitronode.FakeNitronode;
import dev.epilogue.sandbox.nitronode.SessionSeed;
import dev.epilogue.testing.Stage;
import dev.epilogue.value.Allocation;
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
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Clients that close sessions over HTTP, each one closure after another at a replica of its own, and follow each until its stream ends. No
 * two sessions share a wallet, so that what a node lists of one does not grow with the closures of all.
 */
final class Closer implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final AtomicInteger OPENED = new AtomicInteger();

    static {
        System.setProperty("http.maxConnections", "256");
    }

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<String> replicas;
    private final FakeNitronode node;
    private final int signers;
    private final AtomicInteger turn = new AtomicInteger();

    Closer(String service, FakeNitronode node) {
        this(List.of(service), node, 2);
    }

    /**
     * @param replicas closures take turns at them
     * @param signers of each session; all of them must agree
     */
    Closer(List<String> replicas, FakeNitronode node, int signers) {
        this.replicas = List.copyOf(replicas);
        this.node = node;
        this.signers = signers;
    }

    /** @return milliseconds from posting the last signature until {@code session.closed} was in the follower's hands */
    List<Double> close(int clients, int closuresEach) {
        return close(clients, closuresEach, Double.POSITIVE_INFINITY);
    }

    /** @param perSecond how many closures of all clients begin at most; one that is late begins at once */
    List<Double> close(int clients, int closuresEach, double perSecond) {
        Queue<Double> latencies = new ConcurrentLinkedQueue<>();
        long began = System.nanoTime();
        List<? extends Future<?>> running = IntStream.range(0, clients)
                .mapToObj(client -> threads.submit(() -> {
                    for (int i = 0; i < closuresEach; i++) {
                        long turn = began + (long) ((i * (double) clients + client) / perSecond * 1e9);
                        while (turn - System.nanoTime() > 0) {
                            LockSupport.parkNanos(turn - System.nanoTime());
                        }
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

    /**
     * @param closure its address
     * @param asked what is to be signed
     */
    record Proposed(String closure, JsonNode asked, List<Wallet> signers) {}

    /** A session at a node, and whose it is. */
    record Opened(String id, List<Wallet> wallets) {}

    /** @param name of the node, as the service knows it */
    Proposed propose(String name, FakeNitronode at) {
        Opened session = opened(at, signers);
        String closures = replicas.get(Math.floorMod(turn.getAndIncrement(), replicas.size())) + "/v1/closures";
        String id = post(closures, Map.of("sessionId", session.id(), "node", name))
                .path("id")
                .asString();
        String closure = closures + "/" + id;
        return new Proposed(closure, get(closure + "/payloads"), session.wallets());
    }

    double closeOne() {
        return close(propose("sandbox", node));
    }

    /** @return as {@link #close(int, int)} says */
    double close(Proposed proposed) {
        List<Wallet> wallets = proposed.signers();
        try (BufferedReader events = follow(proposed.closure() + "/events")) {
            wallets.subList(0, wallets.size() - 1).forEach(wallet -> sign(proposed, wallet));
            long posted = System.nanoTime();
            sign(proposed, wallets.getLast());
            double closed = 0;
            for (String line = events.readLine(); line != null; line = events.readLine()) {
                if (line.equals("event:session.closed")) {
                    closed = (System.nanoTime() - posted) / 1e6;
                }
            }
            if (closed == 0) {
                throw new IllegalStateException(
                        "the stream ended before the session was closed: " + get(proposed.closure()));
            }
            return closed;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static Opened opened(FakeNitronode at, int signers) {
        int number = OPENED.getAndIncrement();
        List<Wallet> wallets = IntStream.range(0, signers)
                .mapToObj(each -> Stage.wallet("wallet " + each + " of session " + number))
                .toList();
        Allocation[] allocations =
                wallets.stream().map(wallet -> holds(wallet, "37.5")).toArray(Allocation[]::new);
        SessionSeed seed = SessionSeed.of(definition(signers, wallets.toArray(Wallet[]::new)), allocations)
                .atVersion(4);
        return new Opened(at.ledger().openSession(seed).hex(), wallets);
    }

    /** Signed by all, and left alone. */
    void leave(Proposed proposed) {
        proposed.signers().forEach(wallet -> sign(proposed, wallet));
    }

    String status(Proposed proposed) {
        return get(proposed.closure()).path("status").asString();
    }

    private void sign(Proposed proposed, Wallet wallet) {
        JsonNode asked = proposed.asked();
        Hash32 digest =
                Hash32.parse(asked.path("payloads").get(0).path("digest").asString());
        post(
                proposed.closure() + "/signatures",
                Map.of(
                        "participant",
                        wallet.address(),
                        "round",
                        asked.path("round").asInt(),
                        "signatures",
                        List.of(wallet.sign(digest).hex())));
    }

    private static BufferedReader follow(String url) throws IOException {
        HttpURLConnection call = call(url);
        return new BufferedReader(new InputStreamReader(answer(call), StandardCharsets.UTF_8));
    }

    private static JsonNode get(String url) {
        try (InputStream body = answer(call(url))) {
            return JSON.readTree(body.readAllBytes());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Comes back when it is told to, as a client does at a node that is asked for too much. */
    private static JsonNode post(String url, Object body) {
        byte[] bytes = JSON.writeValueAsBytes(body);
        try {
            HttpURLConnection call = posted(url, bytes);
            while (call.getResponseCode() == 503 && call.getHeaderField("Retry-After") != null) {
                LockSupport.parkNanos(Duration.ofSeconds(call.getHeaderFieldInt("Retry-After", 1))
                        .toNanos());
                call = posted(url, bytes);
            }
            try (InputStream answer = answer(call)) {
                return JSON.readTree(answer.readAllBytes());
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static HttpURLConnection posted(String url, byte[] body) throws IOException {
        HttpURLConnection call = call(url);
        call.setRequestProperty("Content-Type", "application/json");
        call.setDoOutput(true);
        call.setFixedLengthStreamingMode(body.length);
        try (OutputStream out = call.getOutputStream()) {
            out.write(body);
        }
        return call;
    }

    /** The plain blocking client: it hands nothing from thread to thread, and what the load costs is taken from what is measured. */
    private static HttpURLConnection call(String url) throws IOException {
        return (HttpURLConnection) URI.create(url).toURL().openConnection();
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

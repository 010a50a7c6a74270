package dev.epilogue.sandbox.clearnode.client;

import dev.epilogue.sandbox.clearnode.encoding.Policy;
import dev.epilogue.signing.Secp256k1;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A plain client on a real socket: what it sends is sent as it is, what comes back is kept in order. */
public final class Wire implements AutoCloseable {

    public static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final JsonMapper JSON = JsonMapper.shared();

    private final HttpClient client = HttpClient.newHttpClient();
    private final BlockingQueue<String> incoming = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> pongs = new LinkedBlockingQueue<>();
    private final CompletableFuture<Integer> ended = new CompletableFuture<>();
    private final WebSocket socket;

    public Wire(String url) {
        this.socket = client.newWebSocketBuilder()
                .buildAsync(URI.create(url), new Listener())
                .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join();
    }

    public Wire send(String text) {
        socket.sendText(text, true)
                .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join();
        return this;
    }

    public void sendBinary(byte[] bytes) {
        socket.sendBinary(ByteBuffer.wrap(bytes), true)
                .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join();
    }

    public void sendPing() {
        socket.sendPing(ByteBuffer.wrap(new byte[] {1}))
                .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join();
    }

    /** The next text, whatever it is. */
    public String text() {
        String text = poll(incoming, PATIENCE);
        if (text == null) {
            throw new IllegalStateException("nothing came; socket ended: " + ended);
        }
        return text;
    }

    /** Whether nothing comes for a while. */
    public boolean isQuietFor(Duration time) {
        return poll(incoming, time) == null;
    }

    public boolean getsPongWithin(Duration time) {
        return poll(pongs, time) != null;
    }

    private static String poll(BlockingQueue<String> queue, Duration time) {
        try {
            return queue.poll(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** The next {@code res} array. */
    public JsonNode next() {
        return JSON.readTree(text()).get("res");
    }

    /** The next answer or push of a method; what comes before it is dropped. */
    public JsonNode await(String method) {
        JsonNode res = next();
        while (!res.get(1).asString().equals(method)) {
            res = next();
        }
        return res;
    }

    /** The answer to a request; pushes before it are dropped. */
    public JsonNode answer(long id) {
        JsonNode res = next();
        while (res.get(0).asLong() != id) {
            res = next();
        }
        return res;
    }

    /** All messages up to and with the answer to a request, as method names. */
    public List<String> methodsUntil(long id) {
        List<String> methods = new ArrayList<>();
        JsonNode res;
        do {
            res = next();
            methods.add(res.get(1).asString());
        } while (res.get(0).asLong() != id);
        return methods;
    }

    /** Logs in, and takes in everything that this brings. @return the token */
    public String login(byte[] key, Instant now) {
        String wallet = Secp256k1.best().addressOf(key).checksummed();
        Policy policy =
                new Policy(wallet, wallet, "wire", "", BigInteger.valueOf(now.getEpochSecond() + 864_000), List.of());
        send(Frames.authRequest(900_001, policy, now.toEpochMilli()));
        String challenge = answer(900_001).get(2).get("challenge_message").asString();
        send(Frames.authVerify(900_002, policy, challenge, now.toEpochMilli(), key));
        JsonNode verified = answer(900_002);
        await("channels");
        await("bu");
        return verified.get(2).get("jwt_token").asString();
    }

    /** The close code, 1006 for an end without a closing handshake. */
    public int awaitEnd() {
        try {
            return ended.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException | java.util.concurrent.ExecutionException | TimeoutException stillOpen) {
            throw new IllegalStateException("the socket did not end", stillOpen);
        }
    }

    @Override
    public void close() {
        socket.abort();
        client.close();
    }

    private final class Listener implements WebSocket.Listener {
        private final StringBuilder partial = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
            partial.append(data);
            if (last) {
                incoming.add(partial.toString());
                partial.setLength(0);
            }
            webSocket.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onPong(WebSocket webSocket, ByteBuffer message) {
            pongs.add("pong");
            webSocket.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket webSocket, int code, String reason) {
            ended.complete(code);
            return null;
        }

        @Override
        public void onError(WebSocket webSocket, Throwable error) {
            ended.complete(1006);
        }
    }
}

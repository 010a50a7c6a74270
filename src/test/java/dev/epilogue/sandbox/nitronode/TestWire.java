package dev.epilogue.sandbox.nitronode;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A plain client: sends texts, keeps what comes back. Answers pings, as the JDK's client does by itself. */
final class TestWire implements AutoCloseable, WebSocket.Listener {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final int ABNORMAL = 1006;

    private final BlockingQueue<String> frames = new LinkedBlockingQueue<>();
    private final BlockingQueue<Long> pings = new LinkedBlockingQueue<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final StringBuilder partial = new StringBuilder();
    private WebSocket socket;

    static TestWire to(URI url) {
        TestWire wire = new TestWire();
        wire.socket = CLIENT.newWebSocketBuilder().buildAsync(url, wire).join();
        return wire;
    }

    /** @throws CompletionException when the connection is gone; the JDK's listener may not be told then */
    void send(String text) {
        try {
            socket.sendText(text, true).join();
        } catch (CompletionException gone) {
            closed.complete(ABNORMAL);
            throw gone;
        }
    }

    void sendPart(String text, boolean last) {
        socket.sendText(text, last).join();
    }

    void sendBinary(byte[] bytes) {
        socket.sendBinary(ByteBuffer.wrap(bytes), true).join();
    }

    /** Null when nothing comes in that time. */
    String next(Duration limit) throws InterruptedException {
        return frames.poll(limit.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** The next answer; there is one. */
    String next() throws InterruptedException {
        String frame = next(Duration.ofSeconds(10));
        if (frame == null) {
            throw new AssertionError("no answer within 10 s");
        }
        return frame;
    }

    String call(String request) throws InterruptedException {
        send(request);
        return next();
    }

    int received() {
        return frames.size();
    }

    /** Null when no ping comes in that time. */
    Long nextPing(Duration limit) throws InterruptedException {
        return pings.poll(limit.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** The close code, 1006 when there was no close frame. */
    int closeCode() {
        for (int attempt = 0; attempt < 200; attempt++) {
            try {
                return closed.copy().orTimeout(100, TimeUnit.MILLISECONDS).join();
            } catch (CompletionException notTold) {
                probe();
            }
        }
        throw new AssertionError("the connection was not closed within 20 s");
    }

    /** A reset that arrives while the JDK's client is writing does not always reach its listener. */
    private void probe() {
        try {
            socket.sendPing(ByteBuffer.allocate(0)).join();
        } catch (CompletionException gone) {
            closed.complete(ABNORMAL);
        }
    }

    boolean isClosed() {
        return closed.isDone();
    }

    /** Without a close frame. */
    void destroy() {
        socket.abort();
    }

    @Override
    public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
        partial.append(data);
        if (last) {
            frames.add(partial.toString());
            partial.setLength(0);
        }
        webSocket.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onPing(WebSocket webSocket, ByteBuffer message) {
        pings.add(System.nanoTime());
        webSocket.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket webSocket, int statusCode, String reason) {
        closed.complete(statusCode);
        return null;
    }

    @Override
    public void onError(WebSocket webSocket, Throwable error) {
        closed.complete(ABNORMAL);
    }

    @Override
    public void close() {
        socket.abort();
    }
}

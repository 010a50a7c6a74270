package dev.epilogue.sandbox.clearnode.client;

import dev.epilogue.sandbox.clearnode.Mailbox;
import dev.epilogue.sandbox.clearnode.encoding.Policy;
import dev.epilogue.signing.Secp256k1;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import reactor.netty.Connection;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.WebsocketClientSpec;
import reactor.netty.http.websocket.WebsocketInbound;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A plain client on a real socket: what it sends is sent as it is, what comes back is kept in order. */
public final class Wire implements AutoCloseable {

    public static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int MAX_FRAME = 64 << 20;
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Mailbox<String> incoming = new Mailbox<>();
    private final Mailbox<String> pongs = new Mailbox<>();
    private final Connection connection;

    public Wire(String url) {
        this.connection = HttpClient.create()
                .websocket(WebsocketClientSpec.builder().handlePing(true).build())
                .uri(url)
                .connect()
                .block(PATIENCE);
        ((WebsocketInbound) connection.inbound())
                .aggregateFrames(MAX_FRAME)
                .receiveFrames()
                .subscribe(this::received, ended -> {});
    }

    private void received(WebSocketFrame frame) {
        if (frame instanceof TextWebSocketFrame text) {
            incoming.add(text.text());
        } else if (frame instanceof PongWebSocketFrame) {
            pongs.add("pong");
        }
    }

    public Wire send(String text) {
        return write(new TextWebSocketFrame(text));
    }

    public void sendBinary(byte[] bytes) {
        write(new BinaryWebSocketFrame(Unpooled.wrappedBuffer(bytes)));
    }

    public void sendPing() {
        write(new PingWebSocketFrame());
    }

    private Wire write(WebSocketFrame frame) {
        connection.channel().writeAndFlush(frame);
        return this;
    }

    /** The next text, whatever it is. */
    public String text() {
        return incoming.poll(PATIENCE)
                .orElseThrow(() -> new IllegalStateException(
                        "nothing came; socket open: " + connection.channel().isOpen()));
    }

    /** Whether nothing comes for a while. */
    public boolean isQuietFor(Duration time) {
        return incoming.poll(time).isEmpty();
    }

    public boolean getsPongWithin(Duration time) {
        return pongs.poll(time).isPresent();
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

    /** Waits until the node has ended the connection. @throws IllegalStateException when it does not */
    public void awaitEnd() {
        if (!connection.channel().closeFuture().awaitUninterruptibly(PATIENCE.toMillis())) {
            throw new IllegalStateException("the socket did not end");
        }
    }

    public boolean isOpen() {
        return connection.channel().isOpen();
    }

    @Override
    public void close() {
        connection.channel().close();
    }
}

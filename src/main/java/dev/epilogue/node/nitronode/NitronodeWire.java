package dev.epilogue.node.nitronode;

import dev.epilogue.node.link.Incoming;
import dev.epilogue.node.link.Request;
import dev.epilogue.node.link.Wire;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Envelopes {@code [type, id, method, payload, milliseconds]}: 1 asks, 2 answers, 3 is unused, 4 refuses. */
final class NitronodeWire implements Wire {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int ELEMENTS = 5;

    /** A session that nobody has. */
    private static final Request LOOK =
            Request.of("app_sessions.v1.get_app_sessions", "{\"app_session_id\":\"0x" + "0".repeat(64) + "\"}", "");

    private static final int ANSWER = 2;
    private static final int EVENT = 3;
    private static final int ERROR = 4;

    private final Identity identity;

    NitronodeWire(Identity identity) {
        this.identity = identity;
    }

    @Override
    public String encode(long id, Request request, Instant now) {
        return envelope(id, request.method(), request.params(), now);
    }

    static String envelope(long id, String method, String payload, Instant now) {
        return "[1," + id + ",\"" + method + "\"," + payload + "," + now.toEpochMilli() + "]";
    }

    @Override
    public Mono<Void> open(Function<Request, Mono<Incoming.Answer>> ask) {
        return identity.confirm(ask);
    }

    @Override
    public Request probe() {
        return LOOK;
    }

    @Override
    public Incoming decode(String text) {
        return read(text);
    }

    static Incoming read(String text) {
        try {
            JsonNode frame = JSON.readTree(text);
            boolean envelope = frame.isArray()
                    && frame.size() == ELEMENTS
                    && frame.get(0).isInt()
                    && frame.get(1).isIntegralNumber()
                    && frame.get(1).canConvertToLong()
                    && frame.get(2).isString();
            return envelope ? decode(frame, text) : new Incoming.Garbage();
        } catch (JacksonException notJson) {
            return new Incoming.Garbage();
        }
    }

    private static Incoming decode(JsonNode frame, String text) {
        long id = frame.get(1).longValue();
        JsonNode payload = frame.get(3);
        Instant nodeTime = time(frame.get(4));
        return switch (frame.get(0).intValue()) {
            case ANSWER -> new Incoming.Answer(id, payload, null, nodeTime, text);
            case ERROR -> new Incoming.Answer(id, payload, errorText(payload), nodeTime, text);
            case EVENT -> new Incoming.Push(frame.get(2).stringValue(), payload, nodeTime);
            default -> new Incoming.Garbage();
        };
    }

    private static String errorText(JsonNode payload) {
        return payload.path("error").asString("");
    }

    private static @Nullable Instant time(JsonNode milliseconds) {
        return milliseconds.isIntegralNumber() && milliseconds.canConvertToLong()
                ? Instant.ofEpochMilli(milliseconds.longValue())
                : null;
    }
}

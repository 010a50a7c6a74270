package dev.epilogue.node.nitrorpc;

import dev.epilogue.node.link.Incoming;
import dev.epilogue.node.link.Incoming.Answer;
import dev.epilogue.node.link.Request;
import dev.epilogue.node.link.Wire;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Requests {@code {"req":[id,method,params,milliseconds],"sig":[…]}}, answers and pushes {@code {"res":[…],"sig":[…]}} of which each
 * must carry the node's own signature.
 */
final class NitroRpcWire implements Wire {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int ELEMENTS = 4;
    private static final long PUSH = 0;

    /** Ingresses in front of nodes are taken to cut what is idle for a minute. */
    private static final Duration LONGEST_IDLE = Duration.ofSeconds(15);

    private static final int PINGS_PER_SILENCE = 3;

    /** A session that nobody has. */
    private static final Request LOOK =
            Request.of("get_app_definition", "{\"app_session_id\":\"0x" + "0".repeat(64) + "\"}", "");

    private final Broker broker;
    private final Identity identity;
    private final Login login;
    private final Consumer<Incoming.Push> pushes;
    private final IdlePing ping;

    /** @param silence after which a link counts as dead */
    NitroRpcWire(Broker broker, Identity identity, Login login, Consumer<Incoming.Push> pushes, Duration silence) {
        Duration share = silence.dividedBy(PINGS_PER_SILENCE);
        this.broker = broker;
        this.identity = identity;
        this.login = login;
        this.pushes = pushes;
        this.ping =
                new IdlePing(share.compareTo(LONGEST_IDLE) < 0 ? share : LONGEST_IDLE, Request.of("ping", "{}", ""));
    }

    @Override
    public String encode(long id, Request request, Instant now) {
        String signatures = request.signatures().stream()
                .map(signature -> '"' + signature + '"')
                .collect(Collectors.joining(","));
        return "{\"req\":[" + id + ",\"" + request.method() + "\"," + request.params() + "," + now.toEpochMilli()
                + "],\"sig\":[" + signatures + "]}";
    }

    @Override
    public Incoming decode(String text) {
        try {
            return SignedResult.cut(text)
                    .map(signed -> decode(signed, JSON.readTree(signed.text()), text))
                    .orElseGet(Incoming.Garbage::new);
        } catch (JacksonException notJson) {
            return new Incoming.Garbage();
        }
    }

    private Incoming decode(SignedResult signed, JsonNode result, String text) {
        boolean envelope = result.size() == ELEMENTS
                && result.get(0).isIntegralNumber()
                && result.get(0).canConvertToLong()
                && result.get(1).isString();
        if (!envelope) {
            return new Incoming.Garbage();
        }
        if (!broker.signed(signed)) {
            return new Incoming.Forged("an answer is not signed by the node's key");
        }
        long id = result.get(0).longValue();
        String method = result.get(1).stringValue();
        JsonNode params = result.get(2);
        Instant nodeTime = time(result.get(3));
        if (id == PUSH) {
            return new Incoming.Push(method, params, nodeTime);
        }
        String error = "error".equals(method) ? params.path("error").asString("") : null;
        return new Answer(id, params, error, nodeTime, text);
    }

    private static @Nullable Instant time(JsonNode milliseconds) {
        return milliseconds.isIntegralNumber() && milliseconds.canConvertToLong()
                ? Instant.ofEpochMilli(milliseconds.longValue())
                : null;
    }

    @Override
    public Mono<Void> open(Function<Request, Mono<Answer>> ask) {
        return identity.confirm(ask);
    }

    @Override
    public Request probe() {
        return LOOK;
    }

    @Override
    public Mono<Void> openForFrames(Function<Request, Mono<Answer>> ask) {
        return open(ask).then(Mono.defer(() -> login.on(ask)));
    }

    @Override
    public Optional<IdlePing> idlePing() {
        return Optional.of(ping);
    }

    @Override
    public void pushed(Incoming.Push push) {
        pushes.accept(push);
    }
}

package dev.epilogue.sandbox.nitronode.protocol;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/** The five elements around every message (section 1.3). */
public final class Envelope {

    private static final int RESPONSE = 2;
    private static final int ERROR = 4;
    private static final BigInteger MAX_UINT64 = BigInteger.TWO.pow(64).subtract(BigInteger.ONE);

    static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private Envelope() {}

    /** What a frame turned out to be. */
    public sealed interface Incoming {}

    /** @param payload an object or null */
    public record Request(BigInteger id, String method, JsonNode payload) implements Incoming {}

    /** @param id what was readable of it, else 0 */
    public record Malformed(BigInteger id) implements Incoming {}

    public static Incoming read(String frame) {
        JsonNode array = parsed(frame);
        if (!array.isArray() || array.size() != 5 || !isUint(array.get(0), BigInteger.valueOf(255))) {
            return new Malformed(BigInteger.ZERO);
        }
        if (!isUint(array.get(1), MAX_UINT64)) {
            return new Malformed(BigInteger.ZERO);
        }
        BigInteger id = array.get(1).bigIntegerValue();
        JsonNode payload = array.get(3);
        boolean wellTyped =
                array.get(2).isString() && (payload.isObject() || payload.isNull()) && isUint(array.get(4), MAX_UINT64);
        return wellTyped ? new Request(id, array.get(2).stringValue(), payload) : new Malformed(id);
    }

    private static JsonNode parsed(String frame) {
        try {
            return JSON.readTree(frame);
        } catch (JacksonException notJson) {
            return JsonNodeFactory.instance.nullNode();
        }
    }

    private static boolean isUint(JsonNode node, BigInteger max) {
        return node.isIntegralNumber()
                && node.bigIntegerValue().signum() >= 0
                && node.bigIntegerValue().compareTo(max) <= 0;
    }

    static String response(Request request, Map<String, Object> payload, long now) {
        return JSON.writeValueAsString(List.of(RESPONSE, request.id(), request.method(), payload, now));
    }

    public static String error(Request request, String text, long now) {
        return error(request.id(), request.method(), text, now);
    }

    static String malformed(BigInteger id, long now) {
        return error(id, "", "invalid message format", now);
    }

    private static String error(BigInteger id, String method, String text, long now) {
        return JSON.writeValueAsString(List.of(ERROR, id, method, Map.of("error", text), now));
    }
}

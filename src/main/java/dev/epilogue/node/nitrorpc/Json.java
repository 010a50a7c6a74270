package dev.epilogue.node.nitrorpc;

import dev.epilogue.node.NodeException;
import dev.epilogue.value.Address;
import dev.epilogue.value.Amount;
import dev.epilogue.value.Hash32;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Strict reading of a node's JSON: a missing or misshapen member is {@link NodeException.Unsupported}, never a default. */
final class Json {

    /** Larger numbers do not survive in JavaScript, nor in the node's own decoding. */
    private static final long LARGEST = (1L << 53) - 1;

    /** What fits 256 bits has at most 78. */
    private static final Pattern UNITS = Pattern.compile("[0-9]{1,78}");

    private static final JsonMapper MAPPER = JsonMapper.shared();

    private Json() {}

    static String write(Object value) {
        return MAPPER.writeValueAsString(value);
    }

    static String text(JsonNode object, String member) {
        JsonNode value = object.path(member);
        if (!value.isString()) {
            throw misshapen(member);
        }
        return value.stringValue();
    }

    static long number(JsonNode object, String member) {
        return number(object.path(member), member, LARGEST);
    }

    /** @param largest at most 2^53-1 */
    static long number(JsonNode value, String member, long largest) {
        if (!value.isIntegralNumber()) {
            throw misshapen(member);
        }
        if (!value.canConvertToLong() || value.longValue() < 0 || value.longValue() > largest) {
            throw new NodeException.Unsupported(member + " is beyond " + (largest == LARGEST ? "2^53-1" : largest));
        }
        return value.longValue();
    }

    static List<Long> numbers(JsonNode object, String member) {
        return list(object, member).stream()
                .map(value -> number(value, member, LARGEST))
                .toList();
    }

    static Address address(JsonNode object, String member) {
        try {
            return Address.parse(text(object, member));
        } catch (IllegalArgumentException notAnAddress) {
            throw misshapen(member);
        }
    }

    static Hash32 hash(JsonNode object, String member) {
        try {
            return Hash32.parse(text(object, member));
        } catch (IllegalArgumentException notAHash) {
            throw misshapen(member);
        }
    }

    /** A token's smallest units: digits in text. */
    static BigInteger units(JsonNode object, String member) {
        String digits = text(object, member);
        if (!UNITS.matcher(digits).matches()) {
            throw misshapen(member);
        }
        return new BigInteger(digits);
    }

    static Amount amount(JsonNode object, String member) {
        try {
            return Amount.parse(text(object, member));
        } catch (IllegalArgumentException notAnAmount) {
            throw misshapen(member);
        }
    }

    static Instant time(JsonNode object, String member) {
        try {
            return OffsetDateTime.parse(text(object, member)).toInstant();
        } catch (DateTimeException notATime) {
            throw misshapen(member);
        }
    }

    static List<JsonNode> list(JsonNode object, String member) {
        JsonNode value = object.path(member);
        if (!value.isArray()) {
            throw misshapen(member);
        }
        return List.copyOf(value.values());
    }

    static List<String> texts(JsonNode object, String member) {
        List<JsonNode> values = list(object, member);
        if (!values.stream().allMatch(JsonNode::isString)) {
            throw misshapen(member);
        }
        return values.stream().map(JsonNode::stringValue).toList();
    }

    static NodeException misshapen(String member) {
        return new NodeException.Unsupported("the node's answer has no usable " + member);
    }
}

package dev.epilogue.node.nitrorpc;

import dev.epilogue.node.NodeException;
import dev.epilogue.node.NodeJson;
import dev.epilogue.value.Amount;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Numbers, amounts and times as a 0.x node writes them, read as strictly as {@link NodeJson}. */
final class Json {

    /** What fits 256 bits has at most 78. */
    private static final Pattern UNITS = Pattern.compile("[0-9]{1,78}");

    private Json() {}

    static long number(JsonNode object, String member) {
        return number(object.path(member), member, NodeJson.LARGEST);
    }

    /** @param largest at most 2^53-1 */
    static long number(JsonNode value, String member, long largest) {
        if (!value.isIntegralNumber()) {
            throw NodeJson.misshapen(member);
        }
        if (!value.canConvertToLong() || value.longValue() < 0 || value.longValue() > largest) {
            throw new NodeException.Unsupported(
                    member + " is beyond " + (largest == NodeJson.LARGEST ? "2^53-1" : largest));
        }
        return value.longValue();
    }

    static List<Long> numbers(JsonNode object, String member) {
        return NodeJson.list(object, member).stream()
                .map(value -> number(value, member, NodeJson.LARGEST))
                .toList();
    }

    /** A token's smallest units: digits in text. */
    static BigInteger units(JsonNode object, String member) {
        String digits = NodeJson.text(object, member);
        if (!UNITS.matcher(digits).matches()) {
            throw NodeJson.misshapen(member);
        }
        return new BigInteger(digits);
    }

    static Amount amount(JsonNode object, String member) {
        try {
            return Amount.parse(NodeJson.text(object, member));
        } catch (IllegalArgumentException notAnAmount) {
            throw NodeJson.misshapen(member);
        }
    }

    static Instant time(JsonNode object, String member) {
        try {
            return OffsetDateTime.parse(NodeJson.text(object, member)).toInstant();
        } catch (DateTimeException notATime) {
            throw NodeJson.misshapen(member);
        }
    }
}

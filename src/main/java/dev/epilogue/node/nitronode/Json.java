package dev.epilogue.node.nitronode;

import dev.epilogue.node.NodeException;
import dev.epilogue.value.Address;
import dev.epilogue.value.Hash32;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Strict reading of a node's JSON: a missing or misshapen member is {@link NodeException.Unsupported}, never a default. */
final class Json {

    /** Larger numbers do not survive in JavaScript, where wallets rebuild what they sign. */
    static final long LARGEST = (1L << 53) - 1;

    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final int LONGEST_NUMBER = 20;

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

    static long integer(JsonNode object, String member) {
        JsonNode value = object.path(member);
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw misshapen(member);
        }
        return within(value.longValue(), member);
    }

    /** An unsigned number in decimal text. */
    static long number(JsonNode object, String member) {
        String digits = text(object, member);
        if (!digits.matches("[0-9]{1," + LONGEST_NUMBER + "}")) {
            throw misshapen(member);
        }
        try {
            return within(Long.parseLong(digits), member);
        } catch (NumberFormatException tooLarge) {
            throw beyond(member);
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

    private static long within(long number, String member) {
        if (number < 0 || number > LARGEST) {
            throw beyond(member);
        }
        return number;
    }

    private static NodeException beyond(String member) {
        return new NodeException.Unsupported(member + " is beyond 2^53-1");
    }
}

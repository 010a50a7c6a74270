package dev.epilogue.node;

import dev.epilogue.value.Address;
import dev.epilogue.value.Hash32;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Strict reading of a node's JSON, whatever its dialect: a missing or misshapen member is {@link NodeException.Unsupported}, never a
 * default.
 */
public final class NodeJson {

    /** Larger numbers do not survive in JavaScript, where wallets rebuild what they sign, nor in the decoding of a 0.x node. */
    public static final long LARGEST = (1L << 53) - 1;

    private static final JsonMapper MAPPER = JsonMapper.shared();

    private NodeJson() {}

    public static String write(Object value) {
        return MAPPER.writeValueAsString(value);
    }

    public static String text(JsonNode object, String member) {
        JsonNode value = object.path(member);
        if (!value.isString()) {
            throw misshapen(member);
        }
        return value.stringValue();
    }

    public static Address address(JsonNode object, String member) {
        try {
            return Address.parse(text(object, member));
        } catch (IllegalArgumentException notAnAddress) {
            throw misshapen(member);
        }
    }

    public static Hash32 hash(JsonNode object, String member) {
        try {
            return Hash32.parse(text(object, member));
        } catch (IllegalArgumentException notAHash) {
            throw misshapen(member);
        }
    }

    public static List<JsonNode> list(JsonNode object, String member) {
        JsonNode value = object.path(member);
        if (!value.isArray()) {
            throw misshapen(member);
        }
        return List.copyOf(value.values());
    }

    public static List<String> texts(JsonNode object, String member) {
        List<JsonNode> values = list(object, member);
        if (!values.stream().allMatch(JsonNode::isString)) {
            throw misshapen(member);
        }
        return values.stream().map(JsonNode::stringValue).toList();
    }

    /** The node tells of something else than it was asked about: that is no answer, and says nothing of what was asked about. */
    public static NodeException another(String member) {
        return new NodeException.Unavailable("the node's answer is about another " + member);
    }

    public static NodeException misshapen(String member) {
        return new NodeException.Unsupported("the node's answer has no usable " + member);
    }
}

package dev.epilogue.node.nitronode;

import dev.epilogue.node.NodeException;
import dev.epilogue.node.NodeJson;
import tools.jackson.databind.JsonNode;

/** Numbers as a v1 node writes them, read as strictly as {@link NodeJson}. */
final class Json {

    private static final int LONGEST_NUMBER = 20;

    private Json() {}

    static long integer(JsonNode object, String member) {
        JsonNode value = object.path(member);
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw NodeJson.misshapen(member);
        }
        return within(value.longValue(), member);
    }

    /** An unsigned number in decimal text. */
    static long number(JsonNode object, String member) {
        String digits = NodeJson.text(object, member);
        if (!digits.matches("[0-9]{1," + LONGEST_NUMBER + "}")) {
            throw NodeJson.misshapen(member);
        }
        try {
            return within(Long.parseLong(digits), member);
        } catch (NumberFormatException tooLarge) {
            throw beyond(member);
        }
    }

    private static long within(long number, String member) {
        if (number < 0 || number > NodeJson.LARGEST) {
            throw beyond(member);
        }
        return number;
    }

    private static NodeException beyond(String member) {
        return new NodeException.Unsupported(member + " is beyond 2^53-1");
    }
}

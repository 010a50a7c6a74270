package dev.epilogue.sandbox.nitronode.protocol;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Members of a JSON object as the node reads them: a missing or null one is the zero value, a wrong type spoils the request. */
final class Fields {

    private final JsonNode object;

    private Fields(JsonNode object) {
        this.object = object;
    }

    static Fields of(JsonNode node) {
        if (!isAbsent(node) && !node.isObject()) {
            throw new WrongType();
        }
        return new Fields(isAbsent(node) ? JsonNodeFactory.instance.objectNode() : node);
    }

    boolean has(String name) {
        return !isAbsent(object.get(name));
    }

    String text(String name) {
        return text(object.get(name));
    }

    /** Null when missing. */
    String optionalText(String name) {
        return has(name) ? text(name) : null;
    }

    /** An unsigned integer of at most {@code max}. */
    long integer(String name, long max) {
        JsonNode node = object.get(name);
        if (isAbsent(node)) {
            return 0;
        }
        require(node, each -> each.isIntegralNumber() && each.canConvertToLong());
        long value = node.longValue();
        if (value < 0 || value > max) {
            throw new WrongType();
        }
        return value;
    }

    boolean flag(String name) {
        JsonNode node = object.get(name);
        return !isAbsent(node) && require(node, JsonNode::isBoolean).booleanValue();
    }

    Fields object(String name) {
        return of(object.get(name));
    }

    List<String> texts(String name) {
        return list(name, Fields::text);
    }

    List<Fields> objects(String name) {
        return list(name, Fields::of);
    }

    private <T> List<T> list(String name, Function<JsonNode, T> element) {
        JsonNode node = object.get(name);
        List<T> elements = new ArrayList<>();
        if (!isAbsent(node)) {
            require(node, JsonNode::isArray).forEach(each -> elements.add(element.apply(each)));
        }
        return elements;
    }

    private static String text(JsonNode node) {
        return isAbsent(node) ? "" : require(node, JsonNode::isString).stringValue();
    }

    private static boolean isAbsent(JsonNode node) {
        return node == null || node.isNull() || node.isMissingNode();
    }

    private static JsonNode require(JsonNode node, Predicate<JsonNode> type) {
        if (!type.test(node)) {
            throw new WrongType();
        }
        return node;
    }

    /** A member is not of the type that the method declares. */
    static final class WrongType extends RuntimeException {
        WrongType() {
            super(null, null, false, false);
        }
    }
}

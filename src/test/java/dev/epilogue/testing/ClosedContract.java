package dev.epilogue.testing;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The contract as the service has to keep it. Clients must cope with names and members that came later; the service that the
 * document describes has none that are not in it.
 */
final class ClosedContract {

    /** What stands in these says more about an object that is described around them. */
    private static final Set<String> PARTS = Set.of("allOf", "if", "then", "else", "not");

    private static final Map<String, String> ANY_NAME = Map.of("type", "string");

    /** Where schemas without a name are found. */
    private static final String NAMELESS = "answers";

    /** Tests make events up. That the contract has all that there are is a test of its own. */
    private static final String OPEN = "EventType";

    private final Map<String, Object> nameless = new LinkedHashMap<>();

    private ClosedContract() {}

    @SuppressWarnings("unchecked")
    static Map<String, Object> of(Map<String, Object> document) {
        ClosedContract closing = new ClosedContract();
        var closed = (Map<String, Object>) closing.closed(document, true);
        closed.put(NAMELESS, closing.nameless);
        return closed;
    }

    /** Empty where there is nothing. */
    @SuppressWarnings("unchecked")
    static Map<String, Object> at(Map<String, Object> from, String... steps) {
        Map<String, Object> here = from;
        for (String step : steps) {
            here = (Map<String, Object>) here.getOrDefault(step, Map.of());
        }
        return here;
    }

    static Map<String, Object> resolved(Map<String, Object> document, Map<String, Object> node) {
        return node.get("$ref") instanceof String reference
                ? at(document, reference.substring("#/".length()).split("/"))
                : node;
    }

    /** Null for what has no form. */
    static @Nullable String pointer(Map<String, Object> schema) {
        return schema.get("$ref") instanceof String reference ? reference.substring(1) : null;
    }

    private @Nullable Object closed(@Nullable Object node, boolean whole) {
        return switch (node) {
            case null -> null;
            case Map<?, ?> map -> closed(map, whole);
            case List<?> list -> list.stream().map(each -> closed(each, whole)).toList();
            default -> node;
        };
    }

    private Map<String, Object> closed(Map<?, ?> map, boolean whole) {
        Map<String, Object> closed = new LinkedHashMap<>();
        map.forEach((key, value) -> {
            String name = (String) key;
            if (name.equals(OPEN)) {
                closed.put(name, value);
                return;
            }
            Object inner = name.equals("anyOf") ? known((List<?>) value) : value;
            closed.put(name, closed(inner, whole && !PARTS.contains(name)));
        });
        if (whole && closed.get("properties") instanceof Map && !closed.containsKey("additionalProperties")) {
            closed.put("unevaluatedProperties", false);
        }
        if (closed.get("schema") instanceof Map<?, ?> schema && schema.containsKey("anyOf")) {
            String name = String.valueOf(nameless.size());
            nameless.put(name, schema);
            closed.put("schema", Map.of("$ref", "#/" + NAMELESS + "/" + name));
        }
        return closed;
    }

    /** Without the alternative that keeps an enum open. */
    private static List<?> known(List<?> alternatives) {
        return alternatives.stream().filter(each -> !ANY_NAME.equals(each)).toList();
    }
}

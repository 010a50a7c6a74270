package dev.epilogue.web;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialects;
import dev.epilogue.web.contract.Contract;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** From the contract: everything that a call reads, each time with one value that the contract does not allow there. */
final class BadInputs {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String PLACE = "https://contract.test/inputs";

    /** Each kind's ways of being wrong; which of them are wrong at a place, its schema says. */
    static final List<String> TEXTS = List.of(
            "",
            "x",
            "-1",
            "0",
            "1.5",
            "99999999999999999999",
            "null",
            "0x",
            "0x" + "zz".repeat(20),
            "0x" + "11".repeat(31),
            "2026-11-24T01:02:03Z\n2026-11-24 ERROR forged",
            "2026-02-30T00:00:00Z",
            "+999999999-12-31T23:59:59-18:00",
            "-999999999-01-01T00:00:00+18:00",
            "300000-01-01T00:00:00Z",
            "P1Y",
            "PT",
            "PT-5S",
            "P9999999D",
            "nobody",
            "UNANIMOUS\u0000",
            "\u202Eabc\u2028def",
            "'; drop table closure; --",
            "%s%n${jndi:x}",
            "x".repeat(20_000));

    private static final List<Object> VALUES = List.of(
            true, 1.5, -1, 0, new java.math.BigInteger("9".repeat(30)), List.of(), List.of(List.of()), Map.of("x", 1));

    private final JsonNode document = JSON.valueToTree(Contract.document());
    private final SchemaRegistry registry = SchemaRegistry.withDefaultDialect(
            Dialects.getOpenApi31(),
            builder -> builder.schemas(Map.of(PLACE, JSON.writeValueAsString(document)))
                    .schemaRegistryConfig(SchemaRegistryConfig.builder()
                            .formatAssertionsEnabled(true)
                            .build()));

    /** @param in path, query or header */
    record Parameter(String in, String name, List<String> wrong) {}

    /**
     * @param bodies that are wrong in one place each
     * @param type of the body; empty where there is none
     */
    record Call(String method, String path, String type, List<Parameter> parameters, List<String> bodies) {

        boolean streams() {
            return path.endsWith("/events");
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    List<Call> calls() {
        List<Call> calls = new ArrayList<>();
        document.get("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(method -> {
                    if (!method.getKey().equals("parameters")) {
                        calls.add(call(path.getKey(), path.getValue(), method.getKey(), method.getValue()));
                    }
                }));
        return calls;
    }

    private Call call(String path, JsonNode shared, String method, JsonNode operation) {
        List<Parameter> parameters = Stream.concat(
                        shared.path("parameters").valueStream(),
                        operation.path("parameters").valueStream())
                .map(this::resolved)
                .map(this::parameter)
                .toList();
        JsonNode body = resolved(operation.path("requestBody"));
        JsonNode content = body.path("content");
        String type =
                content.isEmpty() ? "" : content.propertyNames().iterator().next();
        List<String> bodies = content.isEmpty()
                ? List.of()
                : bodies(content.get(type).get("schema"), body.path("required").asBoolean(false));
        return new Call(method.toUpperCase(), path, type, parameters, bodies);
    }

    private Parameter parameter(JsonNode parameter) {
        JsonNode whole = resolved(parameter.get("schema"));
        JsonNode one = whole.has("items") ? resolved(whole.get("items")) : whole;
        String type = one.path("type").asString("");
        Schema schema = schema(one);
        List<String> wrong = TEXTS.stream()
                .filter(text -> !schema.validate(as(type, text)).isEmpty())
                .filter(text -> !whole.has("items") || !text.contains(","))
                .toList();
        return new Parameter(
                parameter.get("in").asString(), parameter.get("name").asString(), wrong);
    }

    /** What a text in an address means there. */
    private static JsonNode as(String type, String text) {
        boolean number = type.equals("integer") && text.matches("-?[0-9.]+");
        return number ? JSON.readTree(text) : JSON.valueToTree(text);
    }

    private List<String> bodies(JsonNode reference, boolean required) {
        JsonNode whole = resolved(reference);
        Schema schema = schema(whole);
        JsonNode right = sample(whole);
        if (!schema.validate(right).isEmpty()) {
            throw new IllegalStateException("no example of its kind: " + right + schema.validate(right));
        }
        List<String> bodies =
                new ArrayList<>(List.of("null", "[]", "{", "{\"x\":1,\"x\":1}", "[".repeat(5000), "\u0000"));
        if (required) {
            bodies.add("");
        }
        for (String place : places(right, "")) {
            Stream.concat(VALUES.stream(), TEXTS.stream()).forEach(value -> {
                JsonNode wrong = with(right, place, JSON.valueToTree(value));
                if (!schema.validate(wrong).isEmpty()) {
                    bodies.add(JSON.writeValueAsString(wrong));
                }
            });
        }
        return bodies;
    }

    private static List<String> places(JsonNode node, String at) {
        List<String> places = new ArrayList<>();
        if (node.isObject()) {
            places.add(at + "/unheard");
            node.properties().forEach(member -> {
                places.add(at + "/" + member.getKey());
                places.addAll(places(member.getValue(), at + "/" + member.getKey()));
            });
        } else if (node.isArray() && !node.isEmpty()) {
            places.add(at + "/0");
            places.addAll(places(node.get(0), at + "/0"));
        }
        return places;
    }

    private static JsonNode with(JsonNode right, String place, JsonNode value) {
        JsonNode copy = right.deepCopy();
        int cut = place.lastIndexOf('/');
        String name = place.substring(cut + 1);
        switch (copy.at(place.substring(0, cut))) {
            case ObjectNode object -> object.set(name, value);
            case ArrayNode array -> array.set(Integer.parseInt(name), value);
            default -> throw new IllegalStateException(place);
        }
        return copy;
    }

    private JsonNode sample(JsonNode reference) {
        JsonNode schema = resolved(reference);
        if (schema.has("anyOf")) {
            return sample(schema.get("anyOf").get(0));
        }
        if (schema.has("enum")) {
            return schema.get("enum").get(0);
        }
        JsonNode types = schema.path("type");
        return switch (types.isArray() ? types.get(0).asString() : types.asString("")) {
            case "object" -> {
                ObjectNode object = JSON.createObjectNode();
                schema.path("properties")
                        .properties()
                        .forEach(member -> object.set(member.getKey(), sample(member.getValue())));
                yield object;
            }
            case "array" -> JSON.createArrayNode().add(sample(schema.get("items")));
            case "integer" ->
                JSON.valueToTree(Math.max(1, schema.path("minimum").asInt(1)));
            case "boolean" -> JSON.valueToTree(true);
            case "string" -> JSON.valueToTree(text(schema));
            default -> JSON.nullNode();
        };
    }

    private static String text(JsonNode schema) {
        Schema any = SchemaRegistry.withDefaultDialect(Dialects.getOpenApi31()).getSchema(schema);
        return Stream.of(
                        "text",
                        "4",
                        "PT1H",
                        "2026-11-24T01:02:03Z",
                        "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
                        "0x" + "11".repeat(32),
                        "0x" + "11".repeat(65),
                        "01a20d40-d257-7dbc-97d4-c49eeb94f6d6",
                        "https://play.example")
                .filter(text -> any.validate(
                                JSON.valueToTree(text),
                                context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)))
                        .isEmpty())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no example of " + schema));
    }

    private JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? document.at(node.get("$ref").asString().substring(1)) : node;
    }

    private Schema schema(JsonNode node) {
        ObjectNode wrapped = node.deepCopy().asObject();
        return registry.getSchema(
                SchemaLocation.of(PLACE + "/" + Integer.toHexString(node.hashCode())), absolute(wrapped));
    }

    /** References from outside of the document. */
    private static JsonNode absolute(JsonNode node) {
        return JSON.readTree(JSON.writeValueAsString(node).replace("\"#/", "\"" + PLACE + "#/"));
    }
}

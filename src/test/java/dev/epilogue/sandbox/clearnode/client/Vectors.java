package dev.epilogue.sandbox.clearnode.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Computed vectors of this dialect. */
public final class Vectors {

    private static final JsonNode ALL = read();

    private Vectors() {}

    private static JsonNode read() {
        try (InputStream in = Vectors.class.getResourceAsStream("/vectors/clearnode-v0.json")) {
            return JsonMapper.shared().readTree(in);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    public static JsonNode all() {
        return ALL;
    }

    public static JsonNode get(String id) {
        return ALL.get("vectors")
                .valueStream()
                .filter(vector -> vector.get("id").asString().equals(id))
                .findFirst()
                .orElseThrow();
    }

    public static Stream<JsonNode> startingWith(String... prefixes) {
        return ALL.get("vectors")
                .valueStream()
                .filter(vector -> Stream.of(prefixes).anyMatch(vector.get("id").asString()::startsWith));
    }
}

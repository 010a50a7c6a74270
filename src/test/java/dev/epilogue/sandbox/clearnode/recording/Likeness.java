package dev.epilogue.sandbox.clearnode.recording;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Whether an answer of the fake is the recorded one. Everything must be equal, except what cannot be: numbers of database
 * rows, fresh challenges and tokens, the tags that the node draws by lot, times (five seconds apart at most), the random
 * order of allocations in an {@code asu}, an id that is the node's time because the frame's own was never read, and rows
 * that are older than the scenario.
 */
final class Likeness {

    private static final Duration APART = Duration.ofSeconds(5);
    private static final Set<String> TIMES = Set.of("created_at", "updated_at", "expires_at");
    private static final Set<String> LOTS =
            Set.of("challenge_message", "jwt_token", "tag", "from_account_tag", "to_account_tag");
    private static final long FIRST_TIME = 1_000_000_000_000L;

    /** Lists that go back beyond the scenario, and where a row of them says when it was written. */
    private static final Map<String, Function<JsonNode, Instant>> LOGS = Map.of(
            "ledger_transactions",
            row -> Instant.parse(row.get("created_at").asString()),
            "rpc_entries",
            Likeness::answeredAt);

    private final List<String> differences = new ArrayList<>();
    private final Instant start;

    private Likeness(Instant start) {
        this.start = start;
    }

    /** Empty when alike. @param start of the scenario, by the node's clock */
    static List<String> differences(Instant start, JsonNode recorded, JsonNode actual) {
        Likeness likeness = new Likeness(start);
        if (!bothAreTimes(recorded.get(0), actual.get(0))) {
            likeness.compare("id of the request", recorded.get(0), actual.get(0));
        }
        likeness.compare("method", recorded.get(1), actual.get(1));
        likeness.compare("params", recorded.get(2), actual.get(2));
        return likeness.differences;
    }

    private static boolean bothAreTimes(JsonNode recorded, JsonNode actual) {
        return recorded.canConvertToLong()
                && actual.canConvertToLong()
                && recorded.asLong() > FIRST_TIME
                && Math.abs(recorded.asLong() - actual.asLong()) < APART.toMillis();
    }

    private void compare(String path, JsonNode recorded, JsonNode actual) {
        String name = path.substring(path.lastIndexOf('.') + 1);
        if (recorded.isObject() && actual.isObject()) {
            compareMembers(path, recorded, actual);
        } else if (recorded.isArray() && actual.isArray() && name.equals("participant_allocations")) {
            expect(path, sorted(recorded), sorted(actual));
        } else if (recorded.isArray() && actual.isArray()) {
            compareItems(path, ofScenario(name, recorded), List.copyOf(actual.values()));
        } else if (!alike(name, recorded, actual)) {
            expect(path, recorded, actual);
        }
    }

    private void compareItems(String path, List<JsonNode> recorded, List<JsonNode> actual) {
        if (recorded.size() != actual.size()) {
            expect(path, recorded, actual);
            return;
        }
        for (int i = 0; i < recorded.size(); i++) {
            compare(path + "[" + i + "]", recorded.get(i), actual.get(i));
        }
    }

    private List<JsonNode> ofScenario(String name, JsonNode array) {
        return array.valueStream()
                .filter(row ->
                        !LOGS.containsKey(name) || LOGS.get(name).apply(row).isAfter(start))
                .toList();
    }

    private static Instant answeredAt(JsonNode entry) {
        JsonNode response = JsonMapper.shared().readTree(entry.get("response").asString());
        return Instant.ofEpochMilli(response.get(3).asLong());
    }

    /** The order of members counts: it is part of what is signed. */
    private void compareMembers(String path, JsonNode recorded, JsonNode actual) {
        expect(path, names(recorded), names(actual));
        for (String name : recorded.propertyNames()) {
            if (actual.has(name)) {
                compare(path + "." + name, recorded.get(name), actual.get(name));
            }
        }
    }

    private static boolean alike(String name, JsonNode recorded, JsonNode actual) {
        if (name.equals("id")) {
            return recorded.isNumber() && actual.isNumber();
        }
        if (LOTS.contains(name)) {
            return !recorded.asString().isEmpty() && !actual.asString().isEmpty();
        }
        return TIMES.contains(name) && sameTime(recorded.asString(), actual.asString());
    }

    private static boolean sameTime(String recorded, String actual) {
        try {
            Duration between = Duration.between(Instant.parse(recorded), Instant.parse(actual));
            return between.abs().compareTo(APART) < 0;
        } catch (DateTimeParseException empty) {
            return recorded.equals(actual);
        }
    }

    private static List<String> names(JsonNode object) {
        return List.copyOf(object.propertyNames());
    }

    private static TreeSet<String> sorted(JsonNode array) {
        TreeSet<String> texts = new TreeSet<>();
        Iterator<JsonNode> items = array.iterator();
        items.forEachRemaining(item -> texts.add(item.toString()));
        return texts;
    }

    private void expect(String path, Object recorded, Object actual) {
        if (!recorded.equals(actual)) {
            differences.add(path + ": recorded " + recorded + ", got " + actual);
        }
    }
}

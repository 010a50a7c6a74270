package dev.epilogue.node.nitronode;

import dev.epilogue.node.NodeJson;
import dev.epilogue.node.SessionReading;
import dev.epilogue.value.Allocation;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/** Decimals of the node's assets: asked once, and again when a session holds one that is not known yet. */
final class Assets {

    /** A session may hold what the node no longer lists; that must not cost a request per read. */
    private static final Duration LIST_KEPT = Duration.ofMinutes(1);

    private static final int MOST_DECIMALS = 255;

    private record Known(Map<String, Integer> decimals, Instant askedAt) {}

    private volatile Known known = new Known(Map.of(), Instant.MIN);

    Mono<SessionReading> complete(Calls calls, SessionReading reading) {
        Set<String> assets =
                reading.allocations().stream().map(Allocation::asset).collect(Collectors.toSet());
        return covering(calls, assets).map(decimals -> Readings.withDecimals(reading, only(assets, decimals)));
    }

    private Mono<Map<String, Integer>> covering(Calls calls, Set<String> assets) {
        Known current = known;
        boolean recent = current.askedAt.plus(LIST_KEPT).isAfter(Instant.now());
        if (current.decimals.keySet().containsAll(assets) || recent) {
            return Mono.just(current.decimals);
        }
        return calls.ask("node.v1.get_assets", Map.of(), "")
                .map(answer -> parse(answer.body()))
                .doOnNext(decimals -> known = new Known(decimals, Instant.now()));
    }

    private static Map<String, Integer> parse(JsonNode payload) {
        Map<String, Integer> decimals = new HashMap<>();
        for (JsonNode asset : NodeJson.list(payload, "assets")) {
            long digits = Json.integer(asset, "decimals");
            if (digits > MOST_DECIMALS) {
                throw NodeJson.misshapen("decimals");
            }
            decimals.put(NodeJson.text(asset, "symbol"), (int) digits);
        }
        return Map.copyOf(decimals);
    }

    private static Map<String, Integer> only(Set<String> assets, Map<String, Integer> decimals) {
        return decimals.entrySet().stream()
                .filter(entry -> assets.contains(entry.getKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}

package dev.epilogue.node.nitrorpc;

import dev.epilogue.node.NodeJson;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/** Decimals of the node's assets, the smallest across its chains: asked once, and again when a session holds an unknown one. */
final class Assets {

    /** A session may hold what the node no longer lists; that must not cost a request per read. */
    private static final Duration LIST_KEPT = Duration.ofMinutes(1);

    private static final long MOST_DECIMALS = 255;

    private record Known(Map<String, Integer> decimals, Instant askedAt) {}

    private volatile Known known = new Known(Map.of(), Instant.MIN);

    /** Without those that the node does not list. */
    Mono<Map<String, Integer>> decimals(Calls calls, Set<String> assets) {
        return covering(calls, assets)
                .map(all -> all.entrySet().stream()
                        .filter(entry -> assets.contains(entry.getKey()))
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    /** The first by name that the node lists; empty where it lists none. */
    Mono<String> any(Calls calls) {
        Known current = known;
        return (current.decimals.isEmpty() ? asked(calls) : Mono.just(current.decimals))
                .flatMap(all -> Mono.justOrEmpty(all.keySet().stream().sorted().findFirst()));
    }

    private Mono<Map<String, Integer>> covering(Calls calls, Set<String> assets) {
        Known current = known;
        boolean recent = current.askedAt.plus(LIST_KEPT).isAfter(Instant.now());
        if (current.decimals.keySet().containsAll(assets) || recent) {
            return Mono.just(current.decimals);
        }
        return asked(calls);
    }

    private Mono<Map<String, Integer>> asked(Calls calls) {
        return calls.ask("get_assets", "{}", "")
                .map(answer -> parse(answer.body()))
                .doOnNext(decimals -> known = new Known(decimals, Instant.now()));
    }

    private static Map<String, Integer> parse(JsonNode body) {
        Map<String, Integer> decimals = new HashMap<>();
        for (JsonNode asset : NodeJson.list(body, "assets")) {
            int digits = (int) Json.number(asset.path("decimals"), "decimals", MOST_DECIMALS);
            decimals.merge(NodeJson.text(asset, "symbol"), digits, Math::min);
        }
        return Map.copyOf(decimals);
    }
}

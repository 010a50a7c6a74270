package dev.epilogue.node.nitronode;

import dev.epilogue.node.NodeContract;
import dev.epilogue.node.NodeJson;
import dev.epilogue.node.Remembered;
import dev.epilogue.node.Token;
import dev.epilogue.value.Address;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/** The node's contracts and tokens on its chains. An operator may add some while we run. */
final class Directory {

    private static final Duration KEPT = Duration.ofMinutes(1);

    /** 10^77 is the largest power of ten that a contract's numbers hold. */
    private static final long MOST_DECIMALS = 77;

    private final Remembered<List<NodeContract>> contracts = new Remembered<>(KEPT);
    private final Remembered<List<Token>> tokens = new Remembered<>(KEPT);

    Mono<List<NodeContract>> contracts(Calls calls) {
        return contracts.get(Mono.defer(() -> calls.ask("node.v1.get_config", Map.of(), ""))
                .map(answer -> NodeJson.list(answer.body(), "blockchains").stream()
                        .map(Directory::contract)
                        .toList()));
    }

    Mono<List<Token>> tokens(Calls calls) {
        return tokens.get(Mono.defer(() -> calls.ask("node.v1.get_assets", Map.of(), ""))
                .map(answer -> NodeJson.list(answer.body(), "assets").stream()
                        .flatMap(Directory::tokens)
                        .toList()));
    }

    Mono<Optional<Token>> token(Calls calls, String asset, long chainId) {
        return tokens(calls)
                .map(all -> all.stream()
                        .filter(token -> token.asset().equals(asset) && token.chainId() == chainId)
                        .findFirst());
    }

    /** Under that address: a chain may have several tokens of an asset. */
    Mono<Optional<Token>> token(Calls calls, String asset, long chainId, Address address) {
        return tokens(calls)
                .map(all -> all.stream()
                        .filter(token -> token.asset().equals(asset)
                                && token.chainId() == chainId
                                && token.address().equals(address))
                        .findFirst());
    }

    private static NodeContract contract(JsonNode chain) {
        return new NodeContract(
                Json.number(chain, "blockchain_id"),
                NodeJson.text(chain, "name"),
                NodeJson.address(chain, "channel_hub_address"),
                null,
                Duration.ofSeconds(Json.integer(chain, "confirmation_delay_secs")));
    }

    private static Stream<Token> tokens(JsonNode asset) {
        String symbol = NodeJson.text(asset, "symbol");
        return NodeJson.list(asset, "tokens").stream()
                .map(token -> new Token(
                        symbol,
                        Json.number(token, "blockchain_id"),
                        NodeJson.address(token, "address"),
                        decimals(token)));
    }

    private static int decimals(JsonNode token) {
        long decimals = Json.integer(token, "decimals");
        if (decimals > MOST_DECIMALS) {
            throw NodeJson.misshapen("decimals");
        }
        return (int) decimals;
    }
}

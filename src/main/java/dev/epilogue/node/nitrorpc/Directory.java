package dev.epilogue.node.nitrorpc;

import dev.epilogue.node.NodeContract;
import dev.epilogue.node.NodeJson;
import dev.epilogue.node.Remembered;
import dev.epilogue.node.Token;
import dev.epilogue.value.Address;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
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
        return contracts.get(Mono.defer(() -> calls.ask("get_config", "{}", ""))
                .map(answer -> NodeJson.list(answer.body(), "networks").stream()
                        .map(Directory::contract)
                        .toList()));
    }

    Mono<List<Token>> tokens(Calls calls) {
        return tokens.get(Mono.defer(() -> calls.ask("get_assets", "{}", ""))
                .map(answer -> NodeJson.list(answer.body(), "assets").stream()
                        .map(Directory::token)
                        .toList()));
    }

    Mono<Optional<Token>> token(Calls calls, String asset, long chainId) {
        return tokens(calls)
                .map(all -> all.stream()
                        .filter(token -> token.asset().equals(asset) && token.chainId() == chainId)
                        .findFirst());
    }

    static Optional<Token> of(List<Token> tokens, long chainId, Address address) {
        return tokens.stream()
                .filter(token -> token.chainId() == chainId && token.address().equals(address))
                .findFirst();
    }

    private static NodeContract contract(JsonNode network) {
        return new NodeContract(
                Json.number(network, "chain_id"),
                NodeJson.text(network, "name"),
                NodeJson.address(network, "custody_address"),
                NodeJson.address(network, "adjudicator_address"),
                null);
    }

    private static Token token(JsonNode asset) {
        return new Token(
                NodeJson.text(asset, "symbol"), Json.number(asset, "chain_id"), NodeJson.address(asset, "token"), (int)
                        Json.number(asset.path("decimals"), "decimals", MOST_DECIMALS));
    }
}

package dev.epilogue.sandbox.nitronode.protocol;

import dev.epilogue.sandbox.nitronode.ledger.Asset;
import dev.epilogue.sandbox.nitronode.ledger.Network;
import dev.epilogue.sandbox.nitronode.ledger.Node;
import dev.epilogue.sandbox.nitronode.ledger.Numbers;
import dev.epilogue.sandbox.nitronode.ledger.Refusal;
import dev.epilogue.sandbox.nitronode.ledger.Token;
import dev.epilogue.sandbox.nitronode.protocol.Method.Call;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** {@code node.v1}. */
final class NodeMethods {

    private static final String VALIDATORS = Base64.getEncoder().encodeToString(new byte[] {0, 1});

    private final Node node;

    NodeMethods(Node node) {
        this.node = node;
    }

    Map<String, Object> ping(Fields payload, Call call) {
        return Answer.EMPTY;
    }

    Map<String, Object> getConfig(Fields payload, Call call) {
        Network network = node.network();
        return Answer.of(
                "node_address", node.address().lowerCase(),
                "node_version", network.nodeVersion(),
                "supported_sig_validators", VALIDATORS,
                "blockchains",
                        List.of(Answer.of(
                                "name", network.chainName(),
                                "blockchain_id", network.chainId(),
                                "channel_hub_address", network.hubAddress(),
                                "confirmation_delay_secs", 0)));
    }

    Map<String, Object> getAssets(Fields payload, Call call) {
        String chain = payload.optionalText("blockchain_id");
        if (chain != null && Numbers.uint64(chain).isEmpty()) {
            throw new Refusal("invalid blockchain_id");
        }
        return Answer.of(
                "assets",
                node.network().assets().stream()
                        .filter(asset -> asset.tokens().stream().anyMatch(token -> isOn(token, chain)))
                        .map(asset -> asset(asset, chain))
                        .toList());
    }

    private static Map<String, Object> asset(Asset asset, String chain) {
        return Answer.of(
                "name", asset.name(),
                "symbol", asset.symbol(),
                "decimals", asset.decimals(),
                "suggested_blockchain_id", asset.tokens().getFirst().chainId(),
                "tokens",
                        asset.tokens().stream()
                                .filter(token -> isOn(token, chain))
                                .map(token -> token(asset, token))
                                .toList());
    }

    private static Map<String, Object> token(Asset asset, Token token) {
        return Answer.of(
                "name", asset.name(),
                "symbol", asset.symbol(),
                "address", token.address(),
                "blockchain_id", token.chainId(),
                "decimals", token.decimals());
    }

    private static boolean isOn(Token token, String chain) {
        return chain == null || token.chainId().equals(chain);
    }
}

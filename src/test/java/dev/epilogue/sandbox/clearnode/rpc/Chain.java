package dev.epilogue.sandbox.clearnode.rpc;

import dev.epilogue.sandbox.clearnode.gojson.Json;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Which networks and assets the node serves. */
public record Chain(List<Network> networks, List<Asset> assets) {

    /** A network with the contracts that the node uses there. */
    public record Network(long chainId, String name, String custody, String adjudicator) {

        Json json() {
            return Json.obj()
                    .with("chain_id", chainId)
                    .with("name", name)
                    .with("custody_address", custody)
                    .with("adjudicator_address", adjudicator);
        }
    }

    /** A token under its symbol. */
    public record Asset(String token, long chainId, String symbol, int decimals) {

        Json json() {
            return Json.obj()
                    .with("token", token)
                    .with("chain_id", chainId)
                    .with("symbol", symbol)
                    .with("decimals", decimals);
        }
    }

    public List<String> symbols() {
        return assets.stream().map(Asset::symbol).toList();
    }

    Optional<Network> network(long chainId) {
        return networks.stream().filter(network -> network.chainId() == chainId).findFirst();
    }

    /** Tokens are compared by value. */
    public Optional<Asset> asset(String token, long chainId) {
        return assets.stream()
                .filter(asset -> asset.token().equalsIgnoreCase(token) && asset.chainId() == chainId)
                .findFirst();
    }

    Json assetsJson(Optional<Long> chainId) {
        List<Json> shown = assets.stream()
                .filter(asset -> chainId.map(id -> id == asset.chainId()).orElse(true))
                .map(Asset::json)
                .collect(Collectors.toList());
        return Json.obj().with("assets", shown);
    }
}

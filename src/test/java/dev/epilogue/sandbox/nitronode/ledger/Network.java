package dev.epilogue.sandbox.nitronode.ledger;

import java.util.List;
import java.util.Optional;

/** What {@code get_config} and {@code get_assets} tell. @param hubAddress in the operator's letter case */
public record Network(String chainName, String chainId, String hubAddress, String nodeVersion, List<Asset> assets) {

    public Network {
        assets = List.copyOf(assets);
    }

    Optional<Asset> asset(String symbol) {
        return assets.stream().filter(each -> each.symbol().equals(symbol)).findFirst();
    }

    int decimals(String symbol) {
        return asset(symbol)
                .map(Asset::decimals)
                .orElseThrow(
                        () -> new Refusal("failed to get asset decimals: asset '" + symbol + "' is not supported"));
    }
}

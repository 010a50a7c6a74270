package dev.epilogue.sandbox.nitronode.ledger;

import java.util.List;
import java.util.Optional;

/** @param decimals of the asset; its tokens have at least as many */
public record Asset(String symbol, String name, int decimals, List<Token> tokens) {

    public Asset {
        tokens = List.copyOf(tokens);
    }

    Optional<Token> token(String chainId, String address) {
        return tokens.stream()
                .filter(each -> each.chainId().equals(chainId) && each.address().equals(address))
                .findFirst();
    }
}

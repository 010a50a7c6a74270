package dev.epilogue.sandbox.clearnode.engine;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;

/** What session keys spend in one request, held against their caps. */
final class Spending {

    private record Use(SessionKey key, String asset) {}

    private final NodeState state;
    private final Map<Use, BigDecimal> uses = new LinkedHashMap<>();

    Spending(NodeState state) {
        this.state = state;
    }

    void require(Signers signers, String wallet, String asset, BigDecimal amount) {
        signers.keyOf(wallet).ifPresent(key -> {
            Use use = new Use(key, asset);
            state.keys().requireAllowance(key, asset, amount, uses.getOrDefault(use, BigDecimal.ZERO));
            uses.merge(use, amount, BigDecimal::add);
        });
    }

    void commit() {
        uses.forEach((use, amount) -> use.key().used().merge(use.asset(), amount, BigDecimal::add));
    }
}

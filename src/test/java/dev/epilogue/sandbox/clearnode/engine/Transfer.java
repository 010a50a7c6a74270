package dev.epilogue.sandbox.clearnode.engine;

import dev.epilogue.sandbox.clearnode.encoding.GoAddress;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A payment between unified balances. */
public record Transfer(String from, String to, Map<String, BigDecimal> amounts) {

    public Transfer {
        amounts = new LinkedHashMap<>(amounts);
    }

    /** @return commits the payment and answers its records */
    public java.util.function.Supplier<List<LedgerRecord>> prepare(NodeState state, Signers signers, Instant now) {
        SessionRules.requireFreeChannels(state, from);
        Booking booking = state.ledger().begin(now);
        Spending spending = new Spending(state);
        amounts.forEach((asset, amount) -> {
            if (amount.signum() <= 0) {
                throw new Refusal("invalid allocation: " + amount.toPlainString() + " for asset " + asset);
            }
            spending.require(signers, from, asset, amount);
            if (booking.balance(from, GoAddress.of(from), asset).compareTo(amount) < 0) {
                throw new Refusal("insufficient funds: " + from + " for asset " + asset);
            }
            booking.book(from, GoAddress.of(from), asset, amount.negate());
            booking.book(to, GoAddress.of(to), asset, amount);
            booking.note("transfer", from, to, asset, amount);
        });
        return () -> {
            spending.commit();
            return booking.commit();
        };
    }
}

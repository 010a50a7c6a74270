package dev.epilogue.sandbox.nitronode.ledger;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A row of {@code user.v1.get_transactions}. */
public record Transaction(
        String id,
        String asset,
        int type,
        String from,
        String to,
        @Nullable String senderStateId,
        @Nullable String receiverStateId,
        BigDecimal amount,
        Instant createdAt) {

    public static Transaction credit(ChannelState state, String from, Instant at) {
        return new Transaction(
                state.transition().txId(),
                state.account().asset(),
                state.transition().type(),
                from,
                state.account().wallet().lowerCase(),
                null,
                state.id(),
                state.transition().amount(),
                at);
    }

    static Transaction debit(ChannelState state, String to, Instant at) {
        return new Transaction(
                state.transition().txId(),
                state.account().asset(),
                state.transition().type(),
                state.account().wallet().lowerCase(),
                to,
                state.id(),
                null,
                state.transition().amount(),
                at);
    }
}

package dev.epilogue.chain.tx;

import dev.epilogue.chain.Revert;
import dev.epilogue.closure.ClosureId;
import dev.epilogue.closure.TenantId;
import dev.epilogue.value.Hash32;
import java.math.BigInteger;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a transaction stands.
 *
 * @param hashes every one under which it may be or may have been in a block, oldest first; replacements share a nonce
 * @param nonce null while none is taken
 * @param mined null while it is in no block
 * @param revert why the contract refused it
 * @param cost in wei: paid where it is mined, else 0
 * @param hindrance why it does not come along, as a stable word: {@code halted}, {@code budget}, {@code funds}, {@code fee-cap},
 *     {@code nonce-taken}, {@code refused}, {@code endpoint-limit} (an endpoint's own rule, such as the highest fee that it lets pass),
 *     {@code unreachable}, {@code signer} (it does not sign, or takes too long),
 *     {@code unreadable} (what is stored of it does not open: the master key or the row is not what it was), {@code failed} (for a
 *     reason that nobody foresaw, see the log). The last three hold up no other transaction that has no nonce yet or an earlier one;
 *     where this one has a nonce, the chain takes later ones only after it, until it is sent, or withdrawn
 */
public record TransactionView(
        TransactionId id,
        TenantId tenant,
        String purpose,
        @Nullable ClosureId closure,
        long chainId,
        TransactionStatus status,
        List<Hash32> hashes,
        @Nullable Long nonce,
        @Nullable Mined mined,
        @Nullable Revert revert,
        BigInteger cost,
        @Nullable String hindrance) {

    public TransactionView {
        hashes = List.copyOf(hashes);
    }

    /** Where it is. */
    public record Mined(Hash32 hash, long block, Hash32 blockHash) {}
}

package dev.epilogue.chain.tx;

import dev.epilogue.chain.ContractCall;
import dev.epilogue.chain.keys.SignedTransaction;
import dev.epilogue.closure.ClosureId;
import dev.epilogue.closure.TenantId;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A row, opened.
 *
 * @param call null where its key is destroyed, or the seal does not open
 * @param signed by the attempts' numbers; without those whose seal does not open
 * @param reserved in wei
 * @param deadline time of the chain after which it is too late; null where there is none
 */
record StoredTransaction(
        TransactionId id,
        TenantId tenant,
        String purpose,
        @Nullable ClosureId closure,
        long chainId,
        @Nullable ContractCall call,
        Transaction state,
        Map<Integer, SignedTransaction> signed,
        BigInteger reserved,
        @Nullable Instant deadline,
        long revision) {

    /** Whether a time of the chain hangs on it. */
    boolean urgent() {
        return deadline != null;
    }

    StoredTransaction with(Transaction next) {
        return new StoredTransaction(
                id, tenant, purpose, closure, chainId, call, next, signed, reserved, deadline, revision + 1);
    }

    StoredTransaction with(Map<Integer, SignedTransaction> all, BigInteger highest) {
        return new StoredTransaction(
                id, tenant, purpose, closure, chainId, call, state, Map.copyOf(all), highest, deadline, revision);
    }

    @Override
    public String toString() {
        return "StoredTransaction[" + id + ", " + state.status() + "]";
    }
}

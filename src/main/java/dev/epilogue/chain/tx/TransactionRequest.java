package dev.epilogue.chain.tx;

import dev.epilogue.chain.ContractCall;
import dev.epilogue.closure.ClosureId;
import dev.epilogue.closure.TenantId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is to be sent.
 *
 * @param key the requester's own, such as {@code escalation/ID/challenge}; unique per tenant and chain: asking again with the same key
 *     gets the same transaction, whatever else the request says
 * @param purpose for people
 * @param closure null where it belongs to none
 * @param deadline time of the chain after which it is too late: it goes before others, out of a budget that is kept for such; null where
 *     there is none. Asking again with an earlier one is heard
 */
public record TransactionRequest(
        String key,
        TenantId tenant,
        ContractCall call,
        String purpose,
        @Nullable ClosureId closure,
        @Nullable Instant deadline) {

    /** Nothing is lost by waiting. */
    public TransactionRequest(
            String key, TenantId tenant, ContractCall call, String purpose, @Nullable ClosureId closure) {
        this(key, tenant, call, purpose, closure, null);
    }
}

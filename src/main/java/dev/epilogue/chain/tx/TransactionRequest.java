package dev.epilogue.chain.tx;

import dev.epilogue.chain.ContractCall;
import dev.epilogue.closure.ClosureId;
import dev.epilogue.closure.TenantId;
import org.jspecify.annotations.Nullable;

/**
 * What is to be sent.
 *
 * @param key the requester's own, such as {@code escalation/ID/challenge}; unique per tenant and chain: asking again with the same key
 *     gets the same transaction, whatever else the request says
 * @param purpose for people
 * @param closure null where it belongs to none
 */
public record TransactionRequest(
        String key,
        TenantId tenant,
        ContractCall call,
        String purpose,
        @Nullable ClosureId closure) {}

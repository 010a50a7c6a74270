package dev.epilogue.chain.tx;

import dev.epilogue.closure.TenantId;
import reactor.core.publisher.Mono;

/** Sends transactions, each with one effect. The work goes on in the background; ask again how it stands. */
public interface Transactions {

    /**
     * Stores what is to be sent; the same key gets the same transaction.
     *
     * @throws IllegalArgumentException (as the answer) where the chain is not configured or has no account that pays
     */
    Mono<TransactionView> request(TransactionRequest request);

    /** Empty where there is none. */
    Mono<TransactionView> find(TransactionId id);

    /** What was asked for by that key; empty where it never was, or no account pays on the chain. */
    Mono<TransactionView> find(long chainId, TenantId tenant, String key);

    /** What would be sent, at what cost, and what stands against it. Fails with {@link dev.epilogue.chain.ChainException}. */
    Mono<TransactionPlan> plan(TransactionRequest request);

    /**
     * Takes it back. False where it may be mined already or still: it is then replaced by an empty transaction as well as that can
     * be done, and {@link #find} tells which of the two it became.
     */
    Mono<Boolean> withdraw(TransactionId id);
}

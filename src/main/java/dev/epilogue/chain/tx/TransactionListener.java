package dev.epilogue.chain.tx;

import reactor.core.publisher.Mono;

/**
 * Hears of every change of a transaction. A hint that may be lost: whoever waits for one looks from time to time anyway.
 */
public interface TransactionListener {

    /** Short; what it answers is waited for, its failure is only logged. */
    Mono<Void> changed(TransactionView transaction);
}

package dev.epilogue.chain.keys;

import dev.epilogue.value.Address;
import reactor.core.publisher.Mono;

/** Signs with one account's key. What it answers is signed by that account and has exactly the fields that were asked for. */
public interface TransactionSigner {

    Address account();

    /** Fails with {@link SigningException}; never on an event loop. */
    Mono<SignedTransaction> sign(UnsignedTransaction transaction);
}

package dev.epilogue.chain.tx;

/** The chains that can be sent to. */
@FunctionalInterface
public interface AccountChains {

    /** @throws IllegalArgumentException when there is no such chain */
    AccountChain of(long id);
}

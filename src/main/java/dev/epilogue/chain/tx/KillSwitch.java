package dev.epilogue.chain.tx;

import reactor.core.publisher.Mono;

/** Stops spending on one chain, at all instances. The settings can do the same. */
public interface KillSwitch {

    /**
     * @param halted nothing new is signed or sent, what was sent is still followed; false lets it go on
     * @throws IllegalArgumentException (as the answer) where no account pays on the chain
     */
    Mono<Void> halt(long chainId, boolean halted);
}

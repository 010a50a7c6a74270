package dev.epilogue.chain;

import reactor.core.publisher.Mono;

/** Finds the contract of a node on a chain, and trusts no address that the contract itself does not bear out. */
public interface ChannelContracts {

    /**
     * Fails with a problem when the node names no contract there, when its word differs from the configuration's, or when the
     * contract is not this node's.
     *
     * @param node its name in the configuration
     */
    Mono<ChannelContract> of(String node, long chainId);
}

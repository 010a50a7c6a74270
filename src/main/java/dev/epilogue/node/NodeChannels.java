package dev.epilogue.node;

import dev.epilogue.value.Address;
import dev.epilogue.value.Amount;
import java.util.List;
import java.util.Optional;
import reactor.core.publisher.Mono;

/**
 * The channels between wallets and one node, as the node tells of them. Reads fail with {@link NodeException}; every publisher
 * ends within a bounded time. Nothing here proves what a contract holds: that is read on the chain.
 */
public interface NodeChannels {

    /** The node's contracts, one per chain, by its own word; remembered for a minute. Check them against the chain. */
    Mono<List<NodeContract>> contracts();

    /** How an asset exists on a chain; empty where the node does not support it there. Remembered for a minute. */
    Mono<Optional<Token>> token(String asset, long chainId);

    /** Every channel that the node knows of this wallet, closed ones included, newest first. */
    Mono<List<NodeChannel>> ofWallet(Address wallet);

    /**
     * The wallet's channel of an asset that is not closed, cheaper than the list.
     *
     * @return empty where there is none; on 0.x, where each chain may have one, the newest
     */
    Mono<Optional<NodeChannel>> current(Address wallet, String asset);

    /** What the node owes to the wallet off chain; zero where it knows nothing of it. */
    Mono<Amount> balance(Address wallet, String asset);

    /** v1: the newest state, signed or not; empty where there is none. 0.x keeps no states: always empty. */
    Mono<Optional<NodeState>> newest(Address wallet, String asset);

    /**
     * v1: the newest state that both have signed, as the node says; empty where there is none, and on 0.x. It may belong to an
     * ended channel or an earlier epoch, see {@link NodeState#isOf}: that one can enforce nothing any more.
     */
    Mono<Optional<NodeState>> newestCoSigned(Address wallet, String asset);

    /** v1: a wallet takes over what only the node has signed. Empty on 0.x. */
    Optional<Acknowledgements> acknowledgements();

    /** 0.x: a wallet asks for a signed state that resizes or closes its channel. Empty on v1. */
    Optional<ChannelRequests> requests();
}

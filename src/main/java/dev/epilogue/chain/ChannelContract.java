package dev.epilogue.chain;

import dev.epilogue.value.Address;
import dev.epilogue.value.Hash32;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import reactor.core.publisher.Mono;

/**
 * One deployed contract that holds channels: Custody of a 0.x node, ChannelHub of a v1 node. Calls are only built here; nothing is
 * sent. Reading fails with {@link ChainException}.
 */
public interface ChannelContract {

    long chainId();

    Address address();

    /** The contract's storage in the chain's newest block; {@code VOID} where it does not know the channel. */
    Mono<ChannelOnChain> read(Hash32 channelId);

    /** @throws IllegalArgumentException when the state is of the other contract's kind */
    ContractCall checkpoint(Hash32 channelId, SignedState state);

    /**
     * @param proofs empty at ChannelHub
     * @param challengerSignature {@code 0x} hex, over exactly {@code candidate}; at ChannelHub with its type byte
     * @throws IllegalArgumentException when a state is of the other contract's kind
     */
    ContractCall challenge(
            Hash32 channelId, SignedState candidate, List<SignedState> proofs, String challengerSignature);

    /**
     * Pays out an expired dispute. At Custody exactly the stored state goes along, because its event repeats what was sent and the
     * node books from it.
     *
     * @param disputed as just read
     * @throws IllegalArgumentException unless it is a disputed channel
     */
    ContractCall finalise(ChannelOnChain disputed);

    /** @throws IllegalArgumentException when the state is of the other contract's kind */
    ContractCall close(Hash32 channelId, SignedState finalState);

    /**
     * Custody only. The contract would execute the same call a second time: send it once.
     *
     * @param preceding the state with the version before, with both signatures
     * @throws UnsupportedOperationException at ChannelHub
     */
    ContractCall resize(Hash32 channelId, SignedState resized, SignedState preceding);

    /** What the chain says that the call would do in the next block; empty where it would succeed. */
    Mono<Optional<Revert>> simulate(ContractCall call, Address from);

    /** The name of what a call was refused with. */
    Revert revert(String data);

    /** In the chain's order.
     * @param from first block
     * @param to last block */
    Mono<List<ChannelEvent>> events(Hash32 channelId, long from, long to);

    /** Nothing for a log of another contract or of no interest. */
    Optional<ChannelEvent> decode(ContractLog log);

    /** What the node has free in the contract, in the token's smallest unit. */
    Mono<BigInteger> nodeLiquidity(Address token);

    /** What waits for the user in the contract: at ChannelHub after a failed payout, at Custody in the user's account there. */
    Mono<BigInteger> reclaimable(Address user, Address token);
}

package dev.epilogue.chain;

import dev.epilogue.value.Address;
import dev.epilogue.value.Hash32;
import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The JSON-RPC of one chain. Everything fails with {@link ChainException}. */
public interface Chain {

    long id();

    /** Blocks, its own included, after which what a block shows counts. */
    int confirmations();

    Mono<BlockRef> head();

    /** Empty where the chain has no such block yet. */
    Mono<BlockRef> block(long number);

    /** What the call answers in the newest block, as {@code 0x} hex. */
    Mono<String> call(ContractCall call);

    /** The same as if that account had sent it: what the next transaction would meet. */
    Mono<String> callFrom(Address sender, ContractCall call);

    /** What the call answers in a block. */
    Mono<String> callAt(ContractCall call, long block);

    /**
     * In the chain's order.
     *
     * @param firstTopics any of these as the first topic; all where empty
     */
    Mono<List<ContractLog>> logs(Address contract, List<Hash32> firstTopics, long from, long to);

    Flux<BlockRef> heads();
}

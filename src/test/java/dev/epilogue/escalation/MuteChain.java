package dev.epilogue.escalation;

import dev.epilogue.chain.BlockRef;
import dev.epilogue.chain.Chain;
import dev.epilogue.chain.ContractCall;
import dev.epilogue.chain.ContractLog;
import dev.epilogue.value.Address;
import dev.epilogue.value.Hash32;
import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A chain that has only a number, for rules that ask nothing of it. */
record MuteChain(long id) implements Chain {

    @Override
    public int confirmations() {
        return 1;
    }

    @Override
    public Mono<BlockRef> head() {
        return Mono.never();
    }

    @Override
    public Mono<BlockRef> block(long number) {
        return Mono.never();
    }

    @Override
    public Mono<String> call(ContractCall call) {
        return Mono.never();
    }

    @Override
    public Mono<String> callFrom(Address sender, ContractCall call) {
        return Mono.never();
    }

    @Override
    public Mono<String> callAt(ContractCall call, long block) {
        return Mono.never();
    }

    @Override
    public Mono<List<ContractLog>> logs(Address contract, List<Hash32> firstTopics, long from, long to) {
        return Mono.never();
    }

    @Override
    public Flux<BlockRef> heads() {
        return Flux.never();
    }
}

package dev.epilogue.chain;

import dev.epilogue.value.Address;
import dev.epilogue.value.Hash32;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import reactor.core.publisher.Mono;

/** A contract at its address: what both kinds of contract have in common. */
public record Deployed(Chain chain, Address address) {

    /** @param data {@code 0x} hex */
    public ContractCall call(String data) {
        return new ContractCall(chain.id(), address, data, BigInteger.ZERO);
    }

    /** The answer in the newest block. */
    public Mono<String> ask(String data) {
        return chain.call(call(data));
    }

    public Mono<String> askAt(String data, BlockRef block) {
        return chain.callAt(call(data), block.number());
    }

    /** Empty where the call would succeed. */
    public Mono<Optional<Revert>> simulate(ContractCall call, Address from, RevertTable reverts) {
        return chain.callFrom(from, call)
                .map(answer -> Optional.<Revert>empty())
                .defaultIfEmpty(Optional.empty())
                .onErrorResume(
                        ChainException.Reverted.class,
                        reverted -> Mono.just(Optional.of(reverts.name(reverted.data()))));
    }

    /** The logs about one channel, which is their first indexed argument. */
    public Mono<List<ContractLog>> logs(List<Hash32> topics, Hash32 channelId, long from, long to) {
        return chain.logs(address, topics, from, to)
                .map(logs -> logs.stream()
                        .filter(log ->
                                log.topics().size() > 1 && log.topics().get(1).equals(channelId))
                        .toList());
    }

    public boolean emitted(ContractLog log) {
        return log.address().equals(address);
    }
}

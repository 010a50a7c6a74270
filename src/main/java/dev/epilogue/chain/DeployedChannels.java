package dev.epilogue.chain;

import dev.epilogue.value.Address;
import dev.epilogue.value.Hash32;
import java.util.List;
import java.util.Optional;
import reactor.core.publisher.Mono;

/** What a contract for channels is asked in the same way, whatever its calls, errors and events look like. */
public abstract class DeployedChannels implements ChannelContract {

    protected final Deployed contract;
    private final RevertTable reverts;
    private final List<Hash32> topics;

    /** @param topics of the events that are about one channel */
    protected DeployedChannels(Deployed contract, RevertTable reverts, List<Hash32> topics) {
        this.contract = contract;
        this.reverts = reverts;
        this.topics = List.copyOf(topics);
    }

    /** Of a log that this contract emitted; empty where it tells nothing about a channel. */
    protected abstract Optional<ChannelEvent> event(ContractLog log);

    @Override
    public final long chainId() {
        return contract.chain().id();
    }

    @Override
    public final Address address() {
        return contract.address();
    }

    @Override
    public final Mono<Optional<Revert>> simulate(ContractCall call, Address from) {
        return contract.simulate(call, from, reverts);
    }

    @Override
    public final Revert revert(String data) {
        return reverts.name(data);
    }

    @Override
    public final Mono<List<ChannelEvent>> events(Hash32 channelId, long from, long to) {
        return contract.logs(topics, channelId, from, to)
                .map(logs -> logs.stream().flatMap(log -> decode(log).stream()).toList());
    }

    @Override
    public final Optional<ChannelEvent> decode(ContractLog log) {
        return contract.emitted(log) ? event(log) : Optional.empty();
    }
}

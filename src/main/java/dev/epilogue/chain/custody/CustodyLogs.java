package dev.epilogue.chain.custody;

import dev.epilogue.chain.ChannelEvent;
import dev.epilogue.chain.ChannelEvent.Place;
import dev.epilogue.chain.ContractLog;
import dev.epilogue.signing.Abi;
import dev.epilogue.signing.AbiReader;
import dev.epilogue.value.Address;
import dev.epilogue.value.Hash32;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What the Custody contract's logs mean. */
final class CustodyLogs {

    private static final Map<Hash32, Function<ContractLog, ChannelEvent>> ABOUT_CHANNELS = Map.of(
            topic("Created(bytes32,address,%1$s,%2$s)"), CustodyLogs::created,
            topic("Joined(bytes32,uint256)"),
                    log -> new ChannelEvent.Joined(
                            Place.of(log), channel(log), data(log).uint256()),
            topic("Opened(bytes32)"), log -> new ChannelEvent.Opened(Place.of(log), channel(log)),
            topic("Challenged(bytes32,%2$s,uint256)"), CustodyLogs::challenged,
            topic("Checkpointed(bytes32,%2$s)"),
                    log -> new ChannelEvent.Checkpointed(Place.of(log), channel(log), CustodyTypes.state(data(log))),
            topic("Resized(bytes32,int256[])"),
                    log -> new ChannelEvent.Resized(
                            Place.of(log), channel(log), data(log).list(AbiReader::int256)),
            topic("Closed(bytes32,%2$s)"),
                    log -> new ChannelEvent.Closed(Place.of(log), channel(log), CustodyTypes.state(data(log))));

    private static final Map<Hash32, Function<ContractLog, ChannelEvent>> ABOUT_ACCOUNTS = Map.of(
            topic("Deposited(address,address,uint256)"),
                    log -> new ChannelEvent.AccountCredited(
                            Place.of(log),
                            account(log, 1),
                            account(log, 2),
                            data(log).uint256()),
            topic("Withdrawn(address,address,uint256)"),
                    log -> new ChannelEvent.AccountDebited(
                            Place.of(log),
                            account(log, 1),
                            account(log, 2),
                            data(log).uint256()));

    static final List<Hash32> CHANNEL_TOPICS = List.copyOf(ABOUT_CHANNELS.keySet());

    private CustodyLogs() {}

    static Optional<ChannelEvent> decode(ContractLog log) {
        if (log.topics().isEmpty()) {
            return Optional.empty();
        }
        Hash32 topic = log.topics().getFirst();
        return Optional.ofNullable(ABOUT_CHANNELS.getOrDefault(topic, ABOUT_ACCOUNTS.get(topic)))
                .map(event -> event.apply(log));
    }

    private static ChannelEvent created(ContractLog log) {
        AbiReader data = data(log);
        CustodyTypes.channel(data);
        return new ChannelEvent.Created(Place.of(log), channel(log), account(log, 2), CustodyTypes.state(data));
    }

    private static ChannelEvent challenged(ContractLog log) {
        AbiReader data = data(log);
        return new ChannelEvent.Challenged(
                Place.of(log), channel(log), CustodyTypes.state(data), Instant.ofEpochSecond(data.uint64()));
    }

    private static AbiReader data(ContractLog log) {
        return AbiReader.of(log.data());
    }

    private static Hash32 channel(ContractLog log) {
        return log.topics().get(1);
    }

    private static Address account(ContractLog log, int topic) {
        return AbiReader.of(log.topics().get(topic).bytes()).address();
    }

    private static Hash32 topic(String signature) {
        return Abi.topic(signature.formatted(CustodyTypes.CHANNEL, CustodyTypes.STATE));
    }
}

package dev.epilogue.chain.channelhub;

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

/** What ChannelHub's logs mean. */
final class HubLogs {

    private static final Map<Hash32, Function<ContractLog, ChannelEvent>> ABOUT_CHANNELS = Map.of(
            topic("ChannelCreated(bytes32,address,%1$s,%2$s)"), HubLogs::created,
            topic("ChannelDeposited(bytes32,%2$s)"),
                    log -> new ChannelEvent.Deposited(Place.of(log), channel(log), HubTypes.state(data(log))),
            topic("ChannelWithdrawn(bytes32,%2$s)"),
                    log -> new ChannelEvent.Withdrawn(Place.of(log), channel(log), HubTypes.state(data(log))),
            topic("ChannelCheckpointed(bytes32,%2$s)"),
                    log -> new ChannelEvent.Checkpointed(Place.of(log), channel(log), HubTypes.state(data(log))),
            topic("ChannelChallenged(bytes32,%2$s,uint64)"), HubLogs::challenged,
            topic("ChannelClosed(bytes32,%2$s)"),
                    log -> new ChannelEvent.Closed(Place.of(log), channel(log), HubTypes.state(data(log))));

    private static final Map<Hash32, Function<ContractLog, ChannelEvent>> OTHERS = Map.of(
            topic("TransferFailed(address,address,uint256)"),
                    log -> new ChannelEvent.TransferFailed(
                            Place.of(log),
                            address(log, 1),
                            address(log, 2),
                            data(log).uint256()),
            topic("FundsClaimed(address,address,address,uint256)"),
                    log -> new ChannelEvent.FundsClaimed(
                            Place.of(log),
                            address(log, 1),
                            address(log, 2),
                            address(log, 3),
                            data(log).uint256()),
            topic("NodeBalanceUpdated(address,uint256)"),
                    log -> new ChannelEvent.NodeBalanceUpdated(
                            Place.of(log), address(log, 1), data(log).uint256()),
            topic("Deposited(address,uint256)"),
                    log -> new ChannelEvent.NodeDeposited(
                            Place.of(log), address(log, 1), data(log).uint256()),
            topic("ValidatorRegistered(uint8,address)"),
                    log -> new ChannelEvent.ValidatorRegistered(
                            Place.of(log), indexed(log, 1).uint8(), address(log, 2)));

    static final List<Hash32> CHANNEL_TOPICS = List.copyOf(ABOUT_CHANNELS.keySet());

    private HubLogs() {}

    static Optional<ChannelEvent> decode(ContractLog log) {
        if (log.topics().isEmpty()) {
            return Optional.empty();
        }
        Hash32 topic = log.topics().getFirst();
        return Optional.ofNullable(ABOUT_CHANNELS.getOrDefault(topic, OTHERS.get(topic)))
                .map(event -> event.apply(log));
    }

    private static ChannelEvent created(ContractLog log) {
        AbiReader data = data(log);
        HubTypes.definition(data);
        return new ChannelEvent.Created(Place.of(log), channel(log), address(log, 2), HubTypes.state(data));
    }

    private static ChannelEvent challenged(ContractLog log) {
        AbiReader data = data(log);
        return new ChannelEvent.Challenged(
                Place.of(log), channel(log), HubTypes.state(data), Instant.ofEpochSecond(data.uint64()));
    }

    private static AbiReader data(ContractLog log) {
        return AbiReader.of(log.data());
    }

    private static Hash32 channel(ContractLog log) {
        return log.topics().get(1);
    }

    private static Address address(ContractLog log, int topic) {
        return indexed(log, topic).address();
    }

    private static AbiReader indexed(ContractLog log, int topic) {
        return AbiReader.of(log.topics().get(topic).bytes());
    }

    private static Hash32 topic(String signature) {
        return Abi.topic(signature.formatted(HubTypes.DEFINITION, HubTypes.STATE));
    }
}

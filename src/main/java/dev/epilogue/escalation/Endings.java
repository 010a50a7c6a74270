package dev.epilogue.escalation;

import dev.epilogue.chain.Chain;
import dev.epilogue.chain.ChannelContract;
import dev.epilogue.chain.ChannelEvent;
import dev.epilogue.chain.ContractLog;
import dev.epilogue.chain.SignedState;
import dev.epilogue.closure.Protection;
import dev.epilogue.value.Address;
import dev.epilogue.value.Amount;
import dev.epilogue.value.Hash32;
import dev.epilogue.value.Hex;
import dev.epilogue.value.Keccak;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import reactor.core.publisher.Mono;

/**
 * How a channel was closed, and what its user got by it: from the token's own transfer logs of the closing transaction where the
 * contract pays out, else from the state that counts.
 */
final class Endings {

    private static final Hash32 TRANSFER =
            Keccak.hash("Transfer(address,address,uint256)".getBytes(StandardCharsets.US_ASCII));
    private static final Address OWN_COIN = Address.of(new byte[20]);

    private final ChannelContract contract;
    private final Chain chain;

    Endings(ChannelContract contract, Chain chain) {
        this.contract = contract;
        this.chain = chain;
    }

    /** Empty where its log is not there (yet). */
    Mono<Optional<Ending>> of(Escalation row, long from, long to) {
        return contract.events(row.target().channelId(), from, to)
                .flatMap(events -> events.stream()
                        .filter(event -> event instanceof ChannelEvent.Closed)
                        .map(event -> (ChannelEvent.Closed) event)
                        .reduce((earlier, later) -> later)
                        .map(closed -> ending(row, closed).map(Optional::of))
                        .orElseGet(() -> Mono.just(Optional.empty())))
                .defaultIfEmpty(Optional.empty());
    }

    private Mono<Ending> ending(Escalation row, ChannelEvent.Closed closed) {
        Protection.Target target = row.target();
        return Mono.zip(
                        chain.block(closed.place().block()),
                        paid(row, closed),
                        contract.reclaimable(target.participant(), target.token()))
                .map(all ->
                        new Ending(all.getT1().timestamp(), all.getT2(), Units.amount(all.getT3(), target.decimals())));
    }

    private Mono<Amount> paid(Escalation row, ChannelEvent.Closed closed) {
        Protection.Target target = row.target();
        boolean transfers = row.isV1() && !target.token().equals(OWN_COIN);
        if (!transfers) {
            return Mono.just(Units.amount(byState(row, closed), target.decimals()));
        }
        long block = closed.place().block();
        return chain.logs(target.token(), List.of(TRANSFER), block, block)
                .map(logs -> Units.amount(received(logs, target, closed.place().transaction()), target.decimals()));
    }

    private BigInteger received(List<ContractLog> logs, Protection.Target target, Hash32 transaction) {
        return logs.stream()
                .filter(log ->
                        log.transaction().equals(transaction) && log.topics().size() == 3)
                .filter(log -> account(log.topics().get(1)).equals(contract.address()))
                .filter(log -> account(log.topics().get(2)).equals(target.participant()))
                .map(log -> new BigInteger(1, Hex.decode(log.data())))
                .reduce(BigInteger.ZERO, BigInteger::add);
    }

    /** After a dispute the stored state counts, which was read while it ran; by agreement it is the state that was sent. */
    private static BigInteger byState(Escalation row, ChannelEvent.Closed closed) {
        BigInteger disputed = row.progress().disputed();
        SignedState candidate = closed.candidate();
        return disputed == null ? candidate.userAmount() : disputed.max(BigInteger.ZERO);
    }

    private static Address account(Hash32 topic) {
        return Address.of(Arrays.copyOfRange(topic.bytes(), 12, 32));
    }
}

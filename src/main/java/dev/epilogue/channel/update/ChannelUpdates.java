package dev.epilogue.channel.update;

import dev.epilogue.closure.ChannelFact;
import dev.epilogue.closure.Closure;
import dev.epilogue.closure.SettlementLine;
import dev.epilogue.closure.Settling;
import dev.epilogue.work.WorkBell;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What a closed closure asks of its participants' channels, and what came of it. */
@Component
public class ChannelUpdates {

    private static final int AT_ONCE = 8;

    private final ChannelUpdateStore store;
    private final SignedAlong along;
    private final UpdateVault vault;
    private final WorkBell bell;

    ChannelUpdates(ChannelUpdateStore store, SignedAlong along, UpdateVault vault, WorkBell bell) {
        this.store = store;
        this.along = along;
        this.vault = vault;
        this.bell = bell;
    }

    /**
     * One for each line that has none, with what its participant signed along in the closure's round. Asking again changes nothing.
     *
     * @param wrappedKey of the closure
     */
    public Mono<Void> open(Closure closure, @Nullable String wrappedKey, List<ChannelFact> known, Instant now) {
        List<SettlementLine> missing = closure.settlement().stream()
                .filter(line -> known.stream().noneMatch(fact -> concerns(fact, line)))
                .toList();
        if (missing.isEmpty()) {
            return Mono.empty();
        }
        return along.of(closure, wrappedKey)
                .flatMapMany(
                        signed -> Flux.fromIterable(missing).flatMap(line -> open(closure, line, signed, now), AT_ONCE))
                .then(Mono.fromRunnable(() -> bell.ring(ChannelUpdateStore.TABLE)));
    }

    /** Of those that belong to the closure's own policy. */
    public Mono<List<ChannelFact>> facts(Closure closure) {
        return store.ofClosure(closure.tenant(), closure.id())
                .map(Loaded::update)
                .filter(update -> update.order().mode() == closure.policy().channelUpdate())
                .map(ChannelUpdate::fact)
                .collectList();
    }

    /**
     * For how long, up to the last try, the node has stood in the way of one of them; empty where it does not. Those that a participant
     * has to sign first say nothing about the node.
     */
    public Mono<Duration> hinderedFor(Closure closure) {
        return store.ofClosure(closure.tenant(), closure.id())
                .map(Loaded::update)
                .filter(update -> !update.ended())
                .mapNotNull(ChannelUpdate::hinderedByNodeFor)
                .reduce((one, other) -> one.compareTo(other) > 0 ? one : other);
    }

    private Mono<Boolean> open(Closure closure, SettlementLine line, SignedAlong.Opened signed, Instant now) {
        ChannelOrder order = new ChannelOrder(
                closure.tenant(),
                closure.id(),
                closure.subject().node(),
                closure.subject().nodeAddress(),
                closure.subject().dialect(),
                line.participant(),
                line.asset(),
                null,
                line.amount(),
                closure.policy().channelUpdate(),
                Settling.until(closure));
        ChannelUpdateId id = ChannelUpdateId.next(closure.id().bucket(), now);
        String key = vault.newKey(id);
        ChannelUpdate update = ChannelUpdate.opened(id, order, now);
        List<Signed> merged = signed.sealedFor(id, key, line, vault);
        Progress progress = update.progress();
        return store.open(update.with(progress.asks(progress.asks(), merged)), key, true);
    }

    private static boolean concerns(ChannelFact fact, SettlementLine line) {
        return fact.participant().equals(line.participant()) && fact.asset().equals(line.asset());
    }
}

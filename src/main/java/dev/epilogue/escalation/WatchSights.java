package dev.epilogue.escalation;

import dev.epilogue.chain.ChainException;
import dev.epilogue.chain.ChannelContract;
import dev.epilogue.closure.Protection;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * What a look at a channel finds, with as few reads as will do: whose contract it is and what the node holds is read once for all
 * who ask within a watch interval; storage only where the contract's logs tell of the channel, where something is going on, and
 * every now and then anyway.
 */
@Component
class WatchSights {

    /** What is remembered at most; beyond it everything is read. */
    private static final int MOST = 20_000;

    private static final int QUIET_LOOKS = 10;

    private final Sights sights;
    private final ContractNews news;
    private final Sending sending;
    private final WatchStore store;
    private final EscalationSettings settings;
    private final Map<Object, Shared<ChannelContract>> contracts = new ConcurrentHashMap<>();
    private final Map<Object, Shared<Optional<CoSigned>>> states = new ConcurrentHashMap<>();
    private final Map<UUID, Read> reads = new ConcurrentHashMap<>();

    WatchSights(Sights sights, ContractNews news, Sending sending, WatchStore store, EscalationSettings settings) {
        this.sights = sights;
        this.news = news;
        this.sending = sending;
        this.store = store;
        this.settings = settings;
    }

    /** When storage was read last. */
    private record Read(long block, long nanos, Duration window) {}

    private record ContractKey(ChannelNode node, long chainId) {}

    private record StateKey(ChannelNode node, Protection.Target target) {}

    /**
     * What was found.
     *
     * @param newest the newest state that both signed; null where none is held
     * @param sight null where the channel is as it was at the look before
     */
    record Seen(ChannelContract contract, @Nullable CoSigned newest, Guarding.@Nullable Sight sight) {}

    int confirmations(Watch watch) {
        return sights.confirmations(watch.target());
    }

    Mono<Seen> of(Watch watch) {
        return contract(watch)
                .flatMap(contract -> newest(watch)
                        .flatMap(newest -> quiet(watch, contract)
                                .flatMap(quiet -> quiet
                                        ? Mono.just(new Seen(contract, newest.orElse(null), null))
                                        : whole(watch, contract, newest.orElse(null)))));
    }

    /** Asked anew, for what is about to be sent. */
    Mono<ChannelContract> contractAfresh(Watch watch) {
        return sights.contract(watch.with(), watch.target());
    }

    /** Nobody looks at it any more. */
    void forget(Watch watch) {
        reads.remove(watch.id());
        states.remove(new StateKey(watch.with(), watch.target()));
    }

    private Mono<ChannelContract> contract(Watch watch) {
        return shared(
                contracts,
                new ContractKey(watch.with(), watch.target().chainId()),
                () -> sights.contract(watch.with(), watch.target()));
    }

    private Mono<Optional<CoSigned>> newest(Watch watch) {
        return shared(
                states,
                new StateKey(watch.with(), watch.target()),
                () -> sights.newest(watch.node(), watch.nodeAddress(), watch.target()));
    }

    /** A little less than an interval: whoever looks once in each finds something new. */
    private <T> Mono<T> shared(Map<Object, Shared<T>> all, Object key, Supplier<Mono<T>> read) {
        Shared<T> known = all.get(key);
        if (known == null && all.size() >= MOST) {
            return read.get();
        }
        Duration kept = settings.watchInterval().multipliedBy(9).dividedBy(10);
        return all.computeIfAbsent(key, unknown -> new Shared<>(kept, before -> read.get()))
                .get();
    }

    private Mono<Boolean> quiet(Watch watch, ChannelContract contract) {
        Read last = reads.get(watch.id());
        Watch.Progress progress = watch.progress();
        if (last == null || !progress.calm() || progress.settled() == null || progress.sighting() != null) {
            return Mono.just(false);
        }
        Watchfulness watchfulness = settings.watchfulness(confirmations(watch));
        Duration kept = new Watchfulness(settings.watchInterval().multipliedBy(QUIET_LOOKS), 0).within(last.window());
        if (System.nanoTime() - last.nanos() >= kept.toNanos()) {
            return Mono.just(false);
        }
        return news.of(contract)
                .map(told -> told.quietSince(watch.target().channelId(), last.block(), watchfulness.confirmations()))
                // a provider that gives no logs costs reads, and nothing else
                .onErrorReturn(ChainException.class, false);
    }

    private Mono<Seen> whole(Watch watch, ChannelContract contract, @Nullable CoSigned newest) {
        return Mono.zip(
                        contract.read(watch.target().channelId()),
                        sights.sightedHash(watch.target(), watch.progress().sighting()),
                        sending.standing(watch.progress().transactionId()),
                        store.escalating(watch.target().channelId()))
                .doOnNext(seen -> remember(
                        watch,
                        new Read(
                                seen.getT1().readAt().number(),
                                System.nanoTime(),
                                seen.getT1().challengeDuration())))
                .map(seen -> new Seen(
                        contract,
                        newest,
                        new Guarding.Sight(
                                seen.getT1(),
                                seen.getT2().orElse(null),
                                version(newest),
                                seen.getT3(),
                                seen.getT4(),
                                settings.watchtower())));
    }

    private void remember(Watch watch, Read read) {
        if (reads.size() < MOST || reads.containsKey(watch.id())) {
            reads.put(watch.id(), read);
        }
    }

    private static @Nullable BigInteger version(@Nullable CoSigned newest) {
        return newest != null && newest.operates() ? newest.version() : null;
    }
}

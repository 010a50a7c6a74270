package dev.epilogue.escalation;

import dev.epilogue.chain.ChannelContract;
import dev.epilogue.work.Rest;
import dev.epilogue.work.Work;
import dev.epilogue.work.WorkLease;
import dev.epilogue.work.WorkTable;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Looks after one channel: a dispute with an old state is answered with the newest that both signed, and a pack is destroyed as soon
 * as a newer state was seen.
 */
@Component
class WatchWork implements Work {

    static final WorkTable TABLE = new WorkTable("channel_watch", "t.node || ' ' || (t.target ->> 'chainId')");

    private static final Logger LOG = LoggerFactory.getLogger(WatchWork.class);
    private static final Duration LOOK_WITHIN = Duration.ofSeconds(30);
    private static final Duration SOON = Duration.ofSeconds(5);

    private final WatchStore store;
    private final Sights sights;
    private final Packs packs;
    private final Sending sending;
    private final EscalationSettings settings;

    WatchWork(WatchStore store, Sights sights, Packs packs, Sending sending, EscalationSettings settings) {
        this.store = store;
        this.sights = sights;
        this.packs = packs;
        this.sending = sending;
        this.settings = settings;
    }

    @Override
    public WorkTable table() {
        return TABLE;
    }

    @Override
    public Mono<Rest> run(WorkLease lease) {
        return store.find(lease)
                .flatMap(watch -> look(watch, lease)
                        .onErrorResume(failure -> Outages.outlasted(
                                failure, "channel " + watch.target().channelId(), settings.watchInterval())));
    }

    private Mono<Rest> look(Watch watch, WorkLease lease) {
        return sights.contract(watch.node(), watch.nodeAddress(), watch.target())
                .flatMap(contract -> Mono.zip(
                                contract.read(watch.target().channelId()),
                                sights.newest(watch.node(), watch.nodeAddress(), watch.target()),
                                sending.standing(watch.progress().transactionId()),
                                store.escalating(watch.target().channelId()))
                        .timeout(LOOK_WITHIN)
                        .flatMap(seen -> {
                            CoSigned newest = seen.getT2().orElse(null);
                            Guarding.Sight sight = new Guarding.Sight(
                                    seen.getT1(), version(newest), seen.getT3(), seen.getT4(), settings.watchtower());
                            return refreshed(watch, sight, newest).then(act(watch, lease, contract, sight, newest));
                        }));
    }

    private static @Nullable BigInteger version(@Nullable CoSigned newest) {
        return newest != null && newest.operates() ? newest.version() : null;
    }

    /** What was deposited for a state that is not the newest any more is destroyed. */
    private Mono<Void> refreshed(Watch watch, Guarding.Sight sight, @Nullable CoSigned newest) {
        CoSigned counts = Candidates.newest(sight.channel(), newest);
        return counts == null
                ? Mono.empty()
                : packs.seen(
                        watch.tenant(),
                        watch.nodeAddress(),
                        watch.target().channelId(),
                        counts.epoch(),
                        counts.version());
    }

    private Mono<Rest> act(
            Watch watch, WorkLease lease, ChannelContract contract, Guarding.Sight sight, @Nullable CoSigned newest) {
        return switch (Guarding.next(watch, sight, settings.watchfulness(sights.confirmations(watch.target())))) {
            case Guarding.Next.Look look ->
                stored(watch, look.progress(), lease).thenReturn(Rest.of(look.pause()));
            case Guarding.Next.Closed closed ->
                packs.spend(watch.tenant(), watch.nodeAddress(), watch.target().channelId(), Reasons.CHANNEL_CLOSED)
                        .then(stored(watch, closed.progress(), lease))
                        .thenReturn(Rest.never());
            case Guarding.Next.Answer answer -> answer(watch, lease, contract, sight, answer, newest);
        };
    }

    private Mono<Rest> answer(
            Watch watch,
            WorkLease lease,
            ChannelContract contract,
            Guarding.Sight sight,
            Guarding.Next.Answer answer,
            @Nullable CoSigned newest) {
        Optional<Calls.Prepared> prepared = Calls.of(Step.CHECKPOINT, contract, sight.channel(), newest, null);
        if (prepared.isEmpty()) {
            return Mono.just(Rest.of(SOON));
        }
        Watch intending = watch.at(answer.progress());
        return contract.simulate(prepared.get().call(), sight.channel().user())
                .flatMap(revert -> revert.isPresent()
                        ? stored(
                                        watch,
                                        answer.progress()
                                                .remarked(Reasons.wouldRevert(
                                                        revert.get().name())),
                                        lease)
                                .thenReturn(Rest.of(SOON))
                        : stored(watch, answer.progress(), lease)
                                // whoever holds the row now answers by itself, and maybe with something newer
                                .filter(held -> held)
                                .flatMap(held -> sent(intending, lease, answer, prepared.get()))
                                .defaultIfEmpty(Rest.of(SOON)));
    }

    private Mono<Rest> sent(Watch watch, WorkLease lease, Guarding.Next.Answer answer, Calls.Prepared prepared) {
        Instant end = answer.disputeEndsAt();
        LOG.warn(
                "channel {} is disputed with an old state: answered with version {}",
                watch.target().channelId(),
                answer.version());
        return sending.request(
                        watch.key(end, answer.version()), watch.tenant(), prepared.call(), "watchtower answer", null)
                .flatMap(view -> stored(
                        watch,
                        answer.progress().sent(answer.version(), view.id().uuid()),
                        lease))
                .thenReturn(Rest.of(SOON));
    }

    private Mono<Boolean> stored(Watch watch, Watch.Progress progress, WorkLease lease) {
        return progress.equals(watch.progress()) ? Mono.just(true) : store.write(watch.at(progress), lease);
    }
}

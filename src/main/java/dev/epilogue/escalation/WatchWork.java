package dev.epilogue.escalation;

import dev.epilogue.work.Rest;
import dev.epilogue.work.Work;
import dev.epilogue.work.WorkLease;
import dev.epilogue.work.WorkTable;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Looks after one channel: a dispute with an old state is answered with the newest that both signed, and a pack is destroyed as soon
 * as a newer state was seen. A watch that a closure's policy asked for ends with the last closure that wants it.
 */
@Component
class WatchWork implements Work {

    static final WorkTable TABLE = new WorkTable("channel_watch", "t.node || ' ' || (t.target ->> 'chainId')");

    private static final Duration LOOK_WITHIN = Duration.ofSeconds(30);

    /** How often a chain that does not answer is asked again while a dispute runs. */
    private static final Duration IN_DISPUTE = Duration.ofSeconds(15);

    private final WatchStore store;
    private final WatchSights sights;
    private final Packs packs;
    private final WatchAnswers answers;
    private final EscalationSettings settings;

    WatchWork(WatchStore store, WatchSights sights, Packs packs, WatchAnswers answers, EscalationSettings settings) {
        this.store = store;
        this.sights = sights;
        this.packs = packs;
        this.answers = answers;
        this.settings = settings;
    }

    @Override
    public WorkTable table() {
        return TABLE;
    }

    @Override
    public Mono<Rest> run(WorkLease lease) {
        return store.find(lease)
                .flatMap(watch -> wanted(watch).flatMap(wanted -> wanted ? look(watch, lease) : leave(watch, lease)));
    }

    /** Nobody is left alone in a dispute. */
    private Mono<Boolean> wanted(Watch watch) {
        return watch.enrolledBy() != Watch.EnrolledBy.POLICY
                        || !watch.progress().calm()
                ? Mono.just(true)
                : store.wanted(watch);
    }

    private Mono<Rest> leave(Watch watch, WorkLease lease) {
        sights.forget(watch);
        return store.leave(lease).thenReturn(Rest.never());
    }

    private Mono<Rest> look(Watch watch, WorkLease lease) {
        Duration again = watch.progress().calm() || settings.watchInterval().compareTo(IN_DISPUTE) < 0
                ? settings.watchInterval()
                : IN_DISPUTE;
        return sights.of(watch)
                .timeout(LOOK_WITHIN)
                .flatMap(seen -> act(watch, lease, seen))
                .onErrorResume(failure ->
                        Outages.outlasted(failure, "channel " + watch.target().channelId(), again));
    }

    private Mono<Rest> act(Watch watch, WorkLease lease, WatchSights.Seen seen) {
        Guarding.Sight sight = seen.sight();
        if (sight == null) {
            return outrun(watch, seen.newest()).thenReturn(Rest.of(settings.watchInterval()));
        }
        Guarding.Next next = Guarding.next(watch, sight, settings.watchfulness(sights.confirmations(watch)));
        CoSigned stored = Candidates.newest(sight.channel(), seen.newest());
        boolean counts =
                stored != null && (stored == seen.newest() || Guarding.settledAt(next.progress(), stored.version()));
        return outrun(watch, counts ? stored : seen.newest())
                .then(
                        switch (next) {
                            case Guarding.Next.Look look ->
                                written(watch, look.progress(), lease).thenReturn(Rest.of(look.pause()));
                            case Guarding.Next.Closed closed -> closed(watch, closed.progress(), lease);
                            case Guarding.Next.Answer answer ->
                                answers.to(
                                        new WatchAnswers.Dispute(watch, lease, sight.channel(), answer, seen.newest()));
                        });
    }

    /** What was deposited for a state that is not the newest any more is destroyed. */
    private Mono<Void> outrun(Watch watch, @Nullable CoSigned newest) {
        return newest == null
                ? Mono.empty()
                : packs.seen(
                        watch.tenant(),
                        watch.nodeAddress(),
                        watch.target().channelId(),
                        newest.epoch(),
                        newest.version());
    }

    private Mono<Rest> closed(Watch watch, Watch.Progress progress, WorkLease lease) {
        sights.forget(watch);
        return packs.spend(watch.tenant(), watch.nodeAddress(), watch.target().channelId(), Reasons.CHANNEL_CLOSED)
                .then(written(watch, progress, lease))
                .thenReturn(Rest.never());
    }

    private Mono<Boolean> written(Watch watch, Watch.Progress progress, WorkLease lease) {
        return progress.equals(watch.progress()) ? Mono.just(true) : store.write(watch.at(progress), lease);
    }
}

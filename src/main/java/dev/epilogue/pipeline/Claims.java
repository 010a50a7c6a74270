package dev.epilogue.pipeline;

import dev.epilogue.store.Claim;
import dev.epilogue.store.Claimed;
import dev.epilogue.store.ClosureStore;
import dev.epilogue.store.LeaseStore;
import dev.epilogue.work.Hands;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Claims what is due and in nobody's hands: what a dead instance left, what its own instance had no place for, what waited for a
 * time. Looks when somebody says so, and at the latest after the poll interval; claims no more of a node than there are places.
 */
@Component
class Claims {

    private static final Logger LOG = LoggerFactory.getLogger(Claims.class);

    private final ClosureStore closures;
    private final LeaseStore leases;
    private final Hands<Claim> hands;
    private final Unreachable unreachable;
    private final PipelineSettings settings;

    Claims(
            ClosureStore closures,
            LeaseStore leases,
            Places places,
            Unreachable unreachable,
            PipelineSettings settings) {
        this.closures = closures;
        this.leases = leases;
        this.hands = places.hands();
        this.unreachable = unreachable;
        this.settings = settings;
    }

    /** @param hints that something is due */
    Flux<Job> due(Flux<?> hints) {
        return Flux.merge(hints, Flux.interval(settings.poll()))
                .onBackpressureLatest()
                .concatMap(wake -> claim(), 1)
                // each under its own lease: one that cannot be read holds up no other
                .flatMap(this::job, Integer.MAX_VALUE, 1);
    }

    private Flux<Claimed> claim() {
        return hands.claim(
                        room -> leases.claimDue(hands.owner(), settings.lease(), room, unreachable.now(), hands.full())
                                .doOnNext(claimed -> hands.take(claimed.claim(), claimed.node())))
                .onErrorResume(failure -> {
                    LOG.warn("cannot claim work: {}", failure.toString());
                    return Flux.empty();
                });
    }

    private Mono<Job> job(Claimed claimed) {
        if (claimed.loaded() != null) {
            return Mono.just(Job.of(claimed.claim(), claimed.loaded()));
        }
        return closures.find(claimed.claim().tenant(), claimed.claim().closure())
                .map(loaded -> Job.of(claimed.claim(), loaded))
                .doOnError(failure -> {
                    LOG.warn("cannot read closure {}: {}", claimed.claim().closure(), failure.toString());
                    hands.done(claimed.claim());
                })
                .onErrorComplete();
    }
}

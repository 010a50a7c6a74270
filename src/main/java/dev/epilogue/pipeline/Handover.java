package dev.epilogue.pipeline;

import dev.epilogue.closure.Change;
import dev.epilogue.journal.Commits;
import dev.epilogue.store.Claim;
import dev.epilogue.store.ClosureStore;
import dev.epilogue.store.Guard;
import dev.epilogue.store.LeaseStore;
import dev.epilogue.store.Loaded;
import dev.epilogue.store.Stored;
import dev.epilogue.store.Whole;
import java.time.Instant;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Stores what callers change. What leaves something to do at once (the signature that makes consensus) takes the closure's lease in
 * the same statement and goes straight to this instance's pipeline, where there is a place: nobody has to be woken, nothing is read.
 */
@Component
public class Handover {

    private final ClosureStore closures;
    private final LeaseStore leases;
    private final Places places;
    private final Commits commits;
    private final Sinks.Many<Job> taken = Sinks.many().multicast().directBestEffort();

    Handover(ClosureStore closures, LeaseStore leases, Places places, Commits commits) {
        this.closures = closures;
        this.leases = leases;
        this.places = places;
        this.commits = commits;
    }

    /** Goes on to its end whether or not the caller stays. */
    public Mono<Stored> write(Loaded before, Change change) {
        return Whole.one(Mono.defer(() -> {
            Instant dueAt = change.after().work().dueAt();
            boolean due = dueAt != null && !dueAt.isAfter(before.now());
            return due ? dueAtOnce(before, change) : later(before, change);
        }));
    }

    private Mono<Stored> later(Loaded before, Change change) {
        return closures.store(change, new Guard.Caller()).doOnNext(stored -> {
            if (stored.stored()) {
                told(before, change, stored, false);
            }
        });
    }

    private void told(Loaded before, Change change, Stored stored, boolean due) {
        closures.remember(before.after(change, stored));
        commits.stored(change, stored, due);
    }

    private Mono<Stored> dueAtOnce(Loaded before, Change change) {
        return Mono.justOrEmpty(places.offer(change.after()))
                .flatMap(taker -> closures.store(change, taker)
                        .doOnError(failure -> left(change))
                        .flatMap(stored -> goOn(before, change, stored).thenReturn(stored)))
                .switchIfEmpty(Mono.defer(() -> closures.store(change, new Guard.Caller()))
                        .doOnNext(stored -> {
                            if (stored.stored()) {
                                told(before, change, stored, true);
                            }
                        }));
    }

    private Mono<Void> goOn(Loaded before, Change change, Stored stored) {
        if (stored.stored()) {
            told(before, change, stored, false);
        }
        Claim claim = stored.claim();
        if (claim == null) {
            left(change);
            return Mono.empty();
        }
        places.hands().hold(claim, change.after().subject().node());
        return start(Job.of(claim, before.after(change, stored)));
    }

    private void left(Change change) {
        if (places.hands().leave(change.after().subject().node())) {
            commits.due(change.after().id());
        }
    }

    /** Where the pipeline has just stopped, the lease is given back. */
    private Mono<Void> start(Job job) {
        Sinks.EmitResult result = emitted(job);
        if (result.isSuccess()) {
            return Mono.empty();
        }
        places.hands().done(job.claim());
        return leases.giveBack(job.claim()).onErrorComplete();
    }

    /** Callers on several threads come one after the other: what is done meanwhile is the beginning of a step, and waits for nothing. */
    private synchronized Sinks.EmitResult emitted(Job job) {
        return taken.tryEmitNext(job);
    }

    /** Never ends by itself. What waits here is bounded by the places. */
    Flux<Job> jobs() {
        return taken.asFlux().onBackpressureBuffer();
    }
}

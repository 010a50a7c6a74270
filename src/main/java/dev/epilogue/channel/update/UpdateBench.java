package dev.epilogue.channel.update;

import dev.epilogue.closure.ClosureId;
import dev.epilogue.journal.Wakeups;
import dev.epilogue.problem.Actor;
import dev.epilogue.store.Guard;
import dev.epilogue.store.LeaseStore;
import dev.epilogue.work.WorkLease;
import dev.epilogue.work.WorkSettings;
import java.time.Duration;
import java.time.Instant;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;
import reactor.util.retry.RetryBackoffSpec;

/** Where steps put down their results, always under the lease; and the closure that waits for them is told. */
@Component
class UpdateBench {

    /** A closure's own steps are short; where it misses this ring it looks by itself a minute later. */
    private static final RetryBackoffSpec RING_AGAIN = Retry.fixedDelay(40, Duration.ofMillis(250));

    private final ChannelUpdateStore store;
    private final LeaseStore closures;
    private final Wakeups wakeups;
    private final ChannelUpdateSettings settings;
    private final WorkSettings work;

    UpdateBench(
            ChannelUpdateStore store,
            LeaseStore closures,
            Wakeups wakeups,
            ChannelUpdateSettings settings,
            WorkSettings work) {
        this.store = store;
        this.closures = closures;
        this.wakeups = wakeups;
        this.settings = settings;
        this.work = work;
    }

    Held held(Loaded loaded, WorkLease lease) {
        return Held.of(loaded, lease.epoch(), lease.claimedAt().plus(work.lease()));
    }

    /** When a channel is read again while nothing happens. */
    Instant again(Held held) {
        Instant next = held.now().plus(settings.lookAgain());
        Instant deadline = held.update().order().deadline();
        return next.isBefore(deadline) || deadline.isBefore(held.now()) ? next : deadline;
    }

    Duration keepPrepared() {
        return settings.keepPrepared();
    }

    /** Stores what a step came to. Goes on where something is due at once, else gives the lease back. */
    Mono<Held> store(Held held, ChannelUpdate next) {
        Instant now = held.now();
        Instant due = next.dueAt();
        boolean goesOn = due != null && !due.isAfter(now);
        Instant until = now.plus(work.lease());
        return store.write(next, new Guard.Worker(held.epoch(), goesOn ? until : null))
                .flatMap(stored -> {
                    if (!stored) {
                        return Mono.<Held>error(new Overtaken());
                    }
                    Held after = held.stored(next, until);
                    return tell(held.stored(), next).then(goesOn ? Mono.just(after) : Mono.empty());
                });
    }

    /** Stores an intent and keeps the lease, renewed: what follows must not be taken over in the middle. */
    Mono<Held> intend(Held held, ChannelUpdate next) {
        Instant until = held.now().plus(work.lease());
        return store.write(next, new Guard.Worker(held.epoch(), until))
                .flatMap(stored -> stored ? Mono.just(held.stored(next, until)) : Mono.error(new Overtaken()));
    }

    ChannelUpdate hindered(Held held, String code, String detail, Actor actor) {
        ChannelUpdate update = held.update();
        return update.hindered(code, detail, actor, settings.pause(update.attempts() + 1), held.now());
    }

    private Mono<Void> tell(ChannelUpdate before, ChannelUpdate after) {
        ClosureId closure = after.order().closure();
        return closure == null || before.fact().equals(after.fact()) ? Mono.empty() : ring(closure);
    }

    /** Not while the closure is in somebody's hands, who may have looked before this was stored. */
    Mono<Void> ring(ClosureId closure) {
        return closures.wake(closure)
                .filter(woken -> woken)
                .switchIfEmpty(Mono.error(StillHeld::new))
                .retryWhen(RING_AGAIN.filter(failure -> failure instanceof StillHeld))
                .doOnNext(woken -> wakeups.changed(closure))
                .onErrorComplete()
                .then();
    }

    /** A caller was faster, or the lease is lost: whoever holds the row then looks again. */
    static final class Overtaken extends RuntimeException {
        Overtaken() {
            super("changed under its worker", null, false, false);
        }
    }

    private static final class StillHeld extends RuntimeException {
        StillHeld() {
            super("in somebody's hands", null, false, false);
        }
    }
}

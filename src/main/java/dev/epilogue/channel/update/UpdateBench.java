package dev.epilogue.channel.update;

import dev.epilogue.closure.ClosureId;
import dev.epilogue.closure.Hindrance;
import dev.epilogue.problem.Actor;
import dev.epilogue.store.Guard;
import dev.epilogue.work.WorkLease;
import dev.epilogue.work.WorkSettings;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Where steps put down their results, always under the lease; and the closure that waits for them is told. */
@Component
class UpdateBench {

    private static final Logger LOG = LoggerFactory.getLogger(UpdateBench.class);

    private final ChannelUpdateStore store;
    private final ClosureBell bell;
    private final ChannelUpdateSettings settings;
    private final WorkSettings work;
    private final MeterRegistry meters;

    UpdateBench(
            ChannelUpdateStore store,
            ClosureBell bell,
            ChannelUpdateSettings settings,
            WorkSettings work,
            MeterRegistry meters) {
        this.store = store;
        this.bell = bell;
        this.settings = settings;
        this.work = work;
        this.meters = meters;
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
                    sound(held.stored(), next);
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

    /** Makes heard what somebody may have to put right: {@code epilogue.channel.updates.hindered} by code. */
    private void sound(ChannelUpdate before, ChannelUpdate after) {
        Hindrance now = after.progress().problem();
        Hindrance earlier = before.progress().problem();
        if (now != null && (earlier == null || !earlier.code().equals(now.code()))) {
            meters.counter("epilogue.channel.updates.hindered", "code", now.code())
                    .increment();
            LOG.warn("channel update {}: {}: {}", after.id(), now.code(), now.detail());
        }
    }

    private Mono<Void> tell(ChannelUpdate before, ChannelUpdate after) {
        ClosureId closure = after.order().closure();
        return closure == null || before.fact().equals(after.fact()) ? Mono.empty() : bell.ring(closure);
    }

    /** A caller was faster, or the lease is lost: whoever holds the row then looks again. */
    static final class Overtaken extends RuntimeException {
        Overtaken() {
            super("changed under its worker", null, false, false);
        }
    }
}

package dev.epilogue.pipeline;

import dev.epilogue.closure.Change;
import dev.epilogue.closure.Decision;
import dev.epilogue.closure.NextLook;
import dev.epilogue.journal.Commits;
import dev.epilogue.store.Claim;
import dev.epilogue.store.ClosureStore;
import dev.epilogue.store.Guard;
import dev.epilogue.store.LeaseStore;
import dev.epilogue.store.Loaded;
import dev.epilogue.store.Stored;
import dev.epilogue.store.Written;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Where steps put down their results, always under the lease. */
@Component
class Bench {

    private static final Logger LOG = LoggerFactory.getLogger(Bench.class);

    private final ClosureStore closures;
    private final LeaseStore leases;
    private final Commits commits;
    private final PipelineSettings settings;
    private final Alarm alarm;

    Bench(ClosureStore closures, LeaseStore leases, Commits commits, PipelineSettings settings, Alarm alarm) {
        this.closures = closures;
        this.leases = leases;
        this.commits = commits;
        this.settings = settings;
        this.alarm = alarm;
    }

    /** Stores a decision. Goes on where something is due at once, else gives the lease back. */
    Mono<Job> store(Job job, Decision decision) {
        return switch (decision) {
            case Decision.Changed changed -> store(job, changed.change());
            case Decision.Unchanged unchanged -> rest(job);
            case Decision.Refused refused -> rest(job);
        };
    }

    Mono<Job> store(Job job, Change change) {
        Instant dueAt = change.after().work().dueAt();
        boolean goesOn = dueAt != null && !dueAt.isAfter(job.now());
        Guard guard = new Guard.Worker(job.claim().epoch(), goesOn ? renewed(job) : null);
        return write(job, change, guard).flatMap(written -> switch (written) {
            case STORED -> goesOn ? Mono.just(job.with(change.after(), renewed(job))) : Mono.empty();
            case CONFLICT -> conflict(job);
            case GATE_BUSY -> rest(job, job.now().plus(settings.firstPause()));
        });
    }

    /** Stores an intent and keeps the lease, renewed: what follows must not be taken over in the middle. */
    Mono<Job> intend(Job job, Change change) {
        Instant until = renewed(job);
        return write(job, change, new Guard.Worker(job.claim().epoch(), until)).flatMap(written -> switch (written) {
            case STORED -> Mono.just(job.with(change.after(), until));
            case CONFLICT -> conflict(job);
            case GATE_BUSY -> rest(job, job.now().plus(settings.firstPause()));
        });
    }

    /** Nothing to store: looked at again when the closure itself says so. */
    Mono<Job> rest(Job job) {
        return release(job, NextLook.of(job.closure(), job.now()).orElse(null));
    }

    /** Nothing to store: looked at again then. */
    Mono<Job> rest(Job job, Instant dueAt) {
        return release(job, dueAt);
    }

    private Mono<Job> release(Job job, @Nullable Instant dueAt) {
        return leases.release(job.claim(), job.closure().revision(), dueAt).then(Mono.empty());
    }

    private Mono<Written> write(Job job, Change change, Guard guard) {
        return closures.store(change, guard)
                .doOnNext(stored -> {
                    if (stored.stored()) {
                        told(job, change, stored);
                    }
                })
                .map(Stored::written);
    }

    private void told(Job job, Change change, Stored stored) {
        String key = change.destroyKey() ? null : job.wrappedKey();
        closures.remember(new Loaded(change.after(), stored.lastEvent(), key, stored.at()));
        commits.stored(change, stored, false);
        alarm.look(change, job.now());
    }

    /** A caller was faster, or the lease is lost: due again at once, for whoever claims it then. */
    private Mono<Job> conflict(Job job) {
        LOG.debug("closure {} changed under its worker", job.claim().closure());
        return leases.release(job.claim(), job.closure().revision(), job.now())
                .doOnSuccess(released -> commits.due(job.claim().closure()))
                .then(Mono.empty());
    }

    /** Work that ended without a word in the row; its lease runs out, then it is tried again. */
    void left(Claim claim, Throwable failure) {
        alarm.failed(claim.closure(), failure);
    }

    private Instant renewed(Job job) {
        return job.now().plus(settings.lease());
    }
}

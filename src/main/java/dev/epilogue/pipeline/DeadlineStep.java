package dev.epilogue.pipeline;

import dev.epilogue.closure.Closure;
import dev.epilogue.closure.ClosureStatus;
import dev.epilogue.closure.Decision;
import dev.epilogue.closure.Evidence;
import dev.epilogue.closure.Lifetime;
import dev.epilogue.closure.Readback;
import dev.epilogue.closure.Reminders;
import dev.epilogue.closure.Rounds;
import dev.epilogue.store.ReminderStore;
import java.time.Instant;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * The deadline of a closure that is still collecting: finish with the quorum where that suffices, else look whether somebody
 * closed the session meanwhile, else protect on chain where the policy says so, else expire. An unreachable node holds no deadline up.
 */
@Component
@Order(2)
class DeadlineStep implements Step {

    private final Bench bench;
    private final RenewalStep renewal;
    private final EvidenceReader evidence;
    private final LastResort lastResort;
    private final ReminderStore reminders;
    private final PipelineSettings settings;

    DeadlineStep(
            Bench bench,
            RenewalStep renewal,
            EvidenceReader evidence,
            LastResort lastResort,
            ReminderStore reminders,
            PipelineSettings settings) {
        this.bench = bench;
        this.renewal = renewal;
        this.evidence = evidence;
        this.lastResort = lastResort;
        this.reminders = reminders;
        this.settings = settings;
    }

    @Override
    public boolean due(Job job) {
        return job.closure().status() == ClosureStatus.COLLECTING;
    }

    @Override
    public Mono<Job> run(Job job) {
        Instant now = job.now();
        Closure closure = job.closure();
        if (now.isBefore(closure.collectingUntil())) {
            return Rounds.expiring(closure, now)
                    .map(told -> bench.store(job, told))
                    .orElseGet(() -> reminded(job));
        }
        if (now.isBefore(closure.times().deadline())) {
            return renewal.run(job);
        }
        Decision atDeadline = Lifetime.deadline(closure, now);
        if (atDeadline instanceof Decision.Changed changed
                && changed.change().after().status() == ClosureStatus.READY) {
            return bench.store(job, atDeadline);
        }
        return evidence.read(closure)
                .filter(read -> read instanceof Evidence.Closed)
                .map(closed -> Readback.conclude(closure, closed, settings.pace(), now))
                .onErrorComplete()
                .switchIfEmpty(Mono.defer(() -> lastResort.insteadOf(job, atDeadline, "DEADLINE")))
                .flatMap(decision -> bench.store(job, decision));
    }

    private Mono<Job> reminded(Job job) {
        Closure closure = job.closure();
        if (!Reminders.may(closure, job.now())) {
            return bench.rest(job);
        }
        return reminders
                .told(closure)
                .flatMap(told -> Reminders.due(closure, told, job.now())
                        .map(part -> bench.store(job, Reminders.remind(closure, part, job.now())))
                        .orElseGet(() -> bench.rest(job)));
    }
}

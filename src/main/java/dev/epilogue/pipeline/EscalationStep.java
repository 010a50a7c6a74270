package dev.epilogue.pipeline;

import dev.epilogue.closure.Change;
import dev.epilogue.closure.Closure;
import dev.epilogue.closure.ClosureStatus;
import dev.epilogue.closure.Decision;
import dev.epilogue.closure.Escalations;
import dev.epilogue.closure.Evidence;
import dev.epilogue.closure.Protection;
import dev.epilogue.escalation.Escalation;
import dev.epilogue.escalation.EscalationSettings;
import dev.epilogue.escalation.Protections;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Channels are being protected on chain, each as a row of its own: what the rows have come to is told, what was not begun is taken
 * back when consensus comes late, and when nothing is under way any more the closure goes on.
 */
@Component
@Order(3)
class EscalationStep implements Step {

    /** A node that is away holds nobody up here. */
    private static final Duration NODE_WITHIN = Duration.ofSeconds(10);

    private final Bench bench;
    private final Protections protections;
    private final EvidenceReader evidence;
    private final EscalationSettings settings;
    private final PipelineSettings pipeline;

    EscalationStep(
            Bench bench,
            Protections protections,
            EvidenceReader evidence,
            EscalationSettings settings,
            PipelineSettings pipeline) {
        this.bench = bench;
        this.protections = protections;
        this.evidence = evidence;
        this.settings = settings;
        this.pipeline = pipeline;
    }

    @Override
    public boolean due(Job job) {
        return job.closure().status() == ClosureStatus.ESCALATING;
    }

    @Override
    public Mono<Job> run(Job job) {
        Closure closure = job.closure();
        Mono<Void> takenBack =
                Escalations.consensusWaits(closure, job.now()) ? protections.stopUnsent(closure) : Mono.empty();
        return takenBack
                .then(protections.of(closure).map(Escalation::protection).collectList())
                .flatMap(rows -> goOn(job, rows));
    }

    private Mono<Job> goOn(Job job, List<Protection> rows) {
        Instant nextLook = job.now().plus(settings.watchInterval());
        Decision followed = Escalations.follow(job.closure(), rows, nextLook, job.now());
        Closure now =
                followed instanceof Decision.Changed changed ? changed.change().after() : job.closure();
        if (Escalations.pending(now)) {
            return followed instanceof Decision.Changed ? bench.store(job, followed) : bench.rest(job, nextLook);
        }
        return seen(now)
                .map(evidence -> Escalations.leave(now, evidence, pipeline.pace(), job.now()))
                .flatMap(left -> left(job, followed, left));
    }

    private Mono<Job> left(Job job, Decision followed, Decision left) {
        if (!(left instanceof Decision.Changed leaving)) {
            return followed instanceof Decision.Changed
                    ? bench.store(job, followed)
                    : bench.rest(job, job.closure().times().deadline());
        }
        Change change = followed instanceof Decision.Changed first
                ? first.change().followedBy(leaving.change())
                : leaving.change();
        return bench.store(job, change);
    }

    private Mono<Optional<Evidence>> seen(Closure closure) {
        return evidence.read(closure)
                .timeout(NODE_WITHIN)
                .map(Optional::of)
                .onErrorReturn(Optional.empty())
                .defaultIfEmpty(Optional.empty());
    }
}

package dev.epilogue.pipeline;

import dev.epilogue.closure.Closure;
import dev.epilogue.closure.ClosureStatus;
import dev.epilogue.closure.Decision;
import dev.epilogue.closure.Escalations;
import dev.epilogue.closure.Policy;
import dev.epilogue.escalation.NodeService;
import dev.epilogue.escalation.Preflight;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * The session is closed, but the node has stopped serving: what its users are owed is protected on chain where the policy says so,
 * once. Where nothing can be done the closure goes on settling.
 */
@Component
@Order(5)
class UnservedStep implements Step {

    private final Bench bench;
    private final Preflight preflight;
    private final NodeService service;
    private final SettleStep settling;

    UnservedStep(Bench bench, Preflight preflight, NodeService service, SettleStep settling) {
        this.bench = bench;
        this.preflight = preflight;
        this.service = service;
        this.settling = settling;
    }

    @Override
    public boolean due(Job job) {
        Closure closure = job.closure();
        return closure.status() == ClosureStatus.SETTLING
                && closure.policy().escalation() != Policy.Escalation.NONE
                && closure.protections().isEmpty()
                && !service.served(closure, job.now());
    }

    @Override
    public Mono<Job> run(Job job) {
        Closure closure = job.closure();
        return preflight
                .of(closure, Preflight.Ask.BY_POLICY, job.now())
                .flatMap(report -> report.possible()
                        ? bench.store(
                                job,
                                new Decision.Changed(Escalations.begin(closure, report.plan(), "UNSERVED", job.now())))
                        : settling.run(job));
    }
}

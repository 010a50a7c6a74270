package dev.epilogue.pipeline;

import dev.epilogue.closure.Closure;
import dev.epilogue.closure.ClosureStatus;
import dev.epilogue.closure.Escalations;
import dev.epilogue.closure.Policy;
import dev.epilogue.closure.Settling;
import dev.epilogue.escalation.NodeService;
import dev.epilogue.escalation.Preflight;
import dev.epilogue.escalation.Report;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * The session is closed, but the node has stopped serving: what its users are owed is protected on chain where the policy says so,
 * once. Where nothing can be done that is told, and the closure goes on settling.
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
                && !Settling.over(closure, job.now());
    }

    @Override
    public Mono<Job> run(Job job) {
        return service.served(job.closure()).flatMap(served -> served ? settling.run(job) : protect(job));
    }

    private Mono<Job> protect(Job job) {
        return preflight
                .of(job.closure(), Preflight.Ask.BY_POLICY, job.now())
                .flatMap(report -> report.possible() ? begin(job, report) : goOn(job, report));
    }

    private Mono<Job> begin(Job job, Report report) {
        return bench.store(job, Escalations.begin(job.closure(), report.plan(), "UNSERVED", job.now()));
    }

    private Mono<Job> goOn(Job job, Report report) {
        boolean nothingNew = report.unasked() || Escalations.toldUnserved(job.closure());
        return nothingNew
                ? settling.run(job)
                : bench.store(
                        job, Escalations.unservedUnprotected(job.closure(), LastResort.reasons(report), job.now()));
    }
}

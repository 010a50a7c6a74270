package dev.epilogue.pipeline;

import dev.epilogue.closure.Change;
import dev.epilogue.closure.Closure;
import dev.epilogue.closure.ClosureStatus;
import dev.epilogue.closure.Consent;
import dev.epilogue.closure.Consents;
import dev.epilogue.closure.Decision;
import dev.epilogue.closure.Failovers;
import dev.epilogue.closure.Readback;
import dev.epilogue.closure.Submissions;
import dev.epilogue.node.Budget;
import dev.epilogue.node.ClearNode;
import dev.epilogue.node.NodeException;
import dev.epilogue.node.NodeRegistry;
import dev.epilogue.store.Servers;
import java.time.Instant;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Consensus stands: check what may have died since, store the intent with the exact frames, send them back to back, store what
 * the answers say. The next step reads back whatever they say.
 */
@Component
@Order(8)
class SubmitStep implements Step {

    private final Bench bench;
    private final NodeRegistry nodes;
    private final EvidenceReader evidence;
    private final FrameSender sender;
    private final Servers servers;
    private final PipelineSettings settings;

    SubmitStep(
            Bench bench,
            NodeRegistry nodes,
            EvidenceReader evidence,
            FrameSender sender,
            Servers servers,
            PipelineSettings settings) {
        this.bench = bench;
        this.nodes = nodes;
        this.evidence = evidence;
        this.sender = sender;
        this.servers = servers;
        this.settings = settings;
    }

    @Override
    public boolean due(Job job) {
        return job.closure().status() == ClosureStatus.READY;
    }

    @Override
    public Mono<Job> run(Job job) {
        Closure closure = job.closure();
        return Mono.defer(() -> {
                    ClearNode node = nodes.of(closure.subject().node(), Budget.PROOF);
                    return maybeForgotten(job)
                            .switchIfEmpty(Mono.defer(() -> signerDied(closure, node, job.now())))
                            .switchIfEmpty(Mono.defer(() -> movedMeanwhile(job)))
                            .map(decision -> bench.store(job, decision))
                            .defaultIfEmpty(Mono.defer(() -> sender.submit(job, node)))
                            .flatMap(next -> next);
                })
                .onErrorResume(NodeException.class, outage -> bench.store(job, unreached(job, outage)));
    }

    /** A frame that another database server knew of may run still; nothing is sent beside it. */
    private Mono<Decision> maybeForgotten(Job job) {
        if (!job.closure().mustBeReadBeforeSending()) {
            return Mono.empty();
        }
        return servers.failedOverAt()
                .flatMap(Mono::justOrEmpty)
                .filter(at -> Failovers.mayHaveForgotten(job.closure(), at))
                .map(at -> new Decision.Changed(Failovers.counted(job.closure(), job.now())));
    }

    /** A node that binds no version would execute what no longer fits: it is read first, and any change comes before sending. */
    private Mono<Decision> movedMeanwhile(Job job) {
        if (!job.closure().mustBeReadBeforeSending()) {
            return Mono.empty();
        }
        return evidence.read(job.closure())
                .map(read -> Readback.conclude(job.closure(), read, settings.pace(), job.now()))
                .filter(decision -> !(decision instanceof Decision.Unchanged));
    }

    /** One signature that must not be sent any more goes; the next pass looks for the next one. */
    private static Mono<Decision> signerDied(Closure closure, ClearNode node, Instant now) {
        return Mono.justOrEmpty(Consents.mandateEnded(closure, now))
                .switchIfEmpty(deadKey(closure, node, now)
                        .map(consent -> Consents.revoke(closure, consent.participant(), "SESSION_KEY_DIED", now)));
    }

    /** The first signer that is a session key which the node no longer counts. */
    private static Mono<Consent> deadKey(Closure closure, ClearNode node, Instant now) {
        return Flux.fromIterable(closure.consents())
                .filter(consent -> consent.bySessionKey() && !consent.conditional())
                .filterWhen(consent -> node.sessionKey(consent.participant(), consent.signer())
                        .map(registered -> registered
                                .filter(key -> key.expiresAt().isAfter(now))
                                .filter(key -> key.covers(
                                        closure.subject().application(),
                                        closure.subject().sessionId()))
                                .isEmpty()))
                .next();
    }

    private Change unreached(Job job, NodeException outage) {
        return Submissions.unreached(job.closure(), String.valueOf(outage.getMessage()), settings.pace(), job.now());
    }
}

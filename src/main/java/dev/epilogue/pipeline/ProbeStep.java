package dev.epilogue.pipeline;

import dev.epilogue.closure.Closure;
import dev.epilogue.closure.ClosureStatus;
import dev.epilogue.closure.Consent;
import dev.epilogue.closure.Consents;
import dev.epilogue.closure.Decision;
import dev.epilogue.closure.Submissions;
import dev.epilogue.node.Budget;
import dev.epilogue.node.ClearNode;
import dev.epilogue.node.NodeRegistry;
import dev.epilogue.node.ProbeResult;
import dev.epilogue.signing.Payload;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The node refused a set of signatures that we verified: it is asked about each signer alone, below the quorum, which changes
 * nothing. Whoever it does not count is named and has to sign anew.
 */
@Component
@Order(4)
class ProbeStep implements Step {

    private final Bench bench;
    private final NodeRegistry nodes;
    private final SignedSets signatures;

    ProbeStep(Bench bench, NodeRegistry nodes, SignedSets signatures) {
        this.bench = bench;
        this.nodes = nodes;
        this.signatures = signatures;
    }

    @Override
    public boolean due(Job job) {
        return job.closure().status() == ClosureStatus.READY && Submissions.signersInQuestion(job.closure());
    }

    @Override
    public Mono<Job> run(Job job) {
        Closure closure = job.closure();
        return signatures
                .open(closure, job.wrappedKey())
                .flatMapMany(opened ->
                        Flux.fromIterable(closure.consents()).concatMap(consent -> probe(closure, consent, opened), 1))
                .next()
                .<Decision>map(consent ->
                        Consents.uncounted(closure, consent.participant(), consent.bySessionKey(), job.now()))
                .defaultIfEmpty(new Decision.Changed(Submissions.signersCleared(closure, job.now())))
                .flatMap(decision -> bench.store(job, decision));
    }

    /** The consent again, if the node does not count its signer. */
    private Mono<Consent> probe(Closure closure, Consent consent, SignedSets.Opened opened) {
        ClearNode node = nodes.of(closure.subject().node(), Budget.PROOF);
        Payload payload = closure.round().required().getFirst();
        return node.probe(payload, closure.subject().sessionId(), opened.by(payload.index(), consent.participant()))
                .filter(result -> switch (result) {
                    case ProbeResult.Stranger stranger -> true;
                    case ProbeResult.Unreadable unreadable -> true;
                    // another weight is another participant's: somebody registered the signer as a key of its own
                    case ProbeResult.Counted counted -> counted.weight() != consent.weight();
                    case ProbeResult.Undecided undecided -> false;
                })
                .map(result -> consent);
    }
}

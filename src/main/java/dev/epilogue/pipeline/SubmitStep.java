package dev.epilogue.pipeline;

import dev.epilogue.closure.Change;
import dev.epilogue.closure.Closure;
import dev.epilogue.closure.ClosureStatus;
import dev.epilogue.closure.Consent;
import dev.epilogue.closure.Consents;
import dev.epilogue.closure.CreditMark;
import dev.epilogue.closure.Decision;
import dev.epilogue.closure.Failovers;
import dev.epilogue.closure.Readback;
import dev.epilogue.closure.SealedFrame;
import dev.epilogue.closure.Submission;
import dev.epilogue.closure.SubmissionStatus;
import dev.epilogue.closure.Submissions;
import dev.epilogue.node.ClearNode;
import dev.epilogue.node.Credit;
import dev.epilogue.node.Frame;
import dev.epilogue.node.NodeException;
import dev.epilogue.node.NodeRegistry;
import dev.epilogue.node.SendDeadline;
import dev.epilogue.store.Servers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
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

    /** A reading may be this much younger on the node's clock than our estimate of that clock says. */
    private static final Duration CLOCK_DOUBT = Duration.ofMillis(250);

    private final Bench bench;
    private final NodeRegistry nodes;
    private final EvidenceReader evidence;
    private final SignedSets signatures;
    private final Servers servers;
    private final PipelineSettings settings;

    SubmitStep(
            Bench bench,
            NodeRegistry nodes,
            EvidenceReader evidence,
            SignedSets signatures,
            Servers servers,
            PipelineSettings settings) {
        this.bench = bench;
        this.nodes = nodes;
        this.evidence = evidence;
        this.signatures = signatures;
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
                    ClearNode node = nodes.of(closure.subject().node());
                    return maybeForgotten(job)
                            .switchIfEmpty(Mono.defer(() -> signerDied(closure, node, job.now())))
                            .switchIfEmpty(Mono.defer(() -> movedMeanwhile(job)))
                            .map(decision -> bench.store(job, decision))
                            .defaultIfEmpty(Mono.defer(() -> submit(job, node)))
                            .flatMap(next -> next);
                })
                .onErrorResume(NodeException.class, outage -> bench.store(job, unreached(job, outage)));
    }

    /** A frame that another database server knew of may run still; nothing is sent beside it. */
    private Mono<Decision> maybeForgotten(Job job) {
        if (!job.closure().mustBeReadBeforeSending()) {
            return Mono.empty();
        }
        return servers
                .failedOverAt()
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

    private Mono<Job> submit(Job job, ClearNode node) {
        return Mono.zip(mark(job, node), signatures.open(job.closure(), job.wrappedKey()))
                .flatMap(both -> {
                    List<Frame> frames = frames(job, node, both.getT2());
                    Change intent = Submissions.intend(job.closure(), sealed(job, frames), both.getT1(), job.now());
                    return bench.intend(job, intent).flatMap(intended -> send(intended, node, frames));
                });
    }

    /** The intent is stored and the gate taken: only now may anything leave, and only while lease and mandates last. */
    private Mono<Job> send(Job job, ClearNode node, List<Frame> frames) {
        SendDeadline deadline = SendDeadline.in(timeToSend(job));
        return node.submit(frames, deadline)
                .map(outcomes -> Submissions.answered(job.closure(), outcomes, settings.pace(), job.now()))
                .flatMap(answered -> provedAtOnce(job, answered).defaultIfEmpty(answered))
                .flatMap(change -> bench.store(job, change));
    }

    /**
     * Where the node accepted everything, its proof is a reading away: answer and proof are one change then. Whoever dies in between
     * leaves an intent without an answer, as if it had died before.
     */
    private Mono<Change> provedAtOnce(Job job, Change answered) {
        Closure closure = answered.after();
        boolean accepted = closure.status() == ClosureStatus.SUBMITTING
                && closure.submissions().stream()
                        .noneMatch(submission -> submission.status() == SubmissionStatus.UNKNOWN);
        if (!accepted) {
            return Mono.empty();
        }
        return evidence.read(closure)
                .map(read -> Readback.conclude(closure, read, settings.pace(), job.now()))
                .ofType(Decision.Changed.class)
                .map(proved -> answered.followedBy(proved.change()))
                .onErrorResume(NodeException.class, outage -> Mono.empty());
    }

    private Duration timeToSend(Job job) {
        Instant now = job.now();
        Duration lease = job.leaseLeft().minus(settings.sendMargin());
        return job.closure().consents().stream()
                .map(Consent::mandateUntil)
                .filter(Objects::nonNull)
                .map(until -> Duration.between(now, until))
                .reduce(lease, (one, other) -> one.compareTo(other) < 0 ? one : other);
    }

    /**
     * Money records of the very second of the base reading are told apart by their ids. Where ids decide throughout, the round has
     * them already: they change with a version only, and the session was just read at the round's. What the node shows from then on
     * is a payment, even by somebody else who closes in this very moment.
     */
    private static Mono<CreditMark> mark(Job job, ClearNode node) {
        CreditMark mark = job.closure().round().base().mark();
        if (job.closure().mustBeReadBeforeSending()) {
            return Mono.just(mark);
        }
        Instant nodeNow = Instant.now().plus(node.status().clockOffset()).minus(CLOCK_DOUBT);
        if (!nodeNow.isBefore(mark.nextSecond())) {
            return Mono.just(mark.fromNextSecond());
        }
        return node.credits(job.closure().subject().sessionId(), job.closure().payees(), mark.from())
                .map(credits -> mark.knowing(credits.stream().map(Credit::id).collect(Collectors.toSet())));
    }

    private static List<Frame> frames(Job job, ClearNode node, SignedSets.Opened signed) {
        Closure closure = job.closure();
        List<Frame> frames = new ArrayList<>();
        for (Submission submission : Submissions.remaining(closure)) {
            frames.add(node.frame(
                    closure.round().required().get(submission.index()),
                    closure.subject().sessionId(),
                    signed.of(submission.index()),
                    job.now()));
        }
        return frames;
    }

    private List<SealedFrame> sealed(Job job, List<Frame> frames) {
        List<Submission> remaining = Submissions.remaining(job.closure());
        List<SealedFrame> sealed = new ArrayList<>();
        for (int i = 0; i < frames.size(); i++) {
            sealed.add(signatures.seal(
                    job.closure(), job.wrappedKey(), remaining.get(i).index(), frames.get(i)));
        }
        return sealed;
    }

    private Change unreached(Job job, NodeException outage) {
        return Submissions.unreached(job.closure(), String.valueOf(outage.getMessage()), settings.pace(), job.now());
    }
}

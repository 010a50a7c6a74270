package dev.epilogue.pipeline;

import dev.epilogue.closure.Change;
import dev.epilogue.closure.Closure;
import dev.epilogue.closure.ClosureStatus;
import dev.epilogue.closure.Consent;
import dev.epilogue.closure.CreditMark;
import dev.epilogue.closure.Decision;
import dev.epilogue.closure.Readback;
import dev.epilogue.closure.SealedFrame;
import dev.epilogue.closure.Submission;
import dev.epilogue.closure.SubmissionStatus;
import dev.epilogue.closure.Submissions;
import dev.epilogue.node.ClearNode;
import dev.epilogue.node.Credit;
import dev.epilogue.node.Frame;
import dev.epilogue.node.NodeException;
import dev.epilogue.node.SendDeadline;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** The one way by which a round's frames leave: their intent and exact bytes are stored before, back to back, under the lease. */
@Component
class FrameSender {

    /** A reading may be this much younger on the node's clock than our estimate of that clock says. */
    private static final Duration CLOCK_DOUBT = Duration.ofMillis(250);

    private final Bench bench;
    private final EvidenceReader evidence;
    private final SignedSets signatures;
    private final PipelineSettings settings;

    FrameSender(Bench bench, EvidenceReader evidence, SignedSets signatures, PipelineSettings settings) {
        this.bench = bench;
        this.evidence = evidence;
        this.signatures = signatures;
        this.settings = settings;
    }

    /** Stores the intent, sends, and stores what the answers say. */
    Mono<Job> submit(Job job, ClearNode node) {
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
     * Money records of the very second of the base reading are told apart by the version that a close in one step needs, and else by their
     * ids. Where ids decide throughout, the round has them already: they change with a version only, and the session was just read at the
     * round's. What the node shows from then on is a payment, even by somebody else who closes in this very moment. Where the node's clock was
     * set back since, ids have to decide as well. Once a frame may have run nothing is known before it any more.
     */
    private static Mono<CreditMark> mark(Job job, ClearNode node) {
        Closure closure = job.closure();
        CreditMark mark = closure.round().base().mark();
        Instant nodeNow = Instant.now().plus(node.status().clockOffset());
        Instant earliest = nodeNow.minus(CLOCK_DOUBT);
        Instant latest = nodeNow.plus(CLOCK_DOUBT);
        // ids are asked for wherever they may be needed, but for a close in one step only where the clock was set back
        // for certain
        boolean told = closure.round().closesInOneStep()
                ? !latest.isBefore(mark.from())
                : !earliest.isBefore(mark.nextSecond());
        boolean left = closure.submissions().stream().anyMatch(Submission::mayHaveRun);
        if (closure.mustBeReadBeforeSending() || told || left) {
            return Mono.just(mark);
        }
        boolean setBack = earliest.isBefore(mark.from());
        Instant since = setBack ? Instant.EPOCH : mark.from();
        return node.credits(closure.subject().sessionId(), closure.payees(), since)
                .map(credits -> credits.stream().map(Credit::id).collect(Collectors.toSet()))
                .map(shown -> setBack ? CreditMark.except(shown) : mark.knowing(shown));
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
}

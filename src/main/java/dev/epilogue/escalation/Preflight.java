package dev.epilogue.escalation;

import dev.epilogue.chain.ChainException;
import dev.epilogue.chain.ChannelContract;
import dev.epilogue.closure.Closure;
import dev.epilogue.closure.ClosureStatus;
import dev.epilogue.closure.Escalations;
import dev.epilogue.closure.Policy;
import dev.epilogue.closure.Protection;
import dev.epilogue.closure.Protection.Action;
import dev.epilogue.problem.ProblemException;
import dev.epilogue.value.Address;
import dev.epilogue.value.Amount;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * What could be undertaken for a closure right now, and what it would come to. Reads the contracts and lets the chain try every
 * call; sends nothing and stores nothing.
 */
@Component
public class Preflight {

    private static final int PARALLEL = 8;

    private final Targets targets;
    private final Sights sights;
    private final Trials trials;
    private final NodeService service;
    private final EscalationSettings settings;

    Preflight(Targets targets, Sights sights, Trials trials, NodeService service, EscalationSettings settings) {
        this.targets = targets;
        this.sights = sights;
        this.trials = trials;
        this.service = service;
        this.settings = settings;
    }

    /**
     * What somebody asks for.
     *
     * @param wanted null leaves the choice
     * @param participants for whom; empty: for everybody
     * @param byItself whether nobody asked: then the closure's policy is the limit, else only what its tenant may do
     */
    public record Ask(@Nullable Action wanted, Collection<Address> participants, boolean byItself) {
        public Ask {
            participants = List.copyOf(participants);
        }

        public static final Ask BY_POLICY = new Ask(null, List.of(), true);
    }

    public Mono<Report> of(Closure closure, Ask ask, Instant now) {
        Policy.Escalation level = level(closure, ask);
        return service.served(closure)
                .map(served -> new Terms(
                        closure.subject().dialect(),
                        level,
                        ask.wanted(),
                        NodeService.cooperative(closure, served, now),
                        served))
                .flatMap(terms -> targets.of(closure, ask.participants())
                        .flatMap(found -> lines(closure, found, terms)
                                .map(lines -> report(closure, ask, level, found.undescribed(), lines, now))));
    }

    private Mono<List<Line>> lines(Closure closure, Targets.Found found, Terms terms) {
        boolean watchWanted = closure.policy().escalation() != Policy.Escalation.NONE;
        return Flux.fromIterable(found.all())
                .flatMapSequential(
                        target -> line(closure, target, terms)
                                .map(line -> watchWanted && !found.watched().contains(target.channelId())
                                        ? line.remarked(Reasons.UNWATCHED)
                                        : line),
                        PARALLEL)
                .collectList();
    }

    private Policy.Escalation level(Closure closure, Ask ask) {
        Policy.Escalation allowed = settings.levelOf(closure.tenant());
        Policy.Escalation wished = ask.byItself() ? closure.policy().escalation() : allowed;
        return wished.compareTo(allowed) < 0 ? wished : allowed;
    }

    private Mono<Line> line(Closure closure, Protection.Target target, Terms terms) {
        if (Escalations.pendingFor(closure, target.channelId())) {
            return Mono.just(nothing(target, Reasons.UNDER_WAY));
        }
        return sights.contract(ChannelNode.of(closure), target)
                .flatMap(contract ->
                        sights.known(closure, contract, target).flatMap(known -> line(closure, contract, known, terms)))
                .timeout(settings.preflightWithin())
                .onErrorResume(failure -> unasked(target, failure));
    }

    private Mono<Line> line(Closure closure, ChannelContract contract, Known known, Terms terms) {
        Optional<String> objection =
                Ownership.objection(ChannelNode.of(closure), known.target(), contract, known.channel());
        if (objection.isPresent()) {
            return Mono.just(nothing(known.target(), objection.get()));
        }
        Options options = Options.of(known, terms);
        return trials.firstThatWorks(closure, contract, known, options)
                .map(trial -> Lines.of(known, trial, terms.dialect()));
    }

    private static Mono<Line> unasked(Protection.Target target, Throwable failure) {
        if (failure instanceof ChainException || failure instanceof TimeoutException) {
            return Mono.just(nothing(target, Reasons.CHAIN_UNAVAILABLE));
        }
        if (failure instanceof ProblemException) {
            return Mono.just(nothing(target, Reasons.CONTRACT_UNVERIFIED));
        }
        return failure instanceof ChainMissing
                ? Mono.just(nothing(target, Reasons.CHAIN_NOT_CONFIGURED))
                : Mono.error(failure);
    }

    private static Line nothing(Protection.Target target, String reason) {
        return new Line(target, null, List.of(reason), Amount.ZERO, null, null, null, null);
    }

    private Report report(
            Closure closure,
            Ask ask,
            Policy.Escalation level,
            List<Report.Without> undescribed,
            List<Line> lines,
            Instant now) {
        List<String> reasons = new ArrayList<>();
        if (!Escalations.possible(closure, now)) {
            reasons.add(
                    closure.status() == ClosureStatus.SUBMITTING
                            ? Reasons.SUBMISSION_IN_DOUBT
                            : Reasons.CLOSURE_STATUS);
        }
        if (level == Policy.Escalation.NONE) {
            reasons.add(Reasons.NOT_ALLOWED);
        }
        List<Address> participants = Targets.participants(closure, ask.participants());
        return new Report(
                level,
                reasons,
                lines,
                BeyondReaches.without(participants, Targets.assets(closure), lines, undescribed),
                BeyondReaches.of(closure, participants, lines));
    }
}

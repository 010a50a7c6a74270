package dev.epilogue.escalation;

import dev.epilogue.chain.ChainException;
import dev.epilogue.closure.Closure;
import dev.epilogue.closure.Policy;
import dev.epilogue.closure.Protection;
import dev.epilogue.node.NodeException;
import dev.epilogue.problem.ProblemException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A closure whose policy escalates has its participants' channels looked after from its beginning: states, contracts and whose
 * channel it is have to be collected while the node still answers.
 */
@Component
public class Enrolment {

    private static final Logger LOG = LoggerFactory.getLogger(Enrolment.class);
    private static final Duration WITHIN = Duration.ofSeconds(5);
    private static final int PARALLEL = 8;

    private final Targets targets;
    private final Sights sights;
    private final Watches watches;

    Enrolment(Targets targets, Sights sights, Watches watches) {
        this.targets = targets;
        this.sights = sights;
        this.watches = watches;
    }

    /**
     * Never fails, and no channel stands in another's way: what cannot be read now is read at the deadline, if it can be then.
     *
     * @return what is not looked after, and why; nothing where the policy does not ask for it
     */
    public Mono<List<Unwatched>> of(Closure closure) {
        if (closure.policy().escalation() == Policy.Escalation.NONE) {
            return Mono.just(List.of());
        }
        return targets.of(closure, List.of())
                .timeout(WITHIN)
                .flatMap(found -> Flux.fromIterable(found.all())
                        .flatMapSequential(target -> enrolled(closure, target), PARALLEL)
                        .collectList()
                        .map(unwatched -> Stream.concat(
                                        unwatched.stream(),
                                        found.undescribed().stream().map(Unwatched::of))
                                .toList()))
                .onErrorResume(failure -> {
                    LOG.warn("closure {}: its channels could not be looked up: {}", closure.id(), failure.toString());
                    return Mono.just(List.of(new Unwatched(null, null, null, reason(failure))));
                });
    }

    /** Empty where it is looked after. A chain or a node that is away for the moment keeps nobody from being looked after later. */
    private Mono<Unwatched> enrolled(Closure closure, Protection.Target target) {
        PackDeposits.Channel channel = new PackDeposits.Channel(
                closure.tenant(),
                closure.subject().node(),
                closure.subject().nodeAddress(),
                closure.subject().dialect(),
                target);
        return sights.contract(channel.with(), target)
                .then()
                .timeout(WITHIN)
                .onErrorResume(Enrolment::passes, away -> Mono.empty())
                .then(Mono.defer(() -> watches.enrol(channel, Watch.EnrolledBy.POLICY)))
                .timeout(WITHIN.multipliedBy(2))
                .flatMap(watch -> Mono.<Unwatched>empty())
                .onErrorResume(failure -> {
                    LOG.warn(
                            "closure {}: channel {} is not looked after: {}",
                            closure.id(),
                            target.channelId(),
                            failure.toString());
                    return Mono.just(Unwatched.of(target, reason(failure)));
                });
    }

    private static boolean passes(Throwable failure) {
        return failure instanceof ChainException
                || failure instanceof NodeException
                || failure instanceof TimeoutException;
    }

    private static String reason(Throwable failure) {
        return switch (failure) {
            case ChainMissing missing -> Reasons.CHAIN_NOT_CONFIGURED;
            case ProblemException unverified -> Reasons.CONTRACT_UNVERIFIED;
            default -> Reasons.ENROLMENT_FAILED;
        };
    }
}

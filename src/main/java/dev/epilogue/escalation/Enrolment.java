package dev.epilogue.escalation;

import dev.epilogue.closure.Closure;
import dev.epilogue.closure.Policy;
import java.time.Duration;
import java.util.List;
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

    private final Targets targets;
    private final Sights sights;
    private final Watches watches;

    Enrolment(Targets targets, Sights sights, Watches watches) {
        this.targets = targets;
        this.sights = sights;
        this.watches = watches;
    }

    /** Never fails: what cannot be read now is read at the deadline, if it can be then. */
    public Mono<Void> of(Closure closure) {
        if (closure.policy().escalation() == Policy.Escalation.NONE) {
            return Mono.empty();
        }
        return targets.of(closure, List.of())
                .flatMapMany(Flux::fromIterable)
                .concatMap(
                        target -> {
                            PackDeposits.Channel channel = new PackDeposits.Channel(
                                    closure.tenant(),
                                    closure.subject().node(),
                                    closure.subject().nodeAddress(),
                                    closure.subject().dialect(),
                                    target);
                            return sights.contract(channel.node(), channel.nodeAddress(), target)
                                    .then(watches.enrol(channel, Watch.EnrolledBy.POLICY));
                        },
                        1)
                .then()
                .timeout(WITHIN)
                .onErrorResume(failure -> {
                    LOG.warn("closure {}: its channels could not be enrolled: {}", closure.id(), failure.toString());
                    return Mono.empty();
                });
    }
}

package dev.epilogue.work;

import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Owns the subscriptions of all lookouts. The first look is taken at once, and a slow one delays only its own next. */
@Component
public class LookoutLifecycle extends Ongoing {

    private static final Logger LOG = LoggerFactory.getLogger(LookoutLifecycle.class);

    private static final Duration LONGEST = Duration.ofSeconds(10);

    private final List<Lookout> lookouts;

    public LookoutLifecycle(ObjectProvider<Lookout> lookouts) {
        this.lookouts = lookouts.orderedStream().toList();
    }

    @Override
    protected Flux<?> work() {
        return Flux.fromIterable(lookouts).flatMap(LookoutLifecycle::again, Math.max(1, lookouts.size()));
    }

    private static Flux<Void> again(Lookout lookout) {
        return look(lookout).repeatWhen(looks -> looks.delayElements(lookout.every()));
    }

    private static Mono<Void> look(Lookout lookout) {
        return Mono.defer(lookout::look).timeout(LONGEST).onErrorResume(failure -> {
            LOG.warn("cannot tell {}: {}", lookout.what(), failure.toString());
            return Mono.empty();
        });
    }
}

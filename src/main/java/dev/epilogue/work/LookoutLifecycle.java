package dev.epilogue.work;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Owns the subscriptions of all lookouts. The first look is taken at once, and a slow one delays only its own next. */
@Component
public class LookoutLifecycle implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(LookoutLifecycle.class);

    private static final Duration LONGEST = Duration.ofSeconds(10);

    private final List<Lookout> lookouts;
    private volatile @Nullable Disposable looking;

    public LookoutLifecycle(ObjectProvider<Lookout> lookouts) {
        this.lookouts = lookouts.orderedStream().toList();
    }

    @Override
    public void start() {
        looking = Flux.fromIterable(lookouts)
                .flatMap(LookoutLifecycle::again, Math.max(1, lookouts.size()))
                .subscribe();
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

    @Override
    public void stop() {
        Disposable subscription = looking;
        if (subscription != null) {
            subscription.dispose();
            looking = null;
        }
    }

    @Override
    public boolean isRunning() {
        return looking != null;
    }
}

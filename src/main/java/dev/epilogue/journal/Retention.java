package dev.epilogue.journal;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Prunes what has been kept for long enough, a bounded number at a time. */
@Component
class Retention {

    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);
    private static final Duration BETWEEN = Duration.ofMillis(100);

    private final List<Retained> all;
    private final RetentionSettings settings;

    Retention(List<Retained> all, RetentionSettings settings) {
        this.all = List.copyOf(all);
        this.settings = settings;
    }

    private record Due(Retained retained, Duration keep) {}

    /** Runs until cancelled; does nothing where everything is kept for ever. */
    Flux<Void> run() {
        List<Due> due = all.stream().flatMap(this::due).toList();
        if (due.isEmpty()) {
            return Flux.empty();
        }
        return Flux.interval(settings.every())
                .onBackpressureDrop()
                .concatMap(tick -> Flux.fromIterable(due).concatMap(this::pruneAll, 1), 1);
    }

    private Stream<Due> due(Retained retained) {
        Duration keep = retained.keep(settings);
        return keep == null ? Stream.empty() : Stream.of(new Due(retained, keep));
    }

    private Mono<Void> pruneAll(Due due) {
        Mono<Long> prune = Mono.defer(() -> due.retained().prune(due.keep(), settings.batch()));
        return prune.expand(pruned ->
                        pruned >= settings.batch() ? Mono.delay(BETWEEN).then(prune) : Mono.empty())
                .doOnNext(pruned -> LOG.debug("{} pruned: {}", due.retained().what(), pruned))
                .then()
                .onErrorResume(failure -> {
                    LOG.warn("cannot prune {}: {}", due.retained().what(), failure.toString());
                    return Mono.empty();
                });
    }
}

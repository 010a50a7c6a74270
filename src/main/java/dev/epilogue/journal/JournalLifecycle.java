package dev.epilogue.journal;

import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.util.retry.Retry;

/** Owns what runs behind the journal's readers: there before the web server serves anybody, and gone after it. */
@Component
class JournalLifecycle implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(JournalLifecycle.class);

    private final List<Flux<Void>> runs;
    private volatile List<Disposable> running = List.of();

    JournalLifecycle(Tail tail, ClosureFeeds closures, Doorbell doorbell, Forgetting forgetting, Retention retention) {
        this.runs = List.of(tail.run(), closures.run(), doorbell.run(), forgetting.run(), retention.run());
    }

    @Override
    public void start() {
        running = runs.stream().map(run -> kept(run).subscribe()).toList();
    }

    private static Flux<Void> kept(Flux<Void> run) {
        return run.retryWhen(Retry.backoff(Long.MAX_VALUE, Duration.ofMillis(100))
                .maxBackoff(Duration.ofSeconds(5))
                .doBeforeRetry(signal -> LOG.error("a reader of the journal starts anew", signal.failure())));
    }

    @Override
    public void stop() {
        running.forEach(Disposable::dispose);
        running = List.of();
    }

    @Override
    public boolean isRunning() {
        return !running.isEmpty();
    }

    @Override
    public int getPhase() {
        return 0;
    }
}

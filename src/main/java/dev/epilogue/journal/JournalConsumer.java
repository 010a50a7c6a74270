package dev.epilogue.journal;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Hands every event of every tenant to a handler at least once, in the journal's order, across restarts and instances. The
 * cursor moves only after the handler is done; whoever dies in between leaves the same events to the next. A handler therefore
 * has to bear seeing an event again, which {@link JournalEvent#id} tells.
 */
@Component
public class JournalConsumer {

    private static final Logger LOG = LoggerFactory.getLogger(JournalConsumer.class);

    private final JournalCursors cursors;
    private final FeedReader reader;
    private final Wakeups wakeups;
    private final JournalSettings journal;
    private final ConsumerSettings settings;
    private final String self = UUID.randomUUID().toString();

    JournalConsumer(
            JournalCursors cursors,
            FeedReader reader,
            Wakeups wakeups,
            JournalSettings journal,
            ConsumerSettings settings) {
        this.cursors = cursors;
        this.reader = reader;
        this.wakeups = wakeups;
        this.journal = journal;
        this.settings = settings;
    }

    /**
     * Runs until cancelled, consuming while this instance holds the cursor. A cursor of a new name begins now.
     *
     * @param name of the cursor; one instance at a time consumes for it
     * @param handler is given events in order and completes when they are dealt with; what fails is handed over again later
     */
    public Flux<Void> run(String name, Function<List<Delivery>, Mono<Void>> handler) {
        Flux<Boolean> wakes = wakeups.all().map(wake -> true);
        Flux<Boolean> polls = Flux.interval(Duration.ZERO, journal.poll())
                .onBackpressureDrop()
                .map(tick -> true);
        return cursors.create(name)
                .thenMany(Flux.merge(wakes, polls).onBackpressureLatest())
                .concatMap(
                        wake -> turn(name, handler).onErrorResume(failure -> {
                            LOG.warn("consumer {}: {}", name, failure.toString());
                            return Mono.delay(journal.poll()).then();
                        }),
                        1);
    }

    /** Until there is nothing more to consume, or the lease is lost. */
    private Mono<Void> turn(String name, Function<List<Delivery>, Mono<Void>> handler) {
        return Mono.usingWhen(
                cursors.claim(name, self, settings.lease()),
                held -> step(held, handler).expand(next -> step(next, handler)).then(),
                cursors::release,
                (held, failure) -> cursors.release(held),
                cursors::release);
    }

    /** @return the cursor where it stands then; nothing when there is nothing to go on with */
    private Mono<JournalCursors.Held> step(JournalCursors.Held held, Function<List<Delivery>, Mono<Void>> handler) {
        return reader.everything(held.position(), settings.page()).flatMap(page -> {
            if (page.deliveries().isEmpty()) {
                return page.behind() ? Mono.delay(journal.ring()).thenReturn(held) : Mono.empty();
            }
            return handler.apply(page.deliveries())
                    .timeout(settings.patience())
                    .then(Mono.defer(() -> cursors.advance(held, page.next(), settings.lease())));
        });
    }
}

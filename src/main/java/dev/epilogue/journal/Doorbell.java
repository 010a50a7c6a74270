package dev.epilogue.journal;

import dev.epilogue.closure.ClosureId;
import dev.epilogue.store.connection.Lines;
import io.r2dbc.postgresql.api.Notification;
import io.r2dbc.postgresql.api.PostgresqlConnection;
import io.r2dbc.spi.Result;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * Carries wake-ups between the instances with {@code LISTEN} and {@code NOTIFY} on a connection of its own. Rings once for all
 * that has gathered, outside the writing transactions: a notification takes a lock of the whole server over the flush of its
 * commit. Whatever is lost with a connection is made good by looking once the line stands again.
 */
@Component
class Doorbell {

    /** By this name operators find the connection in {@code pg_stat_activity}. */
    static final String APPLICATION_NAME = "epilogue doorbell";

    private static final Logger LOG = LoggerFactory.getLogger(Doorbell.class);
    private static final String CHANNEL = "epilogue_changed";
    /** Rung by the statements themselves that end what others may believe in: they are few. */
    private static final String FORGET = "epilogue_forget";

    private static final String ECHO = "echo:";
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    private final Lines lines;
    private final Wakeups wakeups;
    private final JournalSettings settings;
    private final List<Forgetful> believers;
    private final Hearing hearing;
    private final String self = UUID.randomUUID().toString();
    private final Set<ClosureId> changed = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean due = new AtomicBoolean();
    private final Trigger trigger = new Trigger();

    Doorbell(Lines lines, Wakeups wakeups, JournalSettings settings, Hearing hearing, List<Forgetful> believers) {
        this.lines = lines;
        this.wakeups = wakeups;
        this.settings = settings;
        this.hearing = hearing;
        this.believers = List.copyOf(believers);
    }

    /** Runs until cancelled; connects anew as often as it takes. */
    Flux<Void> run() {
        Flux<Void> gathering =
                wakeups.all().filter(Wakeups.Wake::ours).doOnNext(this::gather).thenMany(Flux.<Void>empty());
        Flux<Void> line = Flux.usingWhen(lines.open(), this::serve, Lines::close)
                .doOnError(broken -> hearing.now(false))
                .retryWhen(Retry.backoff(Long.MAX_VALUE, FIRST_PAUSE)
                        .maxBackoff(LONGEST_PAUSE)
                        .transientErrors(true)
                        .doBeforeRetry(signal -> LOG.warn(
                                "the line for wake-ups is down: {}",
                                signal.failure().toString())));
        return Flux.merge(gathering, line);
    }

    private void gather(Wakeups.Wake wake) {
        if (wake.due()) {
            due.set(true);
        }
        if (wake.closure() != null) {
            changed.add(wake.closure());
        }
        trigger.pull();
    }

    /** The subscription is committed before anybody looks: what comes in between is heard, what came before is seen. */
    private Flux<Void> serve(PostgresqlConnection line) {
        Mono<Void> armed = execute(line, "SET application_name TO '" + APPLICATION_NAME + "'")
                .then(execute(line, "LISTEN " + CHANNEL))
                .then(execute(line, "LISTEN " + FORGET))
                .doOnSuccess(done -> {
                    LOG.debug("listening for wake-ups");
                    wakeups.look();
                    believers.forEach(Forgetful::forgetAll);
                    trigger.pull();
                });
        Flux<Void> hearing = line.getNotifications()
                .doOnNext(this::heard)
                .thenMany(Flux.error(() -> new IOException("the connection has ended")));
        return Flux.merge(hearing, armed.thenMany(Flux.merge(ringing(line), checking(line))));
    }

    private Flux<Void> ringing(PostgresqlConnection line) {
        return Flux.merge(trigger.pulls(), Flux.just(true))
                .onBackpressureLatest()
                .concatMap(pull -> ring(line).delayUntil(rung -> Mono.delay(settings.ring())), 1)
                .thenMany(Flux.empty());
    }

    private Mono<Boolean> ring(PostgresqlConnection line) {
        return Mono.defer(() -> {
            Set<ClosureId> taken = new HashSet<>(changed);
            if (taken.isEmpty()) {
                return Mono.empty();
            }
            changed.removeAll(taken);
            boolean work = due.getAndSet(false);
            return notify(line, Ring.of(self, taken, work).payload())
                    .thenReturn(true)
                    .doOnError(unheard -> {
                        changed.addAll(taken);
                        due.compareAndSet(false, work);
                    });
        });
    }

    /** A line that died without a word is noticed here, and one on which nothing is heard. */
    private Flux<Void> checking(PostgresqlConnection line) {
        return Flux.interval(Duration.ZERO, settings.check())
                .onBackpressureDrop()
                .concatMap(
                        tick -> Mono.zip(
                                hearing.echo(), notify(line, ECHO + self).thenReturn(true), (heard, rung) -> heard),
                        1)
                .doOnNext(hearing::now)
                .thenMany(Flux.empty());
    }

    private static Mono<Void> notify(PostgresqlConnection line, String payload) {
        return Flux.from(line.createStatement("SELECT pg_notify($1, $2)")
                        .bind("$1", CHANNEL)
                        .bind("$2", payload)
                        .execute())
                .concatMap(Result::getRowsUpdated)
                .then()
                .timeout(PATIENCE);
    }

    private void heard(Notification notification) {
        String payload = Objects.requireNonNullElse(notification.getParameter(), "");
        if (notification.getName().equals(FORGET)) {
            believers.forEach(believer -> believer.forget(payload));
            return;
        }
        if (payload.startsWith(ECHO)) {
            hearing.heard(payload.equals(ECHO + self));
            return;
        }
        Ring ring = Ring.parse(payload);
        if (ring.sender().equals(self)) {
            return;
        }
        if (ring.closures().isEmpty()) {
            wakeups.look();
        }
        ring.closures().forEach(id -> wakeups.heard(id, ring.due()));
    }

    private static Mono<Void> execute(PostgresqlConnection line, String sql) {
        return Flux.from(line.createStatement(sql).execute())
                .concatMap(Result::getRowsUpdated)
                .then()
                .timeout(PATIENCE);
    }
}

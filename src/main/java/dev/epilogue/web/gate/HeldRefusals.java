package dev.epilogue.web.gate;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.epilogue.limits.Answer;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Refusals for too much, given late: whoever asks again as soon as it is answered would use up for refusals what its limit leaves to
 * others. Those of one caller come one after the other, however many it asks for at a time.
 */
@Component
class HeldRefusals {

    private static final Duration LEAST = Duration.ofMillis(500);
    private static final Duration USUAL = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(5);
    private static final Duration APART = Duration.ofMillis(20);
    private static final int MOST_HELD = 10_000;

    private final AtomicInteger held = new AtomicInteger();
    private final LongSupplier clock;
    /** By caller: when its last refusal is given, on the clock. */
    private final Cache<String, AtomicLong> last = Caffeine.newBuilder()
            .maximumSize(MOST_HELD)
            .expireAfterAccess(LONGEST)
            .build();

    @Autowired
    HeldRefusals() {
        this(System::nanoTime);
    }

    /** @param clock nanoseconds that only rise */
    HeldRefusals(LongSupplier clock) {
        this.clock = clock;
    }

    /** Fails with the answer's refusal when its time has come; at once while very many are held. */
    Mono<Void> after(String caller, Answer answer) {
        return Mono.defer(() -> {
            boolean room = held.incrementAndGet() <= MOST_HELD;
            Mono<Void> refusal = Mono.error(answer.refusal());
            return (room ? Mono.delay(pause(caller)).then(refusal) : refusal).doFinally(end -> held.decrementAndGet());
        });
    }

    /** Those who came together do not come again together. */
    Duration pause(String caller) {
        long now = clock.getAsLong();
        long earliest = now + ThreadLocalRandom.current().nextLong(LEAST.toNanos(), USUAL.toNanos());
        long next = last.get(caller, first -> new AtomicLong(earliest - APART.toNanos()))
                .updateAndGet(
                        before -> Math.min(Math.max(before + APART.toNanos(), earliest), now + LONGEST.toNanos()));
        return Duration.ofNanos(next - now);
    }
}

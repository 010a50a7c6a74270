package dev.epilogue.escalation;

import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** One answer for all who ask within a while; who asks while it is on its way waits for the same one. Failures are not kept. */
final class Shared<T> {

    private record Known<T>(T value, long askedAt) {}

    private final Duration kept;
    private final Mono<Known<T>> asking;
    private volatile @Nullable Known<T> known;

    /** @param ask completes with a value or fails; is given the one before */
    Shared(Duration kept, Function<@Nullable T, Mono<T>> ask) {
        this.kept = kept;
        this.asking = Mono.defer(() -> {
                    Known<T> before = known;
                    long askedAt = System.nanoTime();
                    return ask.apply(before == null ? null : before.value).map(value -> new Known<>(value, askedAt));
                })
                .doOnNext(answer -> known = answer)
                .cacheInvalidateIf(answer -> System.nanoTime() - answer.askedAt >= this.kept.toNanos());
    }

    Mono<T> get() {
        return asking.map(Known::value);
    }
}

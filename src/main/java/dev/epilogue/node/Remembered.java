package dev.epilogue.node;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** A slowly changing answer, asked for again once it is older than it may be. */
public final class Remembered<T> {

    private record Known<T>(T value, long askedAt) {}

    private final Duration kept;
    private volatile @Nullable Known<T> known;

    public Remembered(Duration kept) {
        this.kept = kept;
    }

    /** @param ask completes with a value or fails; failures are not remembered */
    public Mono<T> get(Mono<T> ask) {
        return Mono.defer(() -> {
            Known<T> current = known;
            if (current != null && System.nanoTime() - current.askedAt < kept.toNanos()) {
                return Mono.just(current.value);
            }
            long askedAt = System.nanoTime();
            return ask.doOnNext(value -> known = new Known<>(value, askedAt));
        });
    }
}

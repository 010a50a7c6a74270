package dev.epilogue.credential;

import com.nimbusds.jose.jwk.JWKSet;
import dev.epilogue.problem.Problem;
import dev.epilogue.problem.ProblemCode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/** One issuer's keys. Whoever needs them while they are being read waits for the same answer. */
final class IssuerKeys {

    private static final Logger LOG = LoggerFactory.getLogger(IssuerKeys.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration LATER = Duration.ofSeconds(30);

    private final String name;
    private final Supplier<Mono<JWKSet>> source;
    private final InstantSource clock;
    private Keyring ring = Keyring.EMPTY;
    private @Nullable CompletableFuture<Keyring> reading;

    IssuerKeys(String name, Supplier<Mono<JWKSet>> source, InstantSource clock) {
        this.name = name;
        this.source = source;
        this.clock = clock;
    }

    /** Those that count now, asked for anew where that may help. Fails with {@code issuer-unavailable}. */
    Mono<JWKSet> keys(@Nullable String keyId) {
        return Mono.defer(() -> known(keyId)).map(known -> {
            JWKSet keys = known.usable(clock.instant());
            if (keys == null) {
                throw Problem.of(
                                ProblemCode.ISSUER_UNAVAILABLE, "The token's issuer does not tell its keys at present.")
                        .retryAfter(LATER)
                        .exception();
            }
            return keys;
        });
    }

    private synchronized Mono<Keyring> known(@Nullable String keyId) {
        Instant now = clock.instant();
        if (reading == null && ring.askFor(keyId, now)) {
            ring = ring.tried(now);
            CompletableFuture<Keyring> begun = read(now).toFuture();
            reading = begun.isDone() ? null : begun;
        }
        CompletableFuture<Keyring> running = reading;
        return running == null ? Mono.just(ring) : Mono.fromFuture(running, true);
    }

    private Mono<Keyring> read(Instant now) {
        return Mono.defer(source)
                .timeout(PATIENCE)
                .map(keys -> settled(Keyring.read(keys, now)))
                .onErrorResume(failure -> {
                    LOG.warn("the keys of issuer {} cannot be read: {}", name, failure.toString());
                    return Mono.fromSupplier(() -> settled(null));
                });
    }

    private synchronized Keyring settled(@Nullable Keyring told) {
        if (told != null) {
            ring = told;
        }
        reading = null;
        return ring;
    }
}

package dev.epilogue.credential;

import com.nimbusds.jose.jwk.JWKSet;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an issuer's keys, and what is to be done about it. Pure.
 *
 * @param readAt when the issuer last told them
 * @param triedAt when it was last asked, with success or without
 */
record Keyring(@Nullable JWKSet keys, Instant readAt, Instant triedAt) {

    static final Keyring EMPTY = new Keyring(null, Instant.MIN, Instant.MIN);

    private static final Duration FRESH = Duration.ofHours(1);
    /** An issuer that is away for an hour locks nobody out. */
    private static final Duration USABLE = FRESH.plus(Duration.ofHours(1));

    private static final Duration PAUSE = Duration.ofSeconds(30);

    Keyring tried(Instant now) {
        return new Keyring(keys, readAt, now);
    }

    static Keyring read(JWKSet keys, Instant now) {
        return new Keyring(keys, now, now);
    }

    @Nullable
    JWKSet usable(Instant now) {
        return keys != null && now.isBefore(readAt.plus(USABLE)) ? keys : null;
    }

    /**
     * Whether the issuer is to be asked now: keys that are not fresh, or one that it may have got since. However many tokens name
     * however many keys, it is asked once in half a minute.
     *
     * @param keyId null where the token names none
     */
    boolean askFor(@Nullable String keyId, Instant now) {
        if (keys != null && now.isBefore(triedAt.plus(PAUSE))) {
            return false;
        }
        if (keys == null) {
            return triedAt.equals(Instant.MIN) || !now.isBefore(triedAt.plus(PAUSE));
        }
        boolean unknown = keyId != null && keys.getKeyByKeyId(keyId) == null;
        return unknown || !now.isBefore(readAt.plus(FRESH));
    }
}

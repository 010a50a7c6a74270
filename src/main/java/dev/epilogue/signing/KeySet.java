package dev.epilogue.signing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyRevocation;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.util.Base64URL;
import java.text.ParseException;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A published key set, by which what was signed long ago is checked: each key with the time within which it signed. */
public final class KeySet {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final JWKSet keys;

    private KeySet(JWKSet keys) {
        this.keys = keys;
    }

    /**
     * @param text as {@code /.well-known/jwks.json} answers it
     * @throws IllegalArgumentException when it is no key set
     */
    public static KeySet parse(String text) {
        try {
            return new KeySet(JWKSet.parse(text));
        } catch (ParseException noKeySet) {
            throw new IllegalArgumentException("no key set", noKeySet);
        }
    }

    /** @param keys an array of JWKs */
    public static Optional<KeySet> of(JsonNode keys) {
        try {
            return Optional.of(
                    parse(JSON.writeValueAsString(JSON.createObjectNode().set("keys", keys))));
        } catch (IllegalArgumentException noKeySet) {
            return Optional.empty();
        }
    }

    /**
     * @param notBefore null: not known
     * @param revokedAt null: the key was not revoked
     */
    public record Signed(
            String keyId,
            String payload,
            @Nullable Instant notBefore,
            @Nullable Instant until,
            @Nullable Instant revokedAt) {

        /** That its key was revoked, if it was: whoever got hold of it can have dated things as he liked. */
        public Optional<String> revocation() {
            return Optional.ofNullable(revokedAt)
                    .map(at -> "was signed by key %s, which was revoked at %s".formatted(keyId, at));
        }

        /** Why a thing of this time is not believed, if it is not: its key did not sign then. */
        public Optional<String> refusal(Instant at) {
            if (until != null && at.isAfter(until)) {
                return Optional.of(
                        "was signed by key %s, which signed until %s, and is of %s".formatted(keyId, until, at));
            }
            return notBefore != null && at.isBefore(notBefore)
                    ? Optional.of("was signed by key %s, which signed from %s on, and is of %s"
                            .formatted(keyId, notBefore, at))
                    : Optional.empty();
        }
    }

    /** What a JWS in compact form says; nothing when it is of another type, or when no key of the set made it. */
    public Optional<Signed> open(String jws, String type) {
        try {
            JWSObject signed = JWSObject.parse(jws);
            JWK key = keys.getKeyByKeyId(signed.getHeader().getKeyID());
            boolean genuine = key instanceof OctetKeyPair
                    && new JOSEObjectType(type).equals(signed.getHeader().getType())
                    && spelledAsMade(jws, signed)
                    && signed.verify(new Ed25519(key.toOctetKeyPair()));
            return genuine
                    ? Optional.of(new Signed(
                            key.getKeyID(),
                            signed.getPayload().toString(),
                            instant(key.getNotBeforeTime()),
                            instant(key.getExpirationTime()),
                            revoked(key.getKeyRevocation())))
                    : Optional.empty();
        } catch (ParseException | JOSEException | IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    /** Base64 has several spellings of the same bytes; only one of them was signed. */
    private static boolean spelledAsMade(String jws, JWSObject signed) {
        return jws.equals(signed.serialize())
                && Base64URL.encode(signed.getSignature().decode()).equals(signed.getSignature());
    }

    private static @Nullable Instant revoked(@Nullable KeyRevocation revocation) {
        return revocation == null ? null : instant(revocation.getRevocationTime());
    }

    private static @Nullable Instant instant(@Nullable Date date) {
        return date == null ? null : date.toInstant();
    }
}

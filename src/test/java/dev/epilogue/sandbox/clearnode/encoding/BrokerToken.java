package dev.epilogue.sandbox.clearnode.encoding;

import dev.epilogue.sandbox.clearnode.gojson.Fields;
import dev.epilogue.sandbox.clearnode.gojson.GoTime;
import dev.epilogue.sandbox.clearnode.gojson.Json;
import dev.epilogue.sandbox.clearnode.gojson.JsonReader;
import dev.epilogue.sandbox.clearnode.gojson.JsonWriter;
import dev.epilogue.sandbox.clearnode.gojson.MalformedJson;
import dev.epilogue.signing.Secp256k1;
import dev.epilogue.value.Address;
import dev.epilogue.value.EcdsaSignature;
import dev.epilogue.value.Hash32;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/** The node's JWT: an ES256 header over a secp256k1 signature by the broker key (protocol 2.4). */
public final class BrokerToken {

    private static final Duration LIFE = Duration.ofHours(24);
    private static final Instant END_OF_DATES = Instant.parse("9999-12-31T23:59:59Z");
    private static final String HEADER = encode("{\"alg\":\"ES256\",\"typ\":\"JWT\"}".getBytes(StandardCharsets.UTF_8));

    private final byte[] brokerKey;

    public BrokerToken(byte[] brokerKey) {
        this.brokerKey = brokerKey.clone();
    }

    /** Whom a token names. */
    public record Bearer(String wallet, String sessionKey) {}

    /** @throws DateTimeException when the policy expires beyond the year 9999 */
    public String issue(Policy policy, Instant now) {
        long seconds = now.getEpochSecond();
        Json claims = Json.obj()
                .with("policy", policyJson(policy))
                .with("iss", "clearnode")
                .with("exp", seconds + LIFE.toSeconds())
                .with("nbf", seconds)
                .with("iat", seconds);
        String body = HEADER + "." + encode(JsonWriter.write(claims).getBytes(StandardCharsets.UTF_8));
        byte[] signature = Secp256k1.best().sign(sha256(body), brokerKey).compact();
        return body + "." + encode(signature);
    }

    private static Json policyJson(Policy policy) {
        if (policy.expiresAt().bitLength() > 62) {
            throw new DateTimeException("beyond all dates");
        }
        Instant expiry = Instant.ofEpochSecond(policy.expiresAt().longValue());
        if (expiry.isAfter(END_OF_DATES)) {
            throw new DateTimeException("year above 9999");
        }
        return Json.obj()
                .with("wallet", policy.wallet())
                .with("session_key", policy.sessionKey())
                .with("scope", policy.scope())
                .with("application", policy.application())
                .with(
                        "allowance",
                        policy.allowances().stream().map(Policy.Allowance::json).toList())
                .with("expiration", GoTime.seconds(expiry));
    }

    /** Nothing for a token that is damaged, foreign, too old or from the future. */
    public Optional<Bearer> read(String token, Instant now) {
        try {
            String[] parts = token.split("\\.", -1);
            if (parts.length != 3 || !signedByBroker(parts[0] + "." + parts[1], decode(parts[2]))) {
                return Optional.empty();
            }
            Fields claims = new Fields(JsonReader.read(decode(parts[1])));
            boolean valid = claims.unsigned("exp").longValue() > now.getEpochSecond()
                    && claims.unsigned("nbf").longValue() <= now.getEpochSecond();
            return claims.object("policy")
                    .filter(policy -> valid)
                    .map(policy -> new Bearer(policy.text("wallet"), policy.text("session_key")));
        } catch (IllegalArgumentException | MalformedJson damaged) {
            return Optional.empty();
        }
    }

    private boolean signedByBroker(String body, byte[] signature) {
        Address broker = Secp256k1.best().addressOf(brokerKey);
        for (byte recoveryId = 0; recoveryId < 2; recoveryId++) {
            byte[] candidate = Arrays.copyOf(signature, EcdsaSignature.LENGTH);
            candidate[64] = recoveryId;
            if (signature.length == 64
                    && Secp256k1.best()
                            .recover(sha256(body), EcdsaSignature.of(candidate))
                            .filter(broker::equals)
                            .isPresent()) {
                return true;
            }
        }
        return false;
    }

    private static Hash32 sha256(String text) {
        try {
            return Hash32.of(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException(missing);
        }
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static byte[] decode(String text) {
        return Base64.getUrlDecoder().decode(text);
    }
}

package dev.epilogue.desk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.desk.KeySettings.RetiredReceipt;
import dev.epilogue.signing.ReceiptSigner;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PublishedKeysTest {

    private static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant UNTIL = Instant.parse("2026-11-01T00:00:00Z");

    @Test
    void aRetiredKeyStaysPublishedWithTheTimeWithinWhichItSigned() throws NoSuchAlgorithmException {
        KeyPair before = pair();
        KeyPair now = pair();
        KeySettings settings = new KeySettings(
                null,
                List.of(),
                text(now.getPrivate().getEncoded()),
                Map.of("spring", new RetiredReceipt(text(before.getPublic().getEncoded()), FROM, UNTIL, UNTIL)),
                false);
        ReceiptSigner signer = new KeyConfiguration().receiptSigner(settings);

        List<Map<String, Object>> keys = new PublishedKeys(signer, settings).all();

        assertThat(keys).hasSize(2);
        assertThat(keys.getFirst()).doesNotContainKeys("nbf", "exp", "revoked");
        assertThat(keys.getLast())
                .containsEntry("nbf", FROM.getEpochSecond())
                .containsEntry("exp", UNTIL.getEpochSecond())
                .containsEntry("revoked", Map.of("revoked_at", UNTIL.getEpochSecond(), "reason", "compromised"));
        assertThat(keys.getFirst().get("kid")).isNotEqualTo(keys.getLast().get("kid"));
    }

    private static KeyPair pair() throws NoSuchAlgorithmException {
        return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    }

    private static String text(byte[] encoded) {
        return Base64.getEncoder().encodeToString(encoded);
    }
}

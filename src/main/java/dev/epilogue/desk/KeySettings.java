package dev.epilogue.desk;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The service's own secrets. None of them logs in to a node or pays for gas.
 *
 * @param master 32 bytes, base64: wraps the keys of closures
 * @param olderMasters still unwrap, wrap no more
 * @param receipt Ed25519 private key, PKCS#8 as PEM or base64: signs receipts
 * @param retiredReceipts receipt keys of before, by a name of their own: what they signed is still vouched for
 * @param ephemeral whether to make up what is missing, for a sandbox: closures cannot be read after a restart
 */
@ConfigurationProperties("epilogue.keys")
public record KeySettings(
        @Nullable String master,
        @DefaultValue List<String> olderMasters,
        @Nullable String receipt,
        @DefaultValue Map<String, RetiredReceipt> retiredReceipts,
        @DefaultValue("false") boolean ephemeral) {

    /**
     * @param publicKey Ed25519 public key, SubjectPublicKeyInfo as PEM or base64
     * @param from when it began to sign; unknown if not given
     * @param until when it signed last: what is dated later was signed by somebody else
     * @param revoked from when on somebody else may have it; what it signed, of whatever date, is then shown as signed by a revoked key
     */
    public record RetiredReceipt(
            String publicKey,
            @Nullable Instant from,
            Instant until,
            @Nullable Instant revoked) {}

    @Override
    public String toString() {
        return "KeySettings[…]";
    }
}

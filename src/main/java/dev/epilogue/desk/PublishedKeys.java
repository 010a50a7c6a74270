package dev.epilogue.desk;

import dev.epilogue.desk.KeySettings.RetiredReceipt;
import dev.epilogue.signing.ReceiptKey;
import dev.epilogue.signing.ReceiptSigner;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * The key set by which receipts are verified. A retired key stays in it, with the time within which it signed, and marked where it was
 * revoked, as OpenID Federation marks keys of the past.
 */
@Component
public class PublishedKeys {

    private final ReceiptSigner receipts;
    private final Map<String, RetiredReceipt> retired = new HashMap<>();

    PublishedKeys(ReceiptSigner receipts, KeySettings settings) {
        this.receipts = receipts;
        settings.retiredReceipts()
                .values()
                .forEach(each ->
                        retired.put(ReceiptKey.parsePublic(each.publicKey()).keyId(), each));
    }

    /** As JWKs, the current one first; {@code nbf}, {@code exp} and {@code revoked.revoked_at} in seconds. */
    public List<Map<String, Object>> all() {
        return receipts.keys().stream().map(this::published).toList();
    }

    private Map<String, Object> published(Map<String, Object> jwk) {
        Map<String, Object> published = new LinkedHashMap<>(jwk);
        RetiredReceipt validity = retired.get(String.valueOf(jwk.get("kid")));
        if (validity != null) {
            if (validity.from() != null) {
                published.put("nbf", validity.from().getEpochSecond());
            }
            published.put("exp", validity.until().getEpochSecond());
            if (validity.revoked() != null) {
                published.put(
                        "revoked", Map.of("revoked_at", validity.revoked().getEpochSecond(), "reason", "compromised"));
            }
        }
        return published;
    }
}

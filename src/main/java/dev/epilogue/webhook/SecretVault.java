package dev.epilogue.webhook;

import dev.epilogue.signing.ClosureVault;
import dev.epilogue.signing.VaultLabel;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Seals secrets, each endpoint's under a key of its own, which a change of the master key wraps anew. */
@Component
class SecretVault {

    private final ClosureVault vault;

    SecretVault(ClosureVault vault) {
        this.vault = vault;
    }

    String newKey(UUID endpoint) {
        return Base64.getEncoder().encodeToString(vault.newWrappedKey(endpoint));
    }

    String seal(UUID endpoint, String wrappedKey, Secret secret) {
        byte[] content = secret.text().getBytes(StandardCharsets.UTF_8);
        return Base64.getEncoder().encodeToString(vault.seal(bytes(wrappedKey), label(endpoint), content));
    }

    private Secret open(UUID endpoint, String wrappedKey, String sealed) {
        return new Secret(
                new String(vault.open(bytes(wrappedKey), label(endpoint), bytes(sealed)), StandardCharsets.UTF_8));
    }

    /** Those that sign at present, the newest first. */
    List<Secret> open(WebhookStore.Kept kept) {
        UUID id = kept.endpoint().id();
        Secret current = open(id, kept.wrappedKey(), kept.secret());
        String older = kept.olderSecret();
        return older == null ? List.of(current) : List.of(current, open(id, kept.wrappedKey(), older));
    }

    private static VaultLabel label(UUID endpoint) {
        return new VaultLabel(endpoint, "webhook-secret", "");
    }

    private static byte[] bytes(String text) {
        return Base64.getDecoder().decode(text);
    }
}

package dev.epilogue.desk;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The service's own secrets. None of them logs in to a node or pays for gas.
 *
 * @param master 32 bytes, base64: wraps the keys of closures
 * @param olderMasters still unwrap, wrap no more
 * @param receipt Ed25519 private key, PKCS#8 as PEM or base64: signs receipts
 * @param ephemeral whether to make up what is missing, for a sandbox: closures cannot be read after a restart
 */
@ConfigurationProperties("epilogue.keys")
public record KeySettings(
        @Nullable String master,
        @DefaultValue List<String> olderMasters,
        @Nullable String receipt,
        @DefaultValue("false") boolean ephemeral) {

    @Override
    public String toString() {
        return "KeySettings[…]";
    }
}

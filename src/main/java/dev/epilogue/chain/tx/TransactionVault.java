package dev.epilogue.chain.tx;

import dev.epilogue.signing.ClosureVault;
import dev.epilogue.signing.VaultLabel;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.springframework.stereotype.Component;

/** Seals calldata and signed bytes, each transaction's under a key of its own. */
@Component
class TransactionVault {

    private final ClosureVault vault;

    TransactionVault(ClosureVault vault) {
        this.vault = vault;
    }

    String newKey(TransactionId id) {
        return text(vault.newWrappedKey(id.uuid()));
    }

    /** @param place which thing of the transaction: {@code call}, or the number of an attempt */
    String seal(String key, TransactionId id, String place, String content) {
        return text(vault.seal(bytes(key), label(id, place), content.getBytes(StandardCharsets.UTF_8)));
    }

    String open(String key, TransactionId id, String place, String sealed) {
        return new String(vault.open(bytes(key), label(id, place), bytes(sealed)), StandardCharsets.UTF_8);
    }

    private static VaultLabel label(TransactionId id, String place) {
        return new VaultLabel(id.uuid(), "transaction", place);
    }

    private static byte[] bytes(String text) {
        return Base64.getDecoder().decode(text);
    }

    private static String text(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}

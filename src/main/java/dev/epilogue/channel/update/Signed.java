package dev.epilogue.channel.update;

import dev.epilogue.signing.Purpose;
import dev.epilogue.value.Address;
import dev.epilogue.value.Hash32;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A verified signature of the participant.
 *
 * @param sealed wire form under the update's key; null once it serves no more
 * @param keyId of the receipt; null where the receipt was given in the closure's own round
 * @param jws the receipt; null likewise
 */
public record Signed(
        int round,
        int index,
        Purpose purpose,
        Address signer,
        Hash32 digest,
        Hash32 signatureHash,
        @Nullable String sealed,
        Instant receivedAt,
        @Nullable String keyId,
        @Nullable String jws) {

    Signed spent() {
        return new Signed(round, index, purpose, signer, digest, signatureHash, null, receivedAt, keyId, jws);
    }

    @Override
    public String toString() {
        return "Signed[%d/%d %s by %s]".formatted(round, index, purpose, signer);
    }
}

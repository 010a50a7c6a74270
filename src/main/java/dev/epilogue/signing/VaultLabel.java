package dev.epilogue.signing;

import dev.epilogue.value.Address;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * What something sealed is: it opens only under the very label that it was sealed with, so that rows cannot be swapped.
 *
 * @param purpose for example {@code signature} or {@code frame}
 * @param place which one of the closure: round, index, participant
 */
public record VaultLabel(UUID closureId, String purpose, String place) {

    public static VaultLabel signature(UUID closureId, int round, int index, Address participant) {
        return new VaultLabel(closureId, "signature", "%d/%d/%s".formatted(round, index, participant.lowerCase()));
    }

    public static VaultLabel frame(UUID closureId, int round, int index) {
        return new VaultLabel(closureId, "frame", "%d/%d".formatted(round, index));
    }

    /** Unambiguous: each text is led by its length. */
    byte[] bytes() {
        byte[] purposeBytes = purpose.getBytes(StandardCharsets.UTF_8);
        byte[] placeBytes = place.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(16 + 8 + purposeBytes.length + placeBytes.length)
                .putLong(closureId.getMostSignificantBits())
                .putLong(closureId.getLeastSignificantBits())
                .putInt(purposeBytes.length)
                .put(purposeBytes)
                .putInt(placeBytes.length)
                .put(placeBytes)
                .array();
    }
}

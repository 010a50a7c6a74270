package dev.epilogue.sandbox.nitronode.encoding;

import dev.epilogue.sandbox.nitronode.ledger.Refusal;
import dev.epilogue.value.Address;
import dev.epilogue.value.Hash32;
import java.math.BigInteger;
import java.util.Arrays;

/** A channel session key's signature with its authorisation: what follows the type byte 1 (section 2.4). */
public record CompoundSignature(Address key, Hash32 metadataHash, byte[] authorisation, byte[] keySignature) {

    private static final int WORD = 32;

    /** @throws Refusal when the bytes are no such encoding */
    public static CompoundSignature decode(byte[] bytes) {
        try {
            int tuple = number(bytes, 0);
            return new CompoundSignature(
                    Address.of(Arrays.copyOfRange(bytes, tuple + 12, tuple + WORD)),
                    Hash32.of(Arrays.copyOfRange(bytes, tuple + WORD, tuple + 2 * WORD)),
                    dynamic(bytes, tuple + number(bytes, tuple + 2 * WORD)),
                    dynamic(bytes, number(bytes, WORD)));
        } catch (RuntimeException malformed) {
            throw new Refusal("invalid incoming state user signature: invalid signature");
        }
    }

    private static byte[] dynamic(byte[] bytes, int at) {
        return Arrays.copyOfRange(bytes, at + WORD, at + WORD + number(bytes, at));
    }

    private static int number(byte[] bytes, int at) {
        return new BigInteger(1, Arrays.copyOfRange(bytes, at, at + WORD)).intValueExact();
    }
}

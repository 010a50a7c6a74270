package dev.epilogue.value;

import java.math.BigInteger;
import java.util.Arrays;

/**
 * A recoverable secp256k1 signature: {@code r ‖ s ‖ v}, 65 bytes, {@code v} 27 or 28. Never printed: whoever holds a set of
 * these can close a session with it.
 */
public final class EcdsaSignature {

    public static final int LENGTH = 65;

    private static final BigInteger HALF_ORDER =
            new BigInteger("7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0", 16);

    private final byte[] bytes;

    private EcdsaSignature(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * Accepts {@code v} of 0, 1, 27 and 28 and keeps 27 or 28.
     *
     * @throws IllegalArgumentException unless 65 bytes with one of these at the end
     */
    public static EcdsaSignature of(byte[] bytes) {
        if (bytes.length != LENGTH) {
            throw new IllegalArgumentException("expected 65 bytes, got " + bytes.length);
        }
        byte[] copy = bytes.clone();
        int v = copy[64] & 0xff;
        if (v < 2) {
            copy[64] = (byte) (v + 27);
        } else if (v != 27 && v != 28) {
            throw new IllegalArgumentException("recovery id must be 0, 1, 27 or 28");
        }
        return new EcdsaSignature(copy);
    }

    public static EcdsaSignature parse(String hex) {
        return of(Hex.decode(hex));
    }

    /** 0 or 1. */
    public int recoveryId() {
        return bytes[64] - 27;
    }

    /** Whether {@code s} is in the lower half of the order, as the contracts demand. */
    public boolean isLowS() {
        return new BigInteger(1, Arrays.copyOfRange(bytes, 32, 64)).compareTo(HALF_ORDER) <= 0;
    }

    /** {@code r ‖ s}. */
    public byte[] compact() {
        return Arrays.copyOf(bytes, 64);
    }

    public byte[] bytes() {
        return bytes.clone();
    }

    public String hex() {
        return Hex.encode(bytes);
    }

    /** What may be logged and kept for ever in place of the signature. */
    public Hash32 hash() {
        return Keccak.hash(bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EcdsaSignature that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "signature:" + hash().hex().substring(0, 10);
    }
}

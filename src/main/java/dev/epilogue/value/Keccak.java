package dev.epilogue.value;

import org.bouncycastle.jcajce.provider.digest.Keccak.Digest256;

/** Keccak-256 with the original padding (not SHA3-256). */
public final class Keccak {

    private Keccak() {}

    public static Hash32 hash(byte[]... parts) {
        Digest256 digest = new Digest256();
        for (byte[] part : parts) {
            digest.update(part);
        }
        return Hash32.of(digest.digest());
    }
}

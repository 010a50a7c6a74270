package dev.epilogue.signing;

import dev.epilogue.value.Address;
import dev.epilogue.value.EcdsaSignature;
import dev.epilogue.value.Hash32;
import java.util.Optional;

/** Recovery and signing on secp256k1 over a digest that is signed as it is, without any prefix. Blocks the CPU: keep it off event loops. */
public interface Secp256k1 {

    /** The address whose key made the signature, or nothing when no key can have made it. */
    Optional<Address> recover(Hash32 digest, EcdsaSignature signature);

    /**
     * Who made the signature, and who had it been made over other digests. The keys for two digests differ by a known multiple of the
     * generator: once one is recovered, another costs about half of a recovery.
     *
     * @return empty where no key can have made it, over whatever digest
     */
    Optional<Guess> guess(Hash32 digest, EcdsaSignature signature);

    /** One signature, read over many digests. */
    interface Guess {
        /** Over the first digest. */
        Address signer();

        /** Nothing when no key can have made the signature over this digest. */
        Optional<Address> over(Hash32 digest);
    }

    /**
     * A deterministic low-s signature (RFC 6979).
     *
     * @param privateKey 32 bytes
     */
    EcdsaSignature sign(Hash32 digest, byte[] privateKey);

    /** @param privateKey 32 bytes */
    Address addressOf(byte[] privateKey);

    /** The native library where it can be loaded, else pure Java. */
    static Secp256k1 best() {
        return Holder.BEST;
    }

    /** Loads once, on first use. */
    final class Holder {
        private static final Secp256k1 BEST = NativeSecp256k1.load().orElseGet(JavaSecp256k1::new);

        private Holder() {}
    }
}

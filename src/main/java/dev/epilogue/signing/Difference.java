package dev.epilogue.signing;

import dev.epilogue.value.Address;
import dev.epilogue.value.EcdsaSignature;
import dev.epilogue.value.Hash32;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * By what multiple of the generator the keys differ to which one signature recovers over different digests. The key over digest
 * {@code z} is {@code (s·R − z·G) / r}, so that over {@code z'} is {@code (z − z') / r · G} away from it. Used by one thread.
 */
abstract class Difference implements Secp256k1.Guess {

    /** Of the group. */
    static final BigInteger ORDER =
            new BigInteger("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141", 16);

    private static final int LENGTH = 32;

    private final Address signer;
    private final Hash32 from;
    private final EcdsaSignature signature;
    /** One divided by {@code r}; only a signature that is refused needs it. */
    private @Nullable BigInteger share;

    /**
     * @param signer over the digest {@code from}
     * @param signature to which there is a key, so that its {@code r} is not zero
     */
    Difference(Address signer, Hash32 from, EcdsaSignature signature) {
        this.signer = signer;
        this.from = from;
        this.signature = signature;
    }

    /** Whose key is away from the signer's by this multiple of the generator, of 32 bytes. */
    abstract Optional<Address> away(byte[] tweak);

    @Override
    public final Address signer() {
        return signer;
    }

    @Override
    public final Optional<Address> over(Hash32 digest) {
        byte[] number = number(from.bytes())
                .subtract(number(digest.bytes()))
                .multiply(share())
                .mod(ORDER)
                .toByteArray();
        byte[] padded = new byte[LENGTH];
        int length = Math.min(number.length, LENGTH);
        System.arraycopy(number, number.length - length, padded, LENGTH - length, length);
        return away(padded);
    }

    private BigInteger share() {
        BigInteger known = share;
        if (known == null) {
            known = number(Arrays.copyOf(signature.compact(), LENGTH)).modInverse(ORDER);
            share = known;
        }
        return known;
    }

    private static BigInteger number(byte[] bytes) {
        return new BigInteger(1, bytes);
    }
}

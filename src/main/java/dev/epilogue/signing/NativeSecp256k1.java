package dev.epilogue.signing;

import dev.epilogue.value.Address;
import dev.epilogue.value.EcdsaSignature;
import dev.epilogue.value.Hash32;
import java.util.Arrays;
import java.util.Optional;
import org.slf4j.LoggerFactory;

/** libsecp256k1 through JNI: about four times the speed of {@link JavaSecp256k1} when recovering. */
final class NativeSecp256k1 implements Secp256k1 {

    private final fr.acinq.secp256k1.Secp256k1 library;

    private NativeSecp256k1(fr.acinq.secp256k1.Secp256k1 library) {
        this.library = library;
    }

    /** Nothing where there is no library for this platform. */
    static Optional<Secp256k1> load() {
        try {
            return Optional.of(new NativeSecp256k1(fr.acinq.secp256k1.Secp256k1.get()));
        } catch (RuntimeException | LinkageError unavailable) {
            LoggerFactory.getLogger(NativeSecp256k1.class)
                    .warn("native secp256k1 unavailable, using pure Java", unavailable);
            return Optional.empty();
        }
    }

    @Override
    public Optional<Address> recover(Hash32 digest, EcdsaSignature signature) {
        return key(digest, signature).map(NativeSecp256k1::address);
    }

    @Override
    public Optional<Guess> guess(Hash32 digest, EcdsaSignature signature) {
        return key(digest, signature).map(key -> new Native(key, digest, signature));
    }

    private final class Native extends Difference {
        private final byte[] key;

        Native(byte[] key, Hash32 digest, EcdsaSignature signature) {
            super(address(key), digest, signature);
            this.key = key;
        }

        @Override
        Optional<Address> away(byte[] tweak) {
            try {
                return Optional.of(address(library.pubKeyTweakAdd(key, tweak)));
            } catch (fr.acinq.secp256k1.Secp256k1Exception noSuchKey) {
                return Optional.empty();
            }
        }
    }

    private Optional<byte[]> key(Hash32 digest, EcdsaSignature signature) {
        try {
            return Optional.of(library.ecdsaRecover(signature.compact(), digest.bytes(), signature.recoveryId()));
        } catch (fr.acinq.secp256k1.Secp256k1Exception noSuchKey) {
            return Optional.empty();
        }
    }

    @Override
    public EcdsaSignature sign(Hash32 digest, byte[] privateKey) {
        byte[] compact = library.sign(digest.bytes(), privateKey, null);
        Address signer = addressOf(privateKey);
        byte[] signature = Arrays.copyOf(compact, EcdsaSignature.LENGTH);
        for (byte recoveryId = 0; recoveryId < 2; recoveryId++) {
            signature[64] = recoveryId;
            EcdsaSignature candidate = EcdsaSignature.of(signature);
            if (recover(digest, candidate).filter(signer::equals).isPresent()) {
                return candidate;
            }
        }
        throw new IllegalStateException("a fresh signature did not recover to its signer");
    }

    @Override
    public Address addressOf(byte[] privateKey) {
        return address(library.pubkeyCreate(privateKey));
    }

    private static Address address(byte[] point) {
        return Address.ofPublicKey(Arrays.copyOfRange(point, 1, 65));
    }
}

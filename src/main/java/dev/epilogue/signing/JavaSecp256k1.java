package dev.epilogue.signing;

import dev.epilogue.value.Address;
import dev.epilogue.value.EcdsaSignature;
import dev.epilogue.value.Hash32;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;
import org.web3j.crypto.ECDSASignature;
import org.web3j.crypto.ECKeyPair;
import org.web3j.crypto.Sign;
import org.web3j.utils.Numeric;

/** web3j and BouncyCastle: runs everywhere. */
final class JavaSecp256k1 implements Secp256k1 {

    private static final BigInteger ORDER =
            new BigInteger("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141", 16);

    /** What web3j makes of it: everybody could find a signature by this "key". */
    private static final BigInteger POINT_AT_INFINITY = BigInteger.ZERO;

    @Override
    public Optional<Address> recover(Hash32 digest, EcdsaSignature signature) {
        byte[] compact = signature.compact();
        BigInteger r = new BigInteger(1, Arrays.copyOf(compact, 32));
        BigInteger s = new BigInteger(1, Arrays.copyOfRange(compact, 32, 64));
        if (!isInRange(r) || !isInRange(s)) {
            return Optional.empty();
        }
        try {
            BigInteger key =
                    Sign.recoverFromSignature(signature.recoveryId(), new ECDSASignature(r, s), digest.bytes());
            return key == null || key.equals(POINT_AT_INFINITY) ? Optional.empty() : Optional.of(addressOf(key));
        } catch (RuntimeException noSuchKey) {
            return Optional.empty();
        }
    }

    @Override
    public EcdsaSignature sign(Hash32 digest, byte[] privateKey) {
        Sign.SignatureData data = Sign.signMessage(digest.bytes(), ECKeyPair.create(privateKey), false);
        byte[] bytes = new byte[EcdsaSignature.LENGTH];
        System.arraycopy(data.getR(), 0, bytes, 0, 32);
        System.arraycopy(data.getS(), 0, bytes, 32, 32);
        bytes[64] = data.getV()[0];
        return EcdsaSignature.of(bytes);
    }

    @Override
    public Address addressOf(byte[] privateKey) {
        return addressOf(ECKeyPair.create(privateKey).getPublicKey());
    }

    /** web3j would reduce larger numbers, so that one signature had several spellings. */
    private static boolean isInRange(BigInteger number) {
        return number.signum() > 0 && number.compareTo(ORDER) < 0;
    }

    private static Address addressOf(BigInteger publicKey) {
        return Address.ofPublicKey(Numeric.toBytesPadded(publicKey, 64));
    }
}

package dev.epilogue.signing;

import dev.epilogue.value.Address;
import dev.epilogue.value.EcdsaSignature;
import dev.epilogue.value.Hash32;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;
import org.web3j.crypto.ECDSASignature;
import org.web3j.crypto.ECKeyPair;
import org.web3j.crypto.Sign;
import org.web3j.utils.Numeric;

/** web3j and BouncyCastle: runs everywhere. */
final class JavaSecp256k1 implements Secp256k1 {

    /** What web3j makes of it: everybody could find a signature by this "key". */
    private static final BigInteger POINT_AT_INFINITY = BigInteger.ZERO;

    @Override
    public Optional<Address> recover(Hash32 digest, EcdsaSignature signature) {
        return key(digest, signature).map(JavaSecp256k1::addressOf);
    }

    @Override
    public Optional<Guess> guess(Hash32 digest, EcdsaSignature signature) {
        return key(digest, signature).map(key -> new InJava(key, digest, signature));
    }

    private static final class InJava extends Difference {
        private final BigInteger key;

        InJava(BigInteger key, Hash32 digest, EcdsaSignature signature) {
            super(addressOf(key), digest, signature);
            this.key = key;
        }

        @Override
        Optional<Address> away(byte[] tweak) {
            ECPoint sum = new FixedPointCombMultiplier()
                    .multiply(Sign.CURVE_PARAMS.getG(), new BigInteger(1, tweak))
                    .add(point(key))
                    .normalize();
            return sum.isInfinity()
                    ? Optional.empty()
                    : Optional.of(Address.ofPublicKey(Arrays.copyOfRange(sum.getEncoded(false), 1, 65)));
        }
    }

    private static ECPoint point(BigInteger key) {
        byte[] encoded = Numeric.toBytesPadded(key, 65);
        encoded[0] = 0x04;
        return Sign.CURVE_PARAMS.getCurve().decodePoint(encoded);
    }

    private static Optional<BigInteger> key(Hash32 digest, EcdsaSignature signature) {
        byte[] compact = signature.compact();
        BigInteger r = new BigInteger(1, Arrays.copyOf(compact, 32));
        BigInteger s = new BigInteger(1, Arrays.copyOfRange(compact, 32, 64));
        if (!isInRange(r) || !isInRange(s)) {
            return Optional.empty();
        }
        try {
            BigInteger key =
                    Sign.recoverFromSignature(signature.recoveryId(), new ECDSASignature(r, s), digest.bytes());
            return key == null || key.equals(POINT_AT_INFINITY) ? Optional.empty() : Optional.of(key);
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
        return number.signum() > 0 && number.compareTo(Difference.ORDER) < 0;
    }

    private static Address addressOf(BigInteger publicKey) {
        return Address.ofPublicKey(Numeric.toBytesPadded(publicKey, 64));
    }
}

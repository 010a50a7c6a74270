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

    @Override
    public Optional<Address> recover(Hash32 digest, EcdsaSignature signature) {
        byte[] compact = signature.compact();
        BigInteger r = new BigInteger(1, Arrays.copyOf(compact, 32));
        BigInteger s = new BigInteger(1, Arrays.copyOfRange(compact, 32, 64));
        if (r.signum() == 0 || s.signum() == 0) {
            return Optional.empty();
        }
        try {
            BigInteger key =
                    Sign.recoverFromSignature(signature.recoveryId(), new ECDSASignature(r, s), digest.bytes());
            return key == null ? Optional.empty() : Optional.of(addressOf(key));
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

    private static Address addressOf(BigInteger publicKey) {
        return Address.ofPublicKey(Numeric.toBytesPadded(publicKey, 64));
    }
}

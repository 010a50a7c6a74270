package dev.epilogue.signing;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;

/** The Ed25519 key with which the service signs receipts. Never printed. */
public final class ReceiptKey {

    private final Ed25519PrivateKeyParameters key;
    private final ReceiptPublicKey publicKey;

    private ReceiptKey(Ed25519PrivateKeyParameters key) {
        this.key = key;
        this.publicKey = ReceiptPublicKey.of(key.generatePublicKey().getEncoded());
    }

    /**
     * @param text PKCS#8 as PEM or base64
     * @throws IllegalArgumentException when it is no such key; the message holds nothing of it
     */
    public static ReceiptKey parse(String text) {
        try {
            PrivateKey parsed = KeyFactory.getInstance(ReceiptPublicKey.ALGORITHM)
                    .generatePrivate(new PKCS8EncodedKeySpec(KeyText.decode(text)));
            byte[] seed = ((EdECPrivateKey) parsed).getBytes().orElseThrow(GeneralSecurityException::new);
            return new ReceiptKey(new Ed25519PrivateKeyParameters(seed));
        } catch (GeneralSecurityException notSuchAKey) {
            throw new IllegalArgumentException("the key is no Ed25519 private key in PKCS#8");
        }
    }

    /** A fresh one, whose receipts nobody can verify after a restart. */
    public static ReceiptKey generate() {
        return new ReceiptKey(new Ed25519PrivateKeyParameters(new SecureRandom()));
    }

    public ReceiptPublicKey publicKey() {
        return publicKey;
    }

    /** BouncyCastle's: ten times as fast as the one in the JDK, and a receipt is signed for every signature. */
    byte[] sign(byte[] message) {
        Ed25519Signer signer = new Ed25519Signer();
        signer.init(true, key);
        signer.update(message, 0, message.length);
        return signer.generateSignature();
    }

    @Override
    public String toString() {
        return "ReceiptKey[" + publicKey.keyId() + "]";
    }
}

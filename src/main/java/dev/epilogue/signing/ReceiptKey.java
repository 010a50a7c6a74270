package dev.epilogue.signing;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;

/** The Ed25519 key with which the service signs receipts. Never printed. */
public final class ReceiptKey {

    private final PrivateKey key;
    private final ReceiptPublicKey publicKey;

    private ReceiptKey(EdECPrivateKey key) {
        byte[] seed = key.getBytes().orElseThrow(() -> new IllegalArgumentException("the key cannot be read"));
        if (seed.length != Ed25519PrivateKeyParameters.KEY_SIZE) {
            throw new IllegalArgumentException("the key is no Ed25519 private key");
        }
        this.key = key;
        this.publicKey = ReceiptPublicKey.of(
                new Ed25519PrivateKeyParameters(seed).generatePublicKey().getEncoded());
    }

    /**
     * @param text PKCS#8 as PEM or base64
     * @throws IllegalArgumentException when it is no such key; the message holds nothing of it
     */
    public static ReceiptKey parse(String text) {
        try {
            PrivateKey key = KeyFactory.getInstance(ReceiptPublicKey.ALGORITHM)
                    .generatePrivate(new PKCS8EncodedKeySpec(KeyText.decode(text)));
            return new ReceiptKey((EdECPrivateKey) key);
        } catch (GeneralSecurityException notSuchAKey) {
            throw new IllegalArgumentException("the key is no Ed25519 private key in PKCS#8");
        }
    }

    /** A fresh one, whose receipts nobody can verify after a restart. */
    public static ReceiptKey generate() {
        try {
            return new ReceiptKey((EdECPrivateKey) KeyPairGenerator.getInstance(ReceiptPublicKey.ALGORITHM)
                    .generateKeyPair()
                    .getPrivate());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    public ReceiptPublicKey publicKey() {
        return publicKey;
    }

    byte[] sign(byte[] message) {
        try {
            Signature signature = Signature.getInstance(ReceiptPublicKey.ALGORITHM);
            signature.initSign(key);
            signature.update(message);
            return signature.sign();
        } catch (GeneralSecurityException unusable) {
            throw new IllegalStateException("the receipt key cannot sign", unusable);
        }
    }

    @Override
    public String toString() {
        return "ReceiptKey[" + publicKey.keyId() + "]";
    }
}

package dev.epilogue.signing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.util.Base64URL;
import java.io.IOException;
import java.security.SecureRandom;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.crypto.util.PublicKeyFactory;
import org.jspecify.annotations.Nullable;

/** An Ed25519 key of receipts: to sign with, or only to verify. Its private half is never printed. */
public final class ReceiptKey {

    private final OctetKeyPair jwk;

    private ReceiptKey(Ed25519PublicKeyParameters half, @Nullable Ed25519PrivateKeyParameters other) {
        OctetKeyPair.Builder builder = new OctetKeyPair.Builder(Curve.Ed25519, Base64URL.encode(half.getEncoded()))
                .keyUse(KeyUse.SIGNATURE)
                .algorithm(JWSAlgorithm.Ed25519);
        if (other != null) {
            builder.d(Base64URL.encode(other.getEncoded()));
        }
        try {
            this.jwk = builder.keyIDFromThumbprint().build();
        } catch (JOSEException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /**
     * @param text PKCS#8 as PEM or base64
     * @throws IllegalArgumentException when it is no such key; the message holds nothing of it
     */
    public static ReceiptKey parse(String text) {
        try {
            if (PrivateKeyFactory.createKey(KeyText.decode(text)) instanceof Ed25519PrivateKeyParameters key) {
                return new ReceiptKey(key.generatePublicKey(), key);
            }
        } catch (IOException | RuntimeException notSuchAKey) {
            // what a parser says of a key may quote it
        }
        throw new IllegalArgumentException("the key is no Ed25519 private key in PKCS#8");
    }

    /**
     * A retired key from configuration.
     *
     * @param text SubjectPublicKeyInfo as PEM or base64
     * @throws IllegalArgumentException when it is no such key
     */
    public static ReceiptKey parsePublic(String text) {
        try {
            if (PublicKeyFactory.createKey(KeyText.decode(text)) instanceof Ed25519PublicKeyParameters key) {
                return new ReceiptKey(key, null);
            }
        } catch (IOException | RuntimeException notSuchAKey) {
            // likewise
        }
        throw new IllegalArgumentException("the key is no Ed25519 public key");
    }

    /** A fresh one, whose receipts nobody can verify after a restart. */
    public static ReceiptKey generate() {
        Ed25519PrivateKeyParameters key = new Ed25519PrivateKeyParameters(new SecureRandom());
        return new ReceiptKey(key.generatePublicKey(), key);
    }

    OctetKeyPair jwk() {
        return jwk;
    }

    /** The RFC 7638 thumbprint. */
    public String keyId() {
        return jwk.getKeyID();
    }

    @Override
    public String toString() {
        return "ReceiptKey[" + keyId() + "]";
    }
}

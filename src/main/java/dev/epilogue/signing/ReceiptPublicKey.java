package dev.epilogue.signing;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;

/**
 * An Ed25519 key with which receipts are verified.
 *
 * @param x the 32 bytes, base64url, as a JWK (RFC 8037) has them
 */
public record ReceiptPublicKey(String x) {

    static final String ALGORITHM = "Ed25519";

    private static final int LENGTH = 32;
    private static final byte[] SPKI_HEADER = HexFormat.of().parseHex("302a300506032b6570032100");

    /**
     * A retired key from configuration.
     *
     * @param text SubjectPublicKeyInfo as PEM or base64
     * @throws IllegalArgumentException when it is no such key
     */
    public static ReceiptPublicKey parse(String text) {
        byte[] spki = KeyText.decode(text);
        if (spki.length != SPKI_HEADER.length + LENGTH
                || !Arrays.equals(spki, 0, SPKI_HEADER.length, SPKI_HEADER, 0, SPKI_HEADER.length)) {
            throw new IllegalArgumentException("the key is no Ed25519 public key");
        }
        return of(Arrays.copyOfRange(spki, SPKI_HEADER.length, spki.length));
    }

    static ReceiptPublicKey of(byte[] raw) {
        return new ReceiptPublicKey(Base64.getUrlEncoder().withoutPadding().encodeToString(raw));
    }

    /** The RFC 7638 thumbprint. */
    public String keyId() {
        String canonical = "{\"crv\":\"Ed25519\",\"kty\":\"OKP\",\"x\":\"%s\"}".formatted(x);
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(canonical.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** A member of the published key set. */
    public Map<String, String> jwk() {
        Map<String, String> jwk = new LinkedHashMap<>();
        jwk.put("kty", "OKP");
        jwk.put("crv", ALGORITHM);
        jwk.put("x", x);
        jwk.put("kid", keyId());
        jwk.put("use", "sig");
        jwk.put("alg", "EdDSA");
        return jwk;
    }

    boolean verifies(byte[] message, byte[] signature) {
        Ed25519Signer verification = new Ed25519Signer();
        verification.init(
                false, new Ed25519PublicKeyParameters(Base64.getUrlDecoder().decode(x)));
        verification.update(message, 0, message.length);
        return verification.verifySignature(signature);
    }
}

package dev.epilogue.signing;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** The service's AES-256 key, under which the keys of closures are wrapped. Never printed. */
public final class MasterKey {

    private static final int LENGTH = 32;
    private static final int ID_LENGTH = 8;
    private static final byte[] ID_LABEL = "epilogue master key id".getBytes(StandardCharsets.US_ASCII);

    private final SecretKey key;
    private final byte[] id;

    private MasterKey(byte[] bytes) {
        this.key = new SecretKeySpec(bytes, "AES");
        this.id = Arrays.copyOf(hash(bytes), ID_LENGTH);
    }

    /**
     * @param text 32 bytes, base64
     * @throws IllegalArgumentException when it is not; the message holds nothing of it
     */
    public static MasterKey parse(String text) {
        byte[] bytes = KeyText.decode(text);
        if (bytes.length != LENGTH) {
            throw new IllegalArgumentException("a master key has %d bytes, not %d".formatted(LENGTH, bytes.length));
        }
        return new MasterKey(bytes);
    }

    /** A fresh one, for a sandbox: what it wraps is lost with it. */
    public static MasterKey generate() {
        byte[] bytes = new byte[LENGTH];
        new SecureRandom().nextBytes(bytes);
        return parse(Base64.getEncoder().encodeToString(bytes));
    }

    /** Hex of what stands in front of everything that the key wraps. Tells nothing about the key. */
    public String id() {
        return HexFormat.of().formatHex(id);
    }

    SecretKey key() {
        return key;
    }

    private static byte[] hash(byte[] bytes) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(ID_LABEL);
            return sha256.digest(bytes);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public String toString() {
        return "MasterKey[" + id() + "]";
    }
}

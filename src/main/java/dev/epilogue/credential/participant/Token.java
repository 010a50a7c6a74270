package dev.epilogue.credential.participant;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * What lets its bearer in, as text: a prefix by which scanners of secrets know it, the bytes, and a checksum, so that a mistyped one
 * costs no look at the database. Never printed.
 */
final class Token {

    static final int SECRET_LENGTH = 32;

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int CHECKSUM_LENGTH = 6;

    private final String prefix;
    private final byte[] bytes;

    Token(String prefix, byte[] bytes) {
        this.prefix = prefix;
        this.bytes = bytes;
    }

    static byte[] secret() {
        byte[] secret = new byte[SECRET_LENGTH];
        RANDOM.nextBytes(secret);
        return secret;
    }

    /** @return nothing where the text has another prefix, length or checksum */
    static Optional<Token> parse(String prefix, int length, String text) {
        int end = text.length() - CHECKSUM_LENGTH;
        if (!text.startsWith(prefix) || end != prefix.length() + (length * 4 + 2) / 3) {
            return Optional.empty();
        }
        try {
            Token token = new Token(prefix, Base64.getUrlDecoder().decode(text.substring(prefix.length(), end)));
            return token.text().equals(text) ? Optional.of(token) : Optional.empty();
        } catch (IllegalArgumentException noBase64) {
            return Optional.empty();
        }
    }

    byte[] bytes() {
        return bytes;
    }

    String text() {
        String text = prefix + base64(bytes);
        CRC32 checksum = new CRC32();
        checksum.update(text.getBytes(StandardCharsets.US_ASCII));
        return text
                + base64(ByteBuffer.allocate(Integer.BYTES)
                        .putInt((int) checksum.getValue())
                        .array());
    }

    /** What is stored of it. With 256 random bits in it no slower function is needed. */
    String hash() {
        return hash(text());
    }

    static String hash(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    @Override
    public String toString() {
        return prefix + "…";
    }
}

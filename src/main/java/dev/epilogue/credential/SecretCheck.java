package dev.epilogue.credential;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.function.UnaryOperator;

/** Compares a secret with what is kept of it: the same work whether anything is kept or not, so that time tells nobody an id. */
final class SecretCheck {

    private static final byte[] NOBODYS = new byte[32];

    private final UnaryOperator<byte[]> digest;

    SecretCheck() {
        this(SecretCheck::sha256);
    }

    SecretCheck(UnaryOperator<byte[]> digest) {
        this.digest = digest;
    }

    byte[] hash(KeyText key) {
        return digest.apply(key.secret().getBytes(StandardCharsets.US_ASCII));
    }

    /** @param kept empty where there is no such key */
    boolean matches(byte[] kept, KeyText key) {
        boolean any = kept.length > 0;
        boolean same = MessageDigest.isEqual(any ? kept : NOBODYS, hash(key));
        return same && any;
    }

    private static byte[] sha256(byte[] secret) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(secret);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException(missing);
        }
    }
}

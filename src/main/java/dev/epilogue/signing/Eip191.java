package dev.epilogue.signing;

import dev.epilogue.value.Hash32;
import dev.epilogue.value.Keccak;
import java.nio.charset.StandardCharsets;

/** What {@code personal_sign} signs: the message behind a prefix that names its length in bytes. */
public final class Eip191 {

    private static final String PREFIX = "\u0019Ethereum Signed Message:\n";

    private Eip191() {}

    public static Hash32 digest(byte[] message) {
        return Keccak.hash((PREFIX + message.length).getBytes(StandardCharsets.US_ASCII), message);
    }

    /** Of the 32 bytes, not of their text. */
    public static Hash32 digest(Hash32 message) {
        return digest(message.bytes());
    }

    /** Of the text's UTF-8 bytes. */
    public static Hash32 digest(String text) {
        return digest(text.getBytes(StandardCharsets.UTF_8));
    }
}

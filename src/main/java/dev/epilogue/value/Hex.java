package dev.epilogue.value;

import java.util.HexFormat;

/** {@code 0x}-prefixed hexadecimal text, as both node dialects and the chain write bytes. */
public final class Hex {

    private static final HexFormat FORMAT = HexFormat.of();

    private Hex() {}

    /** Lower-case text with prefix. */
    public static String encode(byte[] bytes) {
        return "0x" + FORMAT.formatHex(bytes);
    }

    /**
     * @param text {@code 0x} and an even number of digits of either case
     * @throws IllegalArgumentException when it is not
     */
    public static byte[] decode(String text) {
        if (!text.startsWith("0x")) {
            throw new IllegalArgumentException("expected 0x-prefixed hex");
        }
        try {
            return FORMAT.parseHex(text, 2, text.length());
        } catch (IllegalArgumentException notHex) {
            throw new IllegalArgumentException("expected an even number of hex digits after 0x", notHex);
        }
    }

    /** Like {@link #decode}, and exactly {@code length} bytes. */
    public static byte[] decode(String text, int length) {
        byte[] bytes = decode(text);
        if (bytes.length != length) {
            throw new IllegalArgumentException("expected " + length + " bytes, got " + bytes.length);
        }
        return bytes;
    }
}

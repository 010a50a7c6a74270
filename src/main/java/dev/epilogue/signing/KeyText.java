package dev.epilogue.signing;

import java.util.Base64;

/** Keys as they stand in configuration. What is wrong with one is told without a byte of it. */
final class KeyText {

    private KeyText() {}

    /** PEM of any label, or the base64 within. */
    static byte[] decode(String text) {
        String base64 = text.replaceAll("-----(BEGIN|END) [A-Z0-9 ]+-----", "").replaceAll("\\s", "");
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException notBase64) {
            throw new IllegalArgumentException("the key is neither PEM nor base64");
        }
    }
}

package dev.epilogue.sandbox.clearnode.encoding;

import dev.epilogue.value.Address;

/** How go-ethereum makes an address of any text: what is hex is taken, too long loses its left, too short is padded. */
public final class GoAddress {

    private GoAddress() {}

    public static Address of(String text) {
        String digits = text.startsWith("0x") || text.startsWith("0X") ? text.substring(2) : text;
        if (digits.length() % 2 == 1) {
            digits = "0" + digits;
        }
        int valid = 0;
        while (valid < digits.length() && Character.digit(digits.charAt(valid), 16) >= 0) {
            valid++;
        }
        String padded = "0".repeat(40) + digits.substring(0, valid / 2 * 2);
        return Address.parse("0x" + padded.substring(padded.length() - 40));
    }

    /** Whether {@code text} is the EIP-55 spelling of an address. */
    public static boolean isChecksummed(String text) {
        return text.matches("0x[0-9a-fA-F]{40}") && of(text).checksummed().equals(text);
    }
}

package dev.epilogue.sandbox.nitronode.ledger;

import dev.epilogue.value.Address;
import java.util.Arrays;
import java.util.HexFormat;

/** The node's two ways of reading an address: strict for arguments, forgiving inside of what is hashed. */
public final class HexAddress {

    private HexAddress() {}

    /** @throws Refusal with the node's text behind {@code prefix} */
    public static Address parse(String text, String prefix) {
        if (text.length() != 42) {
            throw new Refusal(
                    prefix + "invalid hex address: incorrect length, expected 42 characters including 0x prefix");
        }
        try {
            return Address.parse(text);
        } catch (IllegalArgumentException notHex) {
            throw new Refusal(prefix + "invalid hex address: " + notHex.getMessage());
        }
    }

    /** Digits up to the first that is none, as the last bytes of the address: a misspelt address is another address. */
    public static Address lenient(String text) {
        String digits = text.startsWith("0x") || text.startsWith("0X") ? text.substring(2) : text;
        digits = digits.length() % 2 == 0 ? digits : "0" + digits;
        int valid = 0;
        while (valid < digits.length() && Character.digit(digits.charAt(valid), 16) >= 0) {
            valid++;
        }
        byte[] bytes = HexFormat.of().parseHex(digits.substring(0, valid - valid % 2));
        byte[] last = bytes.length > 20 ? Arrays.copyOfRange(bytes, bytes.length - 20, bytes.length) : bytes;
        byte[] address = new byte[20];
        System.arraycopy(last, 0, address, 20 - last.length, last.length);
        return Address.of(address);
    }
}

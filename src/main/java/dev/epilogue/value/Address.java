package dev.epilogue.value;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * An account's 20-byte address. Equal by value whatever the letter case; ordered by its bytes, which is the order in which a
 * Nitronode lists and releases.
 */
public record Address(String lowerCase) implements Comparable<Address> {

    public Address {
        Hex.decode(lowerCase, 20);
        lowerCase = lowerCase.toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException unless {@code text} is {@code 0x} and 40 hex digits of either case */
    @JsonCreator
    public static Address parse(String text) {
        return new Address(text);
    }

    public static Address of(byte[] bytes) {
        return new Address(Hex.encode(bytes));
    }

    /** The last 20 bytes of the hash of an uncompressed public key.
     * @param publicKey 64 bytes, without the leading 0x04 */
    public static Address ofPublicKey(byte[] publicKey) {
        return new Address("0x" + Keccak.hash(publicKey).hex().substring(26));
    }

    public byte[] bytes() {
        return Hex.decode(lowerCase);
    }

    /** The EIP-55 spelling, which our answers use and a 0.x node compares as text. */
    @JsonValue
    public String checksummed() {
        String hash = Keccak.hash(lowerCase.substring(2).getBytes(StandardCharsets.US_ASCII))
                .hex();
        StringBuilder text = new StringBuilder("0x");
        for (int i = 2; i < lowerCase.length(); i++) {
            boolean upper = Character.digit(hash.charAt(i), 16) >= 8;
            text.append(upper ? Character.toUpperCase(lowerCase.charAt(i)) : lowerCase.charAt(i));
        }
        return text.toString();
    }

    @Override
    public int compareTo(Address other) {
        return lowerCase.compareTo(other.lowerCase);
    }

    @Override
    public String toString() {
        return checksummed();
    }
}

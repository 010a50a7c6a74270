package dev.epilogue.value;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An account's 20-byte address. Equal by value whatever the letter case; ordered by its bytes, which is the order in which a
 * Nitronode lists and releases.
 */
public final class Address implements Comparable<Address> {

    /** Those seen last, each in the place of its hash: the same few are read again with every row of a closure, and spelled with every answer. */
    private static final @Nullable Address[] SEEN = new Address[4_096];

    private final String lowerCase;
    private final String checksummed;

    private Address(String lowerCase) {
        this.lowerCase = lowerCase;
        this.checksummed = spelled(lowerCase);
    }

    /** @throws IllegalArgumentException unless {@code text} is {@code 0x} and 40 hex digits of either case */
    @JsonCreator
    public static Address parse(String text) {
        String lowerCase = text.toLowerCase(Locale.ROOT);
        int place = Math.floorMod(lowerCase.hashCode(), SEEN.length);
        Address seen = SEEN[place];
        if (seen != null && seen.lowerCase.equals(lowerCase) && text.startsWith("0x")) {
            return seen;
        }
        Hex.decode(text, 20);
        Address address = new Address(lowerCase);
        SEEN[place] = address;
        return address;
    }

    public static Address of(byte[] bytes) {
        return parse(Hex.encode(bytes));
    }

    /** The last 20 bytes of the hash of an uncompressed public key.
     * @param publicKey 64 bytes, without the leading 0x04 */
    public static Address ofPublicKey(byte[] publicKey) {
        return parse("0x" + Keccak.hash(publicKey).hex().substring(26));
    }

    public String lowerCase() {
        return lowerCase;
    }

    public byte[] bytes() {
        return Hex.decode(lowerCase);
    }

    /** The EIP-55 spelling, which our answers use and a 0.x node compares as text. */
    @JsonValue
    public String checksummed() {
        return checksummed;
    }

    private static String spelled(String lowerCase) {
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
    public boolean equals(@Nullable Object other) {
        return other == this || other instanceof Address address && lowerCase.equals(address.lowerCase);
    }

    @Override
    public int hashCode() {
        return lowerCase.hashCode();
    }

    @Override
    public String toString() {
        return checksummed;
    }
}

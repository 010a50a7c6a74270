package dev.epilogue.value;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** 32 bytes: a hash, a digest, an id. Written as lower-case {@code 0x} hex. */
public record Hash32(@JsonValue String hex) implements Comparable<Hash32> {

    public Hash32 {
        Hex.decode(hex, 32);
        hex = hex.toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException unless {@code text} is {@code 0x} and 64 hex digits of either case */
    @JsonCreator
    public static Hash32 parse(String text) {
        return new Hash32(text);
    }

    public static Hash32 of(byte[] bytes) {
        return new Hash32(Hex.encode(bytes));
    }

    public byte[] bytes() {
        return Hex.decode(hex);
    }

    @Override
    public int compareTo(Hash32 other) {
        return hex.compareTo(other.hex);
    }

    @Override
    public String toString() {
        return hex;
    }
}

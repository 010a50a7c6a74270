package dev.epilogue.value;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** The id of an application session: a hash of its definition, the same on every node and chain. */
public record SessionId(Hash32 hash) implements Comparable<SessionId> {

    /** @throws IllegalArgumentException unless {@code text} is {@code 0x} and 64 hex digits of either case */
    @JsonCreator
    public static SessionId parse(String text) {
        return new SessionId(Hash32.parse(text));
    }

    /** Lower-case {@code 0x} hex, the only spelling that is sent to a node. */
    @JsonValue
    public String hex() {
        return hash.hex();
    }

    public byte[] bytes() {
        return hash.bytes();
    }

    @Override
    public int compareTo(SessionId other) {
        return hash.compareTo(other.hash);
    }

    @Override
    public String toString() {
        return hash.hex();
    }
}

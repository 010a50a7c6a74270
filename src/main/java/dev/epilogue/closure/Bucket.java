package dev.epilogue.closure;

import dev.epilogue.value.Address;
import dev.epilogue.value.Hash32;
import dev.epilogue.value.SessionId;
import java.util.Arrays;
import java.util.stream.IntStream;

/** A small hash of (node address, session) that leads every key: see ADR 0003. Never changes once rows exist. */
public record Bucket(short number) {

    public static final int COUNT = 64;

    private static final Short[] ALL =
            IntStream.range(0, COUNT).mapToObj(number -> (short) number).toArray(Short[]::new);

    public static Bucket of(Address node, SessionId session) {
        int mixed = node.bytes()[19] * 31 + session.bytes()[31];
        return new Bucket((short) Math.floorMod(mixed, COUNT));
    }

    /** Of what belongs to a channel and to no session. */
    public static Bucket of(Address node, Hash32 channel) {
        return of(node, new SessionId(channel));
    }

    /** The numbers of all buckets, for statements that look into each. */
    public static Short[] all() {
        return ALL.clone();
    }

    /** The same, beginning with this one. */
    public static Short[] all(short first) {
        return IntStream.range(0, COUNT)
                .mapToObj(step -> (short) ((first + step) % COUNT))
                .toArray(Short[]::new);
    }

    /** This one and all behind it. */
    public static Short[] from(short first) {
        return Arrays.copyOfRange(ALL, first, COUNT);
    }

    public static Short[] before(short end) {
        return Arrays.copyOfRange(ALL, 0, end);
    }
}

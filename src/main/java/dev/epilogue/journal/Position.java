package dev.epilogue.journal;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.UUID;

/**
 * A place in the order of a stream over many closures; what stands behind it comes after it. Opaque to clients.
 *
 * @param xid the transaction that the order starts with, never falling within a closure
 * @param closure orders events of one transaction
 * @param number within the closure
 */
public record Position(long xid, UUID closure, long number) implements Comparable<Position> {

    /** Before every event. */
    public static final Position FIRST = new Position(0, new UUID(0, 0), 0);

    /** Of nothing that is here: lost wherever it is asked for. */
    public static final Position UNKNOWN = new Position(Long.MAX_VALUE, new UUID(0, 0), 0);

    private static final byte FORM = 1;
    private static final int LENGTH = 1 + 4 * Long.BYTES;

    /** Before every event of this transaction and of later ones. */
    public static Position before(long xid) {
        return new Position(xid, FIRST.closure(), 0);
    }

    /** @throws IllegalArgumentException when the text is none of ours */
    public static Position parse(String text) {
        byte[] bytes = decoded(text);
        if (bytes.length != LENGTH || bytes[0] != FORM) {
            throw new IllegalArgumentException("expected the position of an event of this stream");
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes, 1, LENGTH - 1);
        Position position =
                new Position(buffer.getLong(), new UUID(buffer.getLong(), buffer.getLong()), buffer.getLong());
        if (position.xid() < 0 || position.number() < 0) {
            throw new IllegalArgumentException("expected the position of an event of this stream");
        }
        return position;
    }

    public String text() {
        ByteBuffer buffer = ByteBuffer.allocate(LENGTH)
                .put(FORM)
                .putLong(xid)
                .putLong(closure.getMostSignificantBits())
                .putLong(closure.getLeastSignificantBits())
                .putLong(number);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(buffer.array());
    }

    /** As the database orders rows: ids byte by byte, without a sign. */
    @Override
    public int compareTo(Position other) {
        int order = Long.compareUnsigned(xid, other.xid);
        if (order == 0) {
            order = Long.compareUnsigned(closure.getMostSignificantBits(), other.closure.getMostSignificantBits());
        }
        if (order == 0) {
            order = Long.compareUnsigned(closure.getLeastSignificantBits(), other.closure.getLeastSignificantBits());
        }
        return order == 0 ? Long.compare(number, other.number) : order;
    }

    public boolean after(Position other) {
        return compareTo(other) > 0;
    }

    private static byte[] decoded(String text) {
        try {
            return Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException foreign) {
            throw new IllegalArgumentException("expected the position of an event of this stream", foreign);
        }
    }
}

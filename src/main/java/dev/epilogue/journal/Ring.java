package dev.epilogue.journal;

import dev.epilogue.closure.ClosureId;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * What one process tells the others through the database: which closures changed, as far as that fits into a notification.
 *
 * @param closures empty: look yourselves
 * @param due whether there is something to do that nobody has in hand; marked in the sender's name, where older versions see no more
 *     than another sender
 */
record Ring(String sender, List<ClosureId> closures, boolean due) {

    /** A notification carries fewer than 8000 bytes; an id takes 23. */
    static final int MOST = 300;

    private static final String DUE = "!";

    static Ring of(String sender, Collection<ClosureId> closures, boolean due) {
        return new Ring(sender, closures.size() > MOST ? List.of() : List.copyOf(closures), due);
    }

    String payload() {
        return sender + (due ? DUE : "") + ":"
                + closures.stream().map(Ring::text).collect(Collectors.joining(","));
    }

    /** What cannot be read says no more than that something happened. */
    static Ring parse(String payload) {
        int colon = payload.indexOf(':');
        if (colon < 0) {
            return new Ring("", List.of(), true);
        }
        boolean due = payload.startsWith(DUE, colon - 1);
        String sender = payload.substring(0, due ? colon - 1 : colon);
        String ids = payload.substring(colon + 1);
        try {
            return new Ring(
                    sender,
                    ids.isEmpty()
                            ? List.of()
                            : List.of(ids.split(",")).stream().map(Ring::id).toList(),
                    due);
        } catch (RuntimeException foreign) {
            return new Ring(sender, List.of(), due);
        }
    }

    private static String text(ClosureId id) {
        ByteBuffer bytes = ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(id.uuid().getMostSignificantBits())
                .putLong(id.uuid().getLeastSignificantBits());
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }

    private static ClosureId id(String text) {
        ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
        return new ClosureId(new UUID(bytes.getLong(), bytes.getLong()));
    }
}

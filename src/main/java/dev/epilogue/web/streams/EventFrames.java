package dev.epilogue.web.streams;

import dev.epilogue.closure.Closure;
import dev.epilogue.journal.Delivery;
import dev.epilogue.journal.Item;
import dev.epilogue.web.http.EventStreams;
import dev.epilogue.web.http.Fields;
import dev.epilogue.web.http.Wire;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Events as server-sent events, as bytes: what many read is written once. */
final class EventFrames {

    private static final String OPEN = ":open\nretry:" + EventStreams.COME_BACK.toMillis() + "\n";

    private static final Function<Delivery, byte[]> OF_CLOSURE = delivery ->
            event(EventView.position(delivery.event()), delivery.event().type(), EventView.of(delivery.event()));
    private static final Function<Delivery, byte[]> OF_MANY = delivery -> {
        String position = delivery.position().text();
        return event(position, delivery.event().type(), EventView.of(delivery.event(), position));
    };
    private static final byte[] BEAT = bytes(":\n\n");

    private EventFrames() {}

    /**
     * The first thing on every stream. The position comes with an event, since clients hand out none without data: who is cut off
     * at once misses nothing.
     *
     * @param closure null for a stream over many closures
     */
    static byte[] opening(String position, Instant at, @Nullable Closure closure) {
        return bytes(OPEN + text(position, "stream.opened", EventView.opened(position, at, closure)));
    }

    /**
     * The first thing on a stream whose reader has a position behind which nothing can be found any more. Only what stands now moves
     * it to the new position: cut off before, it is told again.
     */
    static byte[] reset(String position, Instant at, @Nullable Closure closure, Fields standing) {
        return bytes(OPEN
                + text(null, "reset", EventView.reset(position, at, closure))
                + text(position, "snapshot", EventView.snapshot(position, at, closure, standing))
                + text(position, "stream.opened", EventView.opened(position, at, closure)));
    }

    private static byte[] event(String position, String type, Fields data) {
        return bytes(text(position, type, data));
    }

    private static String text(@Nullable String position, String type, Fields data) {
        return id(position) + "event:" + type + "\ndata:" + Wire.text(data) + "\n\n";
    }

    /** Of a stream of one closure. */
    static byte[] ofClosure(List<Item> items) {
        return joined(items, OF_CLOSURE);
    }

    static byte[] ofMany(List<Item> items) {
        return joined(items, OF_MANY);
    }

    private static byte[] joined(List<Item> items, Function<Delivery, byte[]> form) {
        if (items.size() == 1) {
            return frame(items.getFirst(), form);
        }
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        items.forEach(item -> all.writeBytes(frame(item, form)));
        return all.toByteArray();
    }

    private static byte[] frame(Item item, Function<Delivery, byte[]> form) {
        return switch (item) {
            case Delivery delivery -> delivery.encoded(form);
            case Item.Beat beat -> beat.position() == null ? BEAT : bytes(":\n" + id(beat.position()) + "\n");
            case Item.Goodbye goodbye ->
                bytes(":" + word(goodbye) + "\nretry:" + EventStreams.COME_BACK.toMillis() + "\n\n");
        };
    }

    private static String word(Item.Goodbye goodbye) {
        return switch (goodbye) {
            case TOO_SLOW -> "too slow, go on from your last event";
            case STOPPING -> "stopping, go on elsewhere from your last event";
            case ACCESS_ENDED -> "access ended, come again with a credential that stands";
            case PRUNED -> "pruned, come again";
            case MOVED -> "the journal is on another server, come again";
        };
    }

    private static String id(@Nullable String position) {
        return position == null ? "" : "id:" + position + "\n";
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

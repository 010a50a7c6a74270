package dev.epilogue.web.streams;

import dev.epilogue.journal.Delivery;
import dev.epilogue.journal.Item;
import dev.epilogue.web.http.Fields;
import dev.epilogue.web.http.Wire;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Events as server-sent events, as bytes: what many read is written once. */
final class EventFrames {

    /** Browsers come again after this long. */
    static final Duration COME_BACK = Duration.ofSeconds(2);

    private static final Function<Delivery, byte[]> OF_CLOSURE = delivery ->
            event(EventView.position(delivery.event()), delivery.event().type(), EventView.of(delivery.event()));
    private static final Function<Delivery, byte[]> OF_MANY = delivery -> {
        String position = delivery.position().text();
        return event(position, delivery.event().type(), EventView.of(delivery.event(), position));
    };
    private static final byte[] BEAT = bytes(":\n\n");

    private EventFrames() {}

    /** The first thing on a stream: with a position, a reader that is cut off at once misses nothing. */
    static byte[] opening(@Nullable String position) {
        return bytes(":open\nretry:" + COME_BACK.toMillis() + "\n" + id(position) + "\n");
    }

    static byte[] event(@Nullable String position, String type, Fields data) {
        return bytes(id(position) + "event:" + type + "\ndata:" + Wire.text(data) + "\n\n");
    }

    static byte[] joined(byte[] first, byte[] second) {
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        both.writeBytes(first);
        both.writeBytes(second);
        return both.toByteArray();
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
            case Item.Goodbye goodbye -> bytes(":" + word(goodbye) + "\nretry:" + COME_BACK.toMillis() + "\n\n");
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

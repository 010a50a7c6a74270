package dev.epilogue.web.streams;

import dev.epilogue.closure.Closure;
import dev.epilogue.journal.JournalEvent;
import dev.epilogue.web.http.Fields;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.util.RawValue;

/** Events, the same in a stream, in a timeline and wherever else they are seen. */
public final class EventView {

    private EventView() {}

    public static Fields of(JournalEvent event) {
        return of(event, position(event));
    }

    /** @param position where a stream goes on after it */
    public static Fields of(JournalEvent event, String position) {
        return Fields.of("id", event.id())
                .put("position", position)
                .put("type", event.type())
                .put("at", event.at())
                .put("closureId", event.closureId())
                .put("sessionId", event.sessionId())
                .put("status", event.status())
                .put("revision", event.revision())
                .put("data", new RawValue(event.data()));
    }

    public static String position(JournalEvent event) {
        return String.valueOf(event.number());
    }

    /** @param nextCursor where the next page begins, null on the last one */
    public static Fields timeline(List<JournalEvent> events, @Nullable String nextCursor) {
        return Fields.of("events", events.stream().map(EventView::of).toList()).put("nextCursor", nextCursor);
    }

    /**
     * Says from where a stream goes on.
     *
     * @param closure null for a stream over many closures
     */
    public static Fields opened(String position, Instant at, @Nullable Closure closure) {
        return ofNoEvent("stream.opened", position, at, closure, Fields.none());
    }

    /**
     * Says that events between the reader's position and this one are gone.
     *
     * @param position where the stream goes on
     * @param closure null for a stream over many closures
     */
    public static Fields reset(String position, Instant at, @Nullable Closure closure) {
        return ofNoEvent("reset", position, at, closure, Fields.none());
    }

    /** What a reader that missed events has to know instead. */
    public static Fields snapshot(String position, Instant at, @Nullable Closure closure, Fields data) {
        return ofNoEvent("snapshot", position, at, closure, data);
    }

    /** Of what happened to nobody's closure. */
    public static Fields ofNoClosure(String id, String position, String type, Instant at, Object data) {
        return ofNone(id, position, type, at, null, data);
    }

    private static Fields ofNoEvent(String type, String position, Instant at, @Nullable Closure closure, Fields data) {
        return ofNone(null, position, type, at, closure, data);
    }

    private static Fields ofNone(
            @Nullable String id,
            @Nullable String position,
            String type,
            Instant at,
            @Nullable Closure closure,
            Object data) {
        return Fields.of("id", id)
                .put("position", position)
                .put("type", type)
                .put("at", at)
                .put("closureId", closure == null ? null : closure.id())
                .put("sessionId", closure == null ? null : closure.subject().sessionId())
                .put("status", closure == null ? null : closure.status())
                .put("revision", closure == null ? null : closure.revision())
                .put("data", data);
    }
}

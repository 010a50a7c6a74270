package dev.epilogue.web.view;

import dev.epilogue.journal.JournalEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.util.RawValue;

/** Events, the same in a stream, in a timeline and wherever else they are seen. */
public final class EventView {

    private EventView() {}

    public static Fields of(JournalEvent event) {
        return Fields.of("id", event.id())
                .put("position", position(event))
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
}

package dev.epilogue.webhook;

import dev.epilogue.journal.JournalEvent;
import dev.epilogue.journal.Position;
import java.time.Instant;
import java.util.Map;

/** Events as clients see them everywhere, as JSON. */
public interface EventText {

    String of(JournalEvent event, Position position);

    /** @param position of the endpoint: what is no closure's event stands nowhere in the stream */
    String ofNone(String id, Position position, String type, Instant at, Map<String, ?> data);
}

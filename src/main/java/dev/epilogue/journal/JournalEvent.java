package dev.epilogue.journal;

import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.epilogue.closure.ClosureId;
import dev.epilogue.closure.EventType;
import dev.epilogue.value.SessionId;
import java.time.Instant;

/**
 * An event as clients see it.
 *
 * @param number within its closure, from 1, without gaps
 * @param type wire name; clients ignore what they do not know
 * @param status the closure's status right after it
 * @param data JSON object
 */
public record JournalEvent(
        ClosureId closureId,
        long number,
        String type,
        Instant at,
        SessionId sessionId,
        String status,
        long revision,
        @JsonRawValue String data) {

    /** The same wherever the event is seen. */
    public String id() {
        return closureId + "/" + number;
    }

    /** After this one nothing can follow. */
    public boolean last() {
        return type.equals(EventType.CLOSURE_ENDED.wireName());
    }
}

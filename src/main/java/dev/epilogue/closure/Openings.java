package dev.epilogue.closure;

import dev.epilogue.value.Address;
import java.time.Instant;
import java.util.Map;

/** Participants who came to look. Nothing is decided by it. */
public final class Openings {

    private Openings() {}

    /** A participant has opened its link. What has ended for good is left as it is. */
    public static Decision opened(Closure closure, Address participant, Instant now) {
        Instant reopenable = closure.times().reopenableUntil();
        boolean over = closure.times().endedAt() != null && (reopenable == null || !reopenable.isAfter(now));
        if (over) {
            return new Decision.Unchanged();
        }
        Draft draft = new Draft(closure, now);
        draft.opened(participant);
        draft.event(EventType.PARTICIPANT_OPENED, Map.of("participant", participant.checksummed()));
        return new Decision.Changed(draft.change());
    }
}

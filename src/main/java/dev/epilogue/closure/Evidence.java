package dev.epilogue.closure;

import dev.epilogue.node.Credit;
import dev.epilogue.node.SessionReading;
import java.util.List;

/** What reading back brought. */
public sealed interface Evidence {

    /** The node does not know the session any more. */
    record Vanished() implements Evidence {}

    record Open(SessionReading reading) implements Evidence {}

    /**
     * @param credits what the node records as paid from the session, at least since the round's base
     * @param whole whether these are all that the session ever paid, to whichever member
     */
    record Closed(SessionReading reading, List<Credit> credits, boolean whole) implements Evidence {
        public Closed {
            credits = List.copyOf(credits);
        }

        public Closed(SessionReading reading, List<Credit> credits) {
            this(reading, credits, false);
        }
    }
}

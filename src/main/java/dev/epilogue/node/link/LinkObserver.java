package dev.epilogue.node.link;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a conversation tells the link that owns it, on the event loop. */
interface LinkObserver {

    void written();

    void answered(long sentNanos, Duration roundTrip, @Nullable Instant nodeTime);

    /** A request's time is over. */
    void unanswered();

    void unmatched();

    void garbage();

    /** What came is not from the node. */
    void forged(String reason);

    /** A request less is in flight. */
    void roomForMore();

    void ended(String reason);
}

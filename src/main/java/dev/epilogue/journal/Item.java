package dev.epilogue.journal;

import org.jspecify.annotations.Nullable;

/** What a follower gets. */
public sealed interface Item permits Delivery, Item.Beat, Item.Goodbye {

    /**
     * A sign of life.
     *
     * @param position up to here the follower has got everything; null where the beat does not say
     */
    record Beat(@Nullable String position) implements Item {}

    /** The last item of a stream that ends before its events do: whoever comes again with its position goes on from there. */
    enum Goodbye implements Item {
        TOO_SLOW,
        STOPPING,
        /** The reader is let in no longer: nothing more is for it, not even what waits. */
        ACCESS_ENDED,
        /** Events behind the follower's position were pruned while it caught up. */
        PRUNED,
        /** Another database server has taken the place of the one before. */
        MOVED;

        /** Whether what waits is dropped: the reader can fetch it again, or may not have it. */
        boolean dropsRest() {
            return this == TOO_SLOW || this == ACCESS_ENDED;
        }
    }
}

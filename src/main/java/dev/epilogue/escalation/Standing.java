package dev.epilogue.escalation;

import dev.epilogue.chain.BlockRef;
import dev.epilogue.value.Hash32;
import org.jspecify.annotations.Nullable;

/**
 * How the transaction that is waited for stands.
 *
 * @param hash newest of its hashes; null until broadcast
 * @param revert name of the contract's error; null where there is none
 * @param block that holds it; null where none does
 */
record Standing(
        State state,
        @Nullable Hash32 hash,
        @Nullable String revert,
        @Nullable Long block) {

    enum State {
        /** None is waited for. */
        NONE,
        /** Stored, not broadcast. */
        UNSENT,
        /** Broadcast; mined perhaps, but not deep enough. */
        UNDER_WAY,
        CONFIRMED,
        REVERTED,
        WITHDRAWN
    }

    static final Standing NONE = new Standing(State.NONE, null, null, null);

    /** Whether it is in a later block than what was read, so that this cannot show it yet: one endpoint is behind another. */
    boolean isLaterThan(BlockRef readAt) {
        return block != null && block > readAt.number();
    }
}

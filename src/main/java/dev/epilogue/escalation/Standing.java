package dev.epilogue.escalation;

import dev.epilogue.value.Hash32;
import org.jspecify.annotations.Nullable;

/**
 * How the transaction that is waited for stands.
 *
 * @param hash newest of its hashes; null until broadcast
 * @param revert name of the contract's error; null where there is none
 */
record Standing(
        State state, @Nullable Hash32 hash, @Nullable String revert) {

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

    static final Standing NONE = new Standing(State.NONE, null, null);
}

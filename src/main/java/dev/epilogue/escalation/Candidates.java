package dev.epilogue.escalation;

import dev.epilogue.chain.ChannelOnChain;
import dev.epilogue.chain.SignedState;
import org.jspecify.annotations.Nullable;

/** Which state a channel would be challenged with. */
final class Candidates {

    private Candidates() {}

    /**
     * The newest that both have signed: the archived one, or what the contract has stored where that is newer.
     *
     * @param archived of this very channel
     */
    static @Nullable CoSigned newest(ChannelOnChain stored, @Nullable CoSigned archived) {
        SignedState last = stored.last();
        if (last != null && (archived == null || archived.version().compareTo(stored.stateVersion()) <= 0)) {
            return new CoSigned(stored.channelId(), archived == null ? 0 : archived.epoch(), last);
        }
        return archived;
    }
}

package dev.epilogue.channel.update;

import dev.epilogue.signing.nitronode.ChannelState;

/**
 * v1: the state that was the newest when the credit had just been booked. Every later state of the same channel holds the credit.
 *
 * @param epoch unsigned
 * @param version unsigned
 */
public record Floor(long epoch, long version) {

    static Floor of(ChannelState state) {
        return new Floor(state.epoch(), state.version());
    }

    boolean isUnder(ChannelState state) {
        return state.epoch() == epoch && Long.compareUnsigned(state.version(), version) >= 0;
    }
}

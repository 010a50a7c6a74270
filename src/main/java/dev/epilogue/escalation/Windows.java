package dev.epilogue.escalation;

import dev.epilogue.node.Dialect;
import java.time.Instant;

/** When a dispute's window is over, in the chain's time. */
final class Windows {

    private Windows() {}

    /** ChannelHub pays out strictly after the expiry; Custody from the expiry on. */
    static boolean over(Dialect dialect, Instant chainTime, Instant expiry) {
        return dialect == Dialect.NITRONODE_V1 ? chainTime.isAfter(expiry) : !chainTime.isBefore(expiry);
    }

    /** Until when a newer state may answer: ChannelHub takes one up to the expiry, Custody as long as nobody has paid out. */
    static boolean answerable(Dialect dialect, Instant chainTime, Instant expiry) {
        return dialect != Dialect.NITRONODE_V1 || !chainTime.isAfter(expiry);
    }
}

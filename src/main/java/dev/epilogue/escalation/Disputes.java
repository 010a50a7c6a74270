package dev.epilogue.escalation;

import dev.epilogue.chain.ChannelOnChain;
import dev.epilogue.node.Dialect;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is to be done about a dispute, whoever began it and whoever looks at it: an escalation or a watch. No state is let through that
 * is older than the newest that both signed. Pure.
 */
final class Disputes {

    private Disputes() {}

    /** What the rules come to. */
    sealed interface Ruling {

        /** To be answered with the newest that both signed. */
        record Answer(BigInteger version) implements Ruling {}

        /** What answers it is on its way. */
        record Awaited() implements Ruling {}

        /** Nothing newer is held, and its time is not over. */
        record Stands() implements Ruling {}

        /** Its time is over, and nothing can answer it any more: it may be paid out. */
        record Expired() implements Ruling {}
    }

    /**
     * What was sent against a dispute.
     *
     * @param version of the state that it puts forward; null where nothing was sent
     */
    record Reply(@Nullable BigInteger version, Standing standing) {

        /**
         * Whether it may still end the dispute that was read. What it did when it was mined shows in any later block: a dispute that
         * is there nevertheless is another one, and wants an answer of its own.
         */
        private boolean mayCount(ChannelOnChain disputed) {
            return version != null
                    && version.compareTo(disputed.stateVersion()) > 0
                    && switch (standing.state()) {
                        case UNSENT, UNDER_WAY -> true;
                        case CONFIRMED -> standing.isLaterThan(disputed.readAt());
                        case NONE, REVERTED, WITHDRAWN -> false;
                    };
        }
    }

    /**
     * @param disputed a channel whose status is {@code CHALLENGED}
     * @param newest version of the newest state that both signed and that a checkpoint would take; null where none is held
     */
    static Ruling of(ChannelOnChain disputed, Dialect dialect, @Nullable BigInteger newest, Reply reply) {
        Instant end = Objects.requireNonNull(disputed.challengeExpiresAt(), "a dispute ends");
        Instant now = disputed.readAt().timestamp();
        if (newest != null && newest.compareTo(disputed.stateVersion()) > 0 && Windows.answerable(dialect, now, end)) {
            return reply.mayCount(disputed) ? new Ruling.Awaited() : new Ruling.Answer(newest);
        }
        return Windows.over(dialect, now, end) ? new Ruling.Expired() : new Ruling.Stands();
    }
}

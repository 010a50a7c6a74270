package dev.epilogue.escalation;

import dev.epilogue.chain.ChannelOnChain;
import dev.epilogue.closure.Protection.Action;
import dev.epilogue.node.Dialect;
import dev.epilogue.value.Amount;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a trial means for a participant. */
final class Lines {

    private Lines() {}

    static Line of(Known known, Trial trial, Dialect dialect) {
        Action action = trial.action();
        Amount secured = known.amount(secured(known, action, dialect));
        Amount offChain = known.offChain();
        return new Line(
                known.target(),
                action,
                trial.reasons(),
                secured,
                offChain == null ? null : offChain.minus(secured),
                frozenFor(known.channel(), action),
                finality(known.channel(), action),
                trial.cost());
    }

    /** A newer state that both signed replaces what is stored; a Custody channel pays what it was disputed with. */
    private static BigInteger secured(Known known, @Nullable Action action, Dialect dialect) {
        ChannelOnChain channel = known.channel();
        CoSigned newest = known.newest();
        boolean newerCounts =
                dialect == Dialect.NITRONODE_V1 && (action == Action.CHECKPOINT || action == Action.CHALLENGE);
        return newerCounts && newest != null && newest.version().compareTo(channel.stateVersion()) > 0
                ? newest.state().userAmount()
                : channel.userAmount().min(channel.locked());
    }

    private static @Nullable Duration frozenFor(ChannelOnChain channel, @Nullable Action action) {
        if (action == Action.CHALLENGE) {
            return channel.challengeDuration();
        }
        Instant end = channel.challengeExpiresAt();
        if (action != Action.FINALISE || end == null) {
            return null;
        }
        Duration left = Duration.between(channel.readAt().timestamp(), end);
        return left.isNegative() ? Duration.ZERO : left;
    }

    private static @Nullable Instant finality(ChannelOnChain channel, @Nullable Action action) {
        Instant now = channel.readAt().timestamp();
        if (action == null) {
            return null;
        }
        return switch (action) {
            case CHECKPOINT -> now;
            case CHALLENGE -> now.plus(channel.challengeDuration());
            case FINALISE -> {
                Instant end = channel.challengeExpiresAt();
                yield end == null || end.isBefore(now) ? now : end;
            }
        };
    }
}

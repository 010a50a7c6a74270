package dev.epilogue.escalation;

import dev.epilogue.chain.ChannelOnChain;
import dev.epilogue.node.Dialect;
import dev.epilogue.value.Hash32;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What the watch over one channel does next. Pure. */
final class Guarding {

    static final String NOTHING_NEWER = "nothing-newer";
    static final String TOO_LATE = "too-late";
    static final String OURS = "ours";
    static final String OFF = "watchtower-off";

    private Guarding() {}

    /** What the watch is to do. */
    sealed interface Next {
        Watch.Progress progress();

        /** Answer the dispute. */
        record Answer(Watch.Progress progress, Instant disputeEndsAt, BigInteger version) implements Next {}

        /** Look again after a while. */
        record Look(Watch.Progress progress, Duration pause) implements Next {}

        /** The channel is closed. */
        record Closed(Watch.Progress progress) implements Next {}
    }

    /**
     * What a look finds.
     *
     * @param newest version of the newest state that both signed and that a checkpoint would take; null where none is held
     * @param ours whether an escalation of the service's own works on the channel: it answers by itself what is to be answered
     * @param on whether disputes are answered at all
     */
    record Sight(ChannelOnChain channel, @Nullable BigInteger newest, Standing answer, boolean ours, boolean on) {}

    static Next next(Watch watch, Sight sight, Watchfulness watchfulness) {
        ChannelOnChain channel = sight.channel();
        Watch.Progress before = watch.progress();
        return switch (channel.status()) {
            case CLOSED -> new Next.Closed(before);
            case VOID ->
                before.disputedVersion() == null && watch.dialect() == Dialect.NITRONODE_V1
                        ? new Next.Look(before, watchfulness.interval())
                        : new Next.Closed(before);
            case CHALLENGED -> challenged(watch, sight, watchfulness);
            case INITIAL, OPEN, MIGRATING -> new Next.Look(calm(before, sight), watchfulness.within(window(channel)));
        };
    }

    private static @Nullable Duration window(ChannelOnChain channel) {
        return channel.challengeDuration().isZero() ? null : channel.challengeDuration();
    }

    /** The dispute is over; where our answer ended it that counts. */
    private static Watch.Progress calm(Watch.Progress before, Sight sight) {
        if (before.disputeEndsAt() == null) {
            return before;
        }
        boolean byUs = before.answer() != null
                && sight.channel().stateVersion().compareTo(before.answer()) >= 0
                && sight.answer().state() == Standing.State.CONFIRMED;
        boolean mayStillCount = sight.answer().state() == Standing.State.UNSENT
                || sight.answer().state() == Standing.State.UNDER_WAY;
        if (mayStillCount) {
            return with(before, sight, before.disputeEndsAt(), before.disputedVersion(), before.remark());
        }
        return new Watch.Progress(
                null, null, null, null, hash(before, sight), 0, before.answered() + (byUs ? 1 : 0), null);
    }

    private static Next challenged(Watch watch, Sight sight, Watchfulness watchfulness) {
        ChannelOnChain channel = sight.channel();
        Instant end = channel.challengeExpiresAt();
        if (end == null) {
            return new Next.Look(watch.progress(), watchfulness.within(window(channel)));
        }
        Duration pause = watchfulness.until(end, channel.readAt().timestamp(), channel.challengeDuration());
        Disputes.Reply reply = new Disputes.Reply(watch.progress().answer(), sight.answer());
        return switch (Disputes.of(channel, watch.dialect(), sight.newest(), reply)) {
            case Disputes.Ruling.Awaited awaited -> new Next.Look(seen(watch, sight, null), pause);
            case Disputes.Ruling.Stands stands -> new Next.Look(seen(watch, sight, NOTHING_NEWER), pause);
            case Disputes.Ruling.Expired expired ->
                new Next.Look(seen(watch, sight, isNewer(sight) ? TOO_LATE : NOTHING_NEWER), pause);
            case Disputes.Ruling.Answer answer -> {
                String aside = sight.ours() ? OURS : sight.on() ? null : OFF;
                yield aside == null
                        ? new Next.Answer(again(seen(watch, sight, null), sight), end, answer.version())
                        : new Next.Look(seen(watch, sight, aside), pause);
            }
        };
    }

    private static boolean isNewer(Sight sight) {
        return sight.newest() != null
                && sight.newest().compareTo(sight.channel().stateVersion()) > 0;
    }

    private static Watch.Progress seen(Watch watch, Sight sight, @Nullable String remark) {
        ChannelOnChain channel = sight.channel();
        return with(watch.progress(), sight, channel.challengeExpiresAt(), channel.stateVersion(), remark);
    }

    /** What was confirmed and has not ended it came to nothing as well: another answer needs another name. */
    private static Watch.Progress again(Watch.Progress seen, Sight sight) {
        return sight.answer().state() == Standing.State.CONFIRMED ? seen.again() : seen;
    }

    private static Watch.Progress with(
            Watch.Progress before,
            Sight sight,
            @Nullable Instant end,
            @Nullable BigInteger disputed,
            @Nullable String remark) {
        boolean cameToNothing = sight.answer().state() == Standing.State.REVERTED
                || sight.answer().state() == Standing.State.WITHDRAWN;
        return new Watch.Progress(
                end,
                disputed,
                before.answer(),
                cameToNothing ? null : before.transactionId(),
                hash(before, sight),
                before.attempt() + (cameToNothing ? 1 : 0),
                before.answered(),
                remark);
    }

    private static @Nullable Hash32 hash(Watch.Progress before, Sight sight) {
        return sight.answer().hash() == null
                ? before.transaction()
                : sight.answer().hash();
    }
}

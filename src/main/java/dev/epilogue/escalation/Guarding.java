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

    private static final String GONE = "gone";
    private static final String STORED = "stored@";

    private Guarding() {}

    /** What the watch is to do. */
    sealed interface Next {
        Watch.Progress progress();

        /** Answer the dispute. */
        record Answer(Watch.Progress progress, Instant disputeEndsAt, BigInteger version) implements Next {}

        /** Look again after a while. */
        record Look(Watch.Progress progress, Duration pause) implements Next {}

        /** The channel is closed, deep enough to count. */
        record Closed(Watch.Progress progress) implements Next {}
    }

    /**
     * What a look finds.
     *
     * @param sightedHash hash of the block that the last sighting names, as the chain has it now; null where it has none
     * @param newest version of the newest state that both signed and that a checkpoint would take; null where none is held
     * @param ours whether an escalation of the service's own works on the channel: it answers by itself what is to be answered
     * @param on whether disputes are answered at all
     */
    record Sight(
            ChannelOnChain channel,
            @Nullable Hash32 sightedHash,
            @Nullable BigInteger newest,
            Standing answer,
            boolean ours,
            boolean on) {}

    static Next next(Watch before, Sight sight, Watchfulness watchfulness) {
        ChannelOnChain channel = sight.channel();
        Watch watch = before.at(shown(before.progress(), sight, watchfulness));
        return switch (channel.status()) {
            case CLOSED -> gone(watch, watchfulness);
            case VOID ->
                watch.progress().disputedVersion() == null && watch.dialect() == Dialect.NITRONODE_V1
                        ? new Next.Look(watch.progress(), watchfulness.interval())
                        : gone(watch, watchfulness);
            case CHALLENGED -> challenged(watch, sight, watchfulness);
            case INITIAL, OPEN, MIGRATING ->
                new Next.Look(calm(watch.progress(), sight), watchfulness.within(window(channel)));
        };
    }

    /** What one block shows may vanish with it: it counts as deep as the chain's settings ask for. */
    private static Watch.Progress shown(Watch.Progress before, Sight sight, Watchfulness watchfulness) {
        ChannelOnChain channel = sight.channel();
        boolean gone =
                channel.status() == ChannelOnChain.Status.CLOSED || channel.status() == ChannelOnChain.Status.VOID;
        String fact = gone ? GONE : STORED + channel.stateVersion();
        if (fact.equals(before.settled())) {
            return before.shown(null, fact);
        }
        Sighting seen = Sighting.of(fact, channel.readAt(), before.sighting(), sight.sightedHash());
        return seen.deep(channel.readAt(), watchfulness.confirmations())
                ? before.shown(null, fact)
                : before.shown(seen, before.settled());
    }

    /** Whether storage has shown this version for long enough to count. */
    static boolean settledAt(Watch.Progress progress, BigInteger version) {
        return (STORED + version).equals(progress.settled());
    }

    private static Next gone(Watch watch, Watchfulness watchfulness) {
        return GONE.equals(watch.progress().settled())
                ? new Next.Closed(watch.progress())
                : new Next.Look(watch.progress(), watchfulness.interval());
    }

    private static @Nullable Duration window(ChannelOnChain channel) {
        return channel.challengeDuration().isZero() ? null : channel.challengeDuration();
    }

    /** The dispute is over; where our answer ended it that counts. */
    private static Watch.Progress calm(Watch.Progress before, Sight sight) {
        if (before.disputeEndsAt() == null) {
            return before;
        }
        boolean mayStillCount = sight.answer().state() == Standing.State.UNSENT
                || sight.answer().state() == Standing.State.UNDER_WAY;
        if (mayStillCount) {
            return before.disputed(
                    before.disputeEndsAt(), before.disputedVersion(), hash(before, sight), before.remark());
        }
        boolean byUs = before.answer() != null
                && sight.channel().stateVersion().compareTo(before.answer()) >= 0
                && sight.answer().state() == Standing.State.CONFIRMED;
        return before.calmed(hash(before, sight), byUs);
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
                        ? new Next.Answer(again(watch, sight), end, answer.version())
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
        return watch.progress()
                .disputed(channel.challengeExpiresAt(), channel.stateVersion(), hash(watch.progress(), sight), remark);
    }

    private static Watch.Progress again(Watch watch, Sight sight) {
        Watch.Progress seen = seen(watch, sight, null);
        return sight.answer().state() == Standing.State.NONE ? seen : seen.again();
    }

    private static @Nullable Hash32 hash(Watch.Progress before, Sight sight) {
        return sight.answer().hash() == null
                ? before.transaction()
                : sight.answer().hash();
    }
}

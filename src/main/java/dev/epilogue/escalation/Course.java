package dev.epilogue.escalation;

import dev.epilogue.chain.ChannelOnChain;
import dev.epilogue.closure.Protection.Action;
import dev.epilogue.closure.Protection.Status;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What one escalation does next. Decides from the contract's storage, never from what an event repeats of its caller's words, and
 * from the chain's time, never from ours. Pure.
 */
final class Course {

    private final Escalation row;
    private final Sight sight;
    private final ChannelOnChain channel;
    private final Watchfulness watchfulness;
    private final Progress.Draft next;

    private Course(Escalation row, Sight sight, Watchfulness watchfulness) {
        this.row = row;
        this.sight = sight;
        this.channel = sight.channel();
        this.watchfulness = watchfulness;
        this.next = row.progress().draft();
    }

    static Move of(Escalation row, Sight sight, Watchfulness watchfulness) {
        return new Course(row, sight, watchfulness).move();
    }

    private Move move() {
        if (exists()) {
            next.window(channel.challengeDuration());
            next.since(Math.max(0, channel.readAt().number() - watchfulness.confirmations()));
        }
        if (sight.transaction().hash() != null) {
            next.began(sight.transaction().hash());
        }
        return switch (row.progress().status()) {
            case PLANNED -> begin();
            case SENT -> sent();
            case DISPUTED -> disputed();
            case ANSWERING -> answering();
            case CLOSING -> closing();
            case CHECKPOINTED, FINALISED, ANSWERED, CLOSED_BY_AGREEMENT, STOPPED, REFUSED ->
                new Move.Over(row.progress());
        };
    }

    private Move begin() {
        return switch (row.action()) {
            case CHECKPOINT -> beginCheckpoint();
            case CHALLENGE -> beginChallenge();
            case FINALISE -> adopt();
        };
    }

    private Move beginCheckpoint() {
        BigInteger newest = sight.newest();
        if (channel.status() != ChannelOnChain.Status.OPEN && !challenged()) {
            return refused(notOpen());
        }
        if (newest == null) {
            return refused(Reasons.NO_CO_SIGNED_STATE);
        }
        if (newest.compareTo(channel.stateVersion()) <= 0) {
            return settled("enforced@" + channel.stateVersion(), Status.CHECKPOINTED, Reasons.BY_OTHERS);
        }
        return challenged() && expired()
                ? refused(Reasons.CHALLENGE_EXPIRED)
                : new Move.Send(Step.CHECKPOINT, next.status(Status.SENT).done());
    }

    private Move beginChallenge() {
        if (challenged()) {
            return adopt();
        }
        if (channel.status() != ChannelOnChain.Status.OPEN) {
            return refused(notOpen());
        }
        BigInteger pack = sight.pack();
        if (pack == null) {
            return refused(Reasons.PACK_MISSING);
        }
        boolean olderThanChain = pack.compareTo(channel.stateVersion()) < 0;
        boolean olderThanNewest = sight.newest() != null && pack.compareTo(sight.newest()) < 0;
        if (olderThanChain || olderThanNewest) {
            return refused(Reasons.PACK_STALE);
        }
        return new Move.Send(Step.CHALLENGE, next.status(Status.SENT).done());
    }

    /** A dispute is there already, whoever began it. */
    private Move adopt() {
        if (challenged()) {
            return dispute(null);
        }
        return channel.status() == ChannelOnChain.Status.OPEN
                ? settled("open@" + channel.stateVersion(), Status.ANSWERED, Reasons.BY_OTHERS)
                : ended();
    }

    private Move sent() {
        return switch (sight.transaction().state()) {
            // nobody was asked to send it: what stands against it by now counts
            case NONE -> begin();
            case UNSENT -> unsent();
            case UNDER_WAY -> rest();
            case CONFIRMED -> row.action() == Action.CHECKPOINT ? checkpointed(null) : challengeMined();
            case REVERTED -> row.action() == Action.CHECKPOINT ? checkpointReverted() : challengeReverted();
            case WITHDRAWN -> over(Status.STOPPED, reasonOr(Reasons.WITHDRAWN));
        };
    }

    /** Not broadcast yet, and no use any more: taken back, so that nothing is paid for in vain. */
    private Move unsent() {
        boolean overtaken = row.action() == Action.CHALLENGE
                && (channel.stateVersion().compareTo(candidate()) > 0 || challenged() || !exists());
        return overtaken ? new Move.TakeBack(next.reason(Reasons.OVERTAKEN).done()) : rest();
    }

    private Move checkpointed(@Nullable String reason) {
        return channel.stateVersion().compareTo(candidate()) >= 0 ? over(Status.CHECKPOINTED, reason) : rest();
    }

    private Move checkpointReverted() {
        return exists() && channel.stateVersion().compareTo(candidate()) >= 0
                ? over(Status.CHECKPOINTED, Reasons.BY_OTHERS)
                : refused(reverted());
    }

    private Move challengeMined() {
        if (challenged()) {
            return dispute(null);
        }
        if (channel.status() == ChannelOnChain.Status.OPEN) {
            return channel.stateVersion().compareTo(candidate()) > 0
                    ? settled("open@" + channel.stateVersion(), Status.ANSWERED, null)
                    : rest();
        }
        return ended();
    }

    private Move challengeReverted() {
        if (challenged()) {
            return dispute(Reasons.BY_OTHERS);
        }
        return exists() ? refused(reverted()) : ended();
    }

    /** Taken from storage: an event repeats whatever its sender said. */
    private Move dispute(@Nullable String reason) {
        remember();
        next.status(Status.DISPUTED)
                .reason(reason)
                .transaction(row.progress().transactionId())
                .sighting(null);
        return new Move.Rest(pause(), next.done());
    }

    private Move disputed() {
        if (challenged()) {
            remember();
            return window();
        }
        if (channel.status() == ChannelOnChain.Status.OPEN) {
            return vanished() ? begunAgain() : settled("open@" + channel.stateVersion(), Status.ANSWERED, null);
        }
        return ended();
    }

    /** No newer state ended our own challenge: its block is not part of the chain any more. */
    private boolean vanished() {
        return row.action() == Action.CHALLENGE
                && row.progress().candidate() != null
                && channel.stateVersion().compareTo(candidate()) <= 0;
    }

    /** It is on its way again by itself, or was believed to be settled and is sent anew. */
    private Move begunAgain() {
        Standing.State standing = sight.transaction().state();
        if (standing == Standing.State.UNSENT || standing == Standing.State.UNDER_WAY) {
            next.status(Status.SENT).dispute(null, BigInteger.ZERO);
        } else if (seenDeepEnough("vanished")) {
            next.again().status(Status.PLANNED).dispute(null, BigInteger.ZERO).sighting(null);
        }
        return new Move.Rest(watchfulness.interval(), next.done());
    }

    /** No state is let through that is older than the newest that both signed, whoever began the dispute. */
    private Move window() {
        BigInteger newest = sight.newest();
        boolean mayAnswer = row.isV1() ? !expired() : true;
        if (newest != null && newest.compareTo(channel.stateVersion()) > 0 && mayAnswer) {
            return new Move.Send(
                    Step.CHECKPOINT, next.again().status(Status.ANSWERING).done());
        }
        if (expired()) {
            return new Move.Send(Step.CLOSE, next.again().status(Status.CLOSING).done());
        }
        return new Move.Rest(pause(), next.done());
    }

    private Move answering() {
        if (!challenged()) {
            return channel.status() == ChannelOnChain.Status.OPEN
                    ? settled("open@" + channel.stateVersion(), Status.ANSWERED, Reasons.NEWER_STATE_HELD)
                    : ended();
        }
        remember();
        return switch (sight.transaction().state()) {
            case NONE -> expired() ? backToWindow() : new Move.Send(Step.CHECKPOINT, next.done());
            case REVERTED, WITHDRAWN -> backToWindow();
            case UNSENT, UNDER_WAY, CONFIRMED -> new Move.Rest(pause(), next.done());
        };
    }

    private Move closing() {
        if (!challenged()) {
            return channel.status() == ChannelOnChain.Status.OPEN
                    ? settled("open@" + channel.stateVersion(), Status.ANSWERED, Reasons.BY_OTHERS)
                    : ended();
        }
        return switch (sight.transaction().state()) {
            case NONE -> new Move.Send(Step.CLOSE, next.done());
            case REVERTED, WITHDRAWN -> backToWindow();
            case UNSENT, UNDER_WAY, CONFIRMED -> rest();
        };
    }

    private Move backToWindow() {
        next.status(Status.DISPUTED).transaction(null);
        return new Move.Rest(watchfulness.within(row.progress().window()), next.done());
    }

    private Move ended() {
        if (!seenDeepEnough("closed")) {
            return rest();
        }
        Ending ending = sight.ending();
        if (ending == null) {
            return rest();
        }
        Instant windowEnd = row.progress().windowEndsAt();
        boolean paidOut = windowEnd != null && past(ending.at(), windowEnd);
        next.paid(ending.paid(), ending.reclaimable());
        return over(
                paidOut ? Status.FINALISED : Status.CLOSED_BY_AGREEMENT,
                row.progress().reason());
    }

    private Move settled(String fact, Status status, @Nullable String reason) {
        return seenDeepEnough(fact) ? over(status, reason) : rest();
    }

    /** Counts from the first block in which it was seen, as long as that block stands. */
    private boolean seenDeepEnough(String fact) {
        Sighting last = row.progress().sighting();
        boolean stands = last != null && last.fact().equals(fact) && last.hash().equals(sight.sightedHash());
        if (!stands) {
            last = new Sighting(
                    fact, channel.readAt().number(), channel.readAt().hash());
        }
        next.sighting(last);
        return channel.readAt().number() - Objects.requireNonNull(last).block() + 1 >= watchfulness.confirmations();
    }

    private void remember() {
        next.dispute(channel.challengeExpiresAt(), channel.userAmount().min(channel.locked()));
    }

    private Duration pause() {
        Instant end = channel.challengeExpiresAt();
        return end == null
                ? watchfulness.within(channel.challengeDuration())
                : watchfulness.until(end, channel.readAt().timestamp(), channel.challengeDuration());
    }

    private Move rest() {
        return new Move.Rest(watchfulness.within(row.progress().window()), next.done());
    }

    private Move refused(String reason) {
        return over(Status.REFUSED, reason);
    }

    private Move over(Status status, @Nullable String reason) {
        return new Move.Over(next.status(status).reason(reason).done());
    }

    private String reasonOr(String otherwise) {
        String reason = row.progress().reason();
        return reason == null ? otherwise : reason;
    }

    private String reverted() {
        String name = sight.transaction().revert();
        return Reasons.reverted(name == null ? "unknown" : name);
    }

    private String notOpen() {
        return "channel-" + channel.status().name().toLowerCase(Locale.ROOT);
    }

    private BigInteger candidate() {
        BigInteger candidate = row.progress().candidate();
        return candidate == null ? BigInteger.ZERO : candidate;
    }

    private boolean challenged() {
        return channel.status() == ChannelOnChain.Status.CHALLENGED;
    }

    private boolean exists() {
        return channel.status() != ChannelOnChain.Status.VOID && channel.status() != ChannelOnChain.Status.CLOSED;
    }

    private boolean expired() {
        Instant end = channel.challengeExpiresAt();
        return end != null && past(channel.readAt().timestamp(), end);
    }

    /** ChannelHub waits for a time after the expiry, Custody for the expiry itself. */
    private boolean past(Instant at, Instant end) {
        return Windows.over(row.dialect(), at, end);
    }
}

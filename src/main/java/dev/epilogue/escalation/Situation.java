package dev.epilogue.escalation;

import dev.epilogue.chain.ChannelOnChain;
import dev.epilogue.closure.Protection.Status;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One escalation and what a look at it found, with what is to be remembered of it: what every rule about it starts from. */
final class Situation {

    private final Escalation row;
    private final Sight sight;
    private final Watchfulness watchfulness;
    private final Progress.Draft next;

    Situation(Escalation row, Sight sight, Watchfulness watchfulness) {
        this.row = row;
        this.sight = sight;
        this.watchfulness = watchfulness;
        this.next = row.progress().draft();
        if (exists()) {
            next.window(channel().challengeDuration());
            next.since(Math.max(0, channel().readAt().number() - watchfulness.confirmations()));
        }
        if (standing().hash() != null) {
            next.began(standing().hash());
        }
    }

    Escalation row() {
        return row;
    }

    Sight sight() {
        return sight;
    }

    ChannelOnChain channel() {
        return sight.channel();
    }

    Standing standing() {
        return sight.transaction();
    }

    Progress.Draft next() {
        return next;
    }

    /** What was sent last, as an answer to a dispute. */
    Disputes.Reply reply() {
        boolean answer = row.step() == Step.CHECKPOINT;
        return new Disputes.Reply(answer ? row.progress().candidate() : null, standing());
    }

    Disputes.Ruling ruling() {
        return Disputes.of(channel(), row.dialect(), sight.newest(), reply());
    }

    boolean challenged() {
        return channel().status() == ChannelOnChain.Status.CHALLENGED;
    }

    boolean open() {
        return channel().status() == ChannelOnChain.Status.OPEN;
    }

    boolean exists() {
        return channel().status() != ChannelOnChain.Status.VOID && channel().status() != ChannelOnChain.Status.CLOSED;
    }

    /** Version that was put forward last; 0 where none was. */
    BigInteger candidate() {
        BigInteger candidate = row.progress().candidate();
        return candidate == null ? BigInteger.ZERO : candidate;
    }

    boolean reached(BigInteger version) {
        return channel().stateVersion().compareTo(version) >= 0;
    }

    /** Taken from storage: an event repeats whatever its sender said. */
    void rememberDispute() {
        next.dispute(
                channel().challengeExpiresAt(),
                channel().userAmount().min(channel().locked()));
    }

    boolean seenDeepEnough(String fact) {
        Sighting seen = Sighting.of(fact, channel().readAt(), row.progress().sighting(), sight.sightedHash());
        next.sighting(seen);
        return seen.deep(channel().readAt(), watchfulness.confirmations());
    }

    Move rest() {
        return new Move.Rest(watchfulness.within(row.progress().window()), next.done());
    }

    /** No later than at the dispute's end. */
    Move restWithinDispute() {
        Instant end = channel().challengeExpiresAt();
        Duration pause = end == null
                ? watchfulness.within(channel().challengeDuration())
                : watchfulness.until(
                        end, channel().readAt().timestamp(), channel().challengeDuration());
        return new Move.Rest(pause, next.done());
    }

    Move refused(String reason) {
        return over(Status.REFUSED, reason);
    }

    Move over(Status status, @Nullable String reason) {
        return new Move.Over(next.status(status).reason(reason).done());
    }

    Move settled(String fact, Status status, @Nullable String reason) {
        return seenDeepEnough(fact) ? over(status, reason) : rest();
    }

    /** The dispute is over, and the channel goes on. */
    Move answered(@Nullable String reason) {
        return settled("open@" + channel().stateVersion(), Status.ANSWERED, reason);
    }

    Move ended() {
        Ending ending = seenDeepEnough("closed") ? sight.ending() : null;
        if (ending == null) {
            return rest();
        }
        Instant windowEnd = row.progress().windowEndsAt();
        boolean paidOut = windowEnd != null && Windows.over(row.dialect(), ending.at(), windowEnd);
        next.paid(ending.paid(), ending.reclaimable());
        return over(
                paidOut ? Status.FINALISED : Status.CLOSED_BY_AGREEMENT,
                row.progress().reason());
    }

    String reverted() {
        String name = standing().revert();
        return Reasons.reverted(name == null ? "unknown" : name);
    }
}

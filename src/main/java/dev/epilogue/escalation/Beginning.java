package dev.epilogue.escalation;

import dev.epilogue.closure.Protection.Action;
import dev.epilogue.closure.Protection.Status;
import java.math.BigInteger;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What an escalation does before a dispute runs: its first transaction, or finding out that it needs none. Pure. */
final class Beginning {

    private final Situation now;
    private final Action action;

    Beginning(Situation now) {
        this.now = now;
        this.action = now.row().action();
    }

    Move planned() {
        return switch (action) {
            case CHECKPOINT -> checkpoint();
            case CHALLENGE -> challenge();
            case FINALISE -> adopt();
        };
    }

    private Move checkpoint() {
        BigInteger newest = now.sight().newest();
        if (!now.open() && !now.challenged()) {
            return now.refused(notOpen());
        }
        if (newest == null) {
            return now.refused(Reasons.NO_CO_SIGNED_STATE);
        }
        if (now.reached(newest)) {
            return now.settled("enforced@" + now.channel().stateVersion(), Status.CHECKPOINTED, Reasons.BY_OTHERS);
        }
        return now.challenged() && now.ruling() instanceof Disputes.Ruling.Expired
                ? now.refused(Reasons.CHALLENGE_EXPIRED)
                : new Move.Send(Step.CHECKPOINT, now.next().status(Status.SENT).done());
    }

    private Move challenge() {
        if (now.challenged()) {
            return adopt();
        }
        if (!now.open()) {
            return now.refused(notOpen());
        }
        BigInteger pack = now.sight().pack();
        BigInteger newest = now.sight().newest();
        if (pack == null) {
            return now.refused(Reasons.PACK_MISSING);
        }
        boolean olderThanChain = pack.compareTo(now.channel().stateVersion()) < 0;
        boolean olderThanNewest = newest != null && pack.compareTo(newest) < 0;
        return olderThanChain || olderThanNewest
                ? now.refused(Reasons.PACK_STALE)
                : new Move.Send(Step.CHALLENGE, now.next().status(Status.SENT).done());
    }

    /** A dispute is there already, whoever began it. */
    private Move adopt() {
        if (now.challenged()) {
            return dispute(null);
        }
        return now.open() ? now.answered(Reasons.BY_OTHERS) : now.ended();
    }

    Move sent() {
        return switch (now.standing().state()) {
            // nobody was asked to send it: what stands against it by now counts
            case NONE -> planned();
            case UNSENT -> unsent();
            case UNDER_WAY -> now.rest();
            case CONFIRMED -> action == Action.CHECKPOINT ? checkpointMined() : challengeMined();
            case REVERTED -> action == Action.CHECKPOINT ? checkpointReverted() : challengeReverted();
            case WITHDRAWN ->
                now.over(
                        Status.STOPPED,
                        Objects.requireNonNullElse(now.row().progress().reason(), Reasons.WITHDRAWN));
        };
    }

    /** Not broadcast yet, and no use any more: taken back, so that nothing is paid for in vain. */
    private Move unsent() {
        boolean overtaken = action == Action.CHALLENGE
                && (now.channel().stateVersion().compareTo(now.candidate()) > 0 || now.challenged() || !now.exists());
        if (overtaken) {
            return new Move.TakeBack(now.next().reason(Reasons.OVERTAKEN).done());
        }
        // what was no hurry is an answer now: it is asked for again, and its deadline goes along
        boolean answersNow =
                action == Action.CHECKPOINT && now.challenged() && now.ruling() instanceof Disputes.Ruling.Awaited;
        return answersNow ? new Move.Send(Step.CHECKPOINT, now.next().done()) : now.rest();
    }

    private Move checkpointMined() {
        if (now.reached(now.candidate())) {
            return now.over(Status.CHECKPOINTED, null);
        }
        return now.exists() ? sentAnewWhereItVanished() : now.rest();
    }

    private Move checkpointReverted() {
        return now.exists() && now.reached(now.candidate())
                ? now.over(Status.CHECKPOINTED, Reasons.BY_OTHERS)
                : now.refused(now.reverted());
    }

    private Move challengeMined() {
        if (now.challenged()) {
            return dispute(null);
        }
        if (!now.open()) {
            return now.ended();
        }
        return now.channel().stateVersion().compareTo(now.candidate()) > 0
                ? now.answered(null)
                : sentAnewWhereItVanished();
    }

    /** It counted as settled, and the chain shows nothing of it, deep down: its block is not part of the chain any more. */
    private Move sentAnewWhereItVanished() {
        if (!now.standing().isLaterThan(now.channel().readAt()) && now.seenDeepEnough("vanished")) {
            now.next().again().status(Status.PLANNED).sighting(null);
        }
        return now.rest();
    }

    private Move challengeReverted() {
        if (now.challenged()) {
            return dispute(Reasons.BY_OTHERS);
        }
        return now.exists() ? now.refused(now.reverted()) : now.ended();
    }

    private Move dispute(@Nullable String reason) {
        now.rememberDispute();
        now.next()
                .status(Status.DISPUTED)
                .reason(reason)
                .transaction(now.row().progress().transactionId())
                .sighting(null);
        return now.restWithinDispute();
    }

    private String notOpen() {
        return "channel-" + now.channel().status().name().toLowerCase(Locale.ROOT);
    }
}

package dev.epilogue.closure;

import dev.epilogue.signing.Consensus;
import dev.epilogue.value.Address;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rules of one closure: fixed at its proposal, shown to signers, part of receipts.
 *
 * @param requiredParticipants whose signature is needed; null: everybody with weight or whose balance falls
 * @param timeout from proposal to deadline
 * @param maxDeadline how far from its opening a round's deadline may be extended
 * @param signableFor how long a round takes signatures; null: until the deadline
 * @param maxRounds counter-proposals and moves of the session included; a window that lapses is nobody's and does not count
 * @param settleFor how long participants are waited for after the close
 * @param reopenFor how long an expired or declined closure can come back
 * @param reminders percents of a round's time at which those who are missing are reminded, rising
 * @param declineReason whether whoever refuses a round has to say why
 */
public record Policy(
        Consensus consensus,
        @Nullable List<Address> requiredParticipants,
        Duration timeout,
        Duration maxDeadline,
        @Nullable Duration signableFor,
        OnVersionChange onVersionChange,
        int maxRounds,
        ChannelUpdate channelUpdate,
        Duration settleFor,
        Escalation escalation,
        Duration reopenFor,
        List<Integer> reminders,
        DeclineReason declineReason) {

    /** What was stored before there were reminders has none. */
    public Policy {
        requiredParticipants = requiredParticipants == null ? null : List.copyOf(requiredParticipants);
        reminders = reminders == null
                ? List.of()
                : reminders.stream().sorted().distinct().toList();
        declineReason = declineReason == null ? DeclineReason.OPTIONAL : declineReason;
    }

    /** Nobody is reminded, and nobody has to say why. */
    public Policy(
            Consensus consensus,
            @Nullable List<Address> requiredParticipants,
            Duration timeout,
            Duration maxDeadline,
            @Nullable Duration signableFor,
            OnVersionChange onVersionChange,
            int maxRounds,
            ChannelUpdate channelUpdate,
            Duration settleFor,
            Escalation escalation,
            Duration reopenFor) {
        this(
                consensus,
                requiredParticipants,
                timeout,
                maxDeadline,
                signableFor,
                onVersionChange,
                maxRounds,
                channelUpdate,
                settleFor,
                escalation,
                reopenFor,
                List.of(),
                DeclineReason.OPTIONAL);
    }

    /** Whether a refusal without a reason is taken. */
    public enum DeclineReason {
        OPTIONAL,
        REQUIRED
    }

    /** Whether what a participant may sign along with the close would serve it afterwards. */
    public boolean asksInOneVisit() {
        return channelUpdate == ChannelUpdate.ACKNOWLEDGE || channelUpdate == ChannelUpdate.CHECKPOINT;
    }

    /** What happens when somebody else updates the session. */
    public enum OnVersionChange {
        NEW_ROUND,
        FAIL
    }

    /** What is done for the participants' channels after the close. */
    public enum ChannelUpdate {
        VERIFY,
        ACKNOWLEDGE,
        CHECKPOINT,
        RESIZE,
        CLOSE_CHANNEL
    }

    /** What may be done on chain without being asked. */
    public enum Escalation {
        NONE,
        CHECKPOINT,
        CHALLENGE
    }
}

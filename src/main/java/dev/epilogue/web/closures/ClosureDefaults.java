package dev.epilogue.web.closures;

import dev.epilogue.closure.Policy;
import dev.epilogue.signing.Consensus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What a closure's policy is where its proposal says nothing, and how far a proposal may go.
 *
 * @param consensus whose signatures suffice
 * @param timeout from proposal to deadline
 * @param maxDeadline how far from its opening a round's deadline may be extended
 * @param signableFor how long a round takes signatures; unset: until the deadline
 * @param onVersionChange what happens when somebody else updates the session
 * @param maxRounds of one closure: the first, counter-proposals, and one for each move of the session by somebody else. Windows that lapse by
 *     themselves do not count
 * @param settleFor how long participants are waited for after the close
 * @param reopenFor how long an expired or declined closure can come back
 * @param reminders percents of a round's time at which those who have not signed are reminded
 * @param declineReason whether whoever refuses has to say why
 * @param limits what no proposal may exceed
 */
@ConfigurationProperties("epilogue.closure")
public record ClosureDefaults(
        @DefaultValue("UNANIMOUS") Consensus consensus,
        @DefaultValue("PT1H") Duration timeout,
        @DefaultValue("P1D") Duration maxDeadline,
        @Nullable Duration signableFor,
        @DefaultValue("NEW_ROUND") Policy.OnVersionChange onVersionChange,
        @DefaultValue("5") int maxRounds,
        @DefaultValue("P1D") Duration settleFor,
        @DefaultValue("P1D") Duration reopenFor,
        @DefaultValue({"50", "90"}) List<Integer> reminders,
        @DefaultValue("OPTIONAL") Policy.DeclineReason declineReason,
        @DefaultValue Limits limits) {

    /**
     * What no proposal may exceed.
     *
     * @param minTimeout shortest time to a deadline
     * @param maxTimeout longest time to a deadline, extensions of a round included
     * @param maxKept longest {@code settleFor} and {@code reopenFor}
     * @param maxRounds most rounds of one closure
     * @param maxAllocations most entries of a proposed split, and most participants that a policy names
     */
    public record Limits(
            @DefaultValue("PT5S") Duration minTimeout,
            @DefaultValue("P30D") Duration maxTimeout,
            @DefaultValue("P30D") Duration maxKept,
            @DefaultValue("50") int maxRounds,
            @DefaultValue("256") int maxAllocations) {}

    public ClosureDefaults {
        List<String> mistakes = new ArrayList<>();
        within(mistakes, "timeout", timeout, limits.minTimeout(), limits.maxTimeout());
        within(mistakes, "max-deadline", maxDeadline, timeout, limits.maxTimeout());
        within(mistakes, "settle-for", settleFor, Duration.ZERO, limits.maxKept());
        within(mistakes, "reopen-for", reopenFor, Duration.ZERO, limits.maxKept());
        if (signableFor != null) {
            within(mistakes, "signable-for", signableFor, limits.minTimeout(), limits.maxTimeout());
        }
        reminders = List.copyOf(reminders);
        if (reminders.size() > 5 || reminders.stream().anyMatch(part -> part < 1 || part > 99)) {
            mistakes.add("reminders must be at most 5 percents from 1 to 99");
        }
        if (maxRounds < 1 || maxRounds > limits.maxRounds()) {
            mistakes.add("max-rounds must be from 1 to " + limits.maxRounds());
        }
        if (!mistakes.isEmpty()) {
            throw new IllegalArgumentException("epilogue.closure: " + String.join("; ", mistakes));
        }
    }

    /** The policy of a proposal that says nothing about it. */
    public Policy policy() {
        return new Policy(
                consensus,
                null,
                timeout,
                maxDeadline,
                signableFor,
                onVersionChange,
                maxRounds,
                Policy.ChannelUpdate.VERIFY,
                settleFor,
                Policy.Escalation.NONE,
                reopenFor,
                reminders,
                declineReason);
    }

    private static void within(List<String> mistakes, String name, Duration value, Duration least, Duration most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            mistakes.add(name + " must be from " + least + " to " + most);
        }
    }
}

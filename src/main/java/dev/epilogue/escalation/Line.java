package dev.epilogue.escalation;

import dev.epilogue.closure.Protection;
import dev.epilogue.closure.Protection.Action;
import dev.epilogue.value.Amount;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What can be undertaken for one participant's channel, and what cannot.
 *
 * @param action null: nothing
 * @param reasons why not, or why not more; of {@link Reasons}
 * @param secured what the contract holds the participant's claim to afterwards; what a challenge pays out
 * @param beyondReach what the node owes off chain beyond that; null where the node could not be asked
 * @param frozenFor how long the participant's channel is of no use for anything else; null where it is not
 * @param earliestFinality chain time; null where nothing is undertaken
 * @param cost an estimate in wei; null where none could be made
 */
public record Line(
        Protection.Target target,
        @Nullable Action action,
        List<String> reasons,
        Amount secured,
        @Nullable Amount beyondReach,
        @Nullable Duration frozenFor,
        @Nullable Instant earliestFinality,
        @Nullable BigInteger cost) {

    public Line {
        reasons = List.copyOf(reasons);
    }

    Line remarked(String reason) {
        List<String> all = Stream.concat(reasons.stream(), Stream.of(reason)).toList();
        return new Line(target, action, all, secured, beyondReach, frozenFor, earliestFinality, cost);
    }

    public boolean possible() {
        return action != null;
    }
}

package dev.epilogue.closure;

import dev.epilogue.node.Credit;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;

/**
 * Which money records a close of ours can have made. A withdraw leaves records of the same shape. A v1 node dates them by the
 * second: within the first second the ids decide. A 0.x node dates a record when it begins the work and shows it when it has
 * done it, perhaps much later: there the ids alone decide.
 *
 * @param from on the node's clock, a full second; the epoch where times say nothing
 * @param known ids of records that existed before
 */
public record CreditMark(Instant from, Set<String> known) {

    public CreditMark {
        known = Set.copyOf(known);
    }

    static CreditMark since(Instant nodeTime) {
        return new CreditMark(nodeTime.truncatedTo(ChronoUnit.SECONDS), Set.of());
    }

    /** Every record that the node has not shown yet, however it is dated. */
    static CreditMark except(Set<String> shown) {
        return new CreditMark(Instant.EPOCH, shown);
    }

    /** The round's close is sent in a later second of the node's clock than the reading that it builds on. */
    public CreditMark fromNextSecond() {
        return new CreditMark(nextSecond(), Set.of());
    }

    /** From when on {@link #fromNextSecond} tells enough. */
    public Instant nextSecond() {
        return from.plusSeconds(1);
    }

    public CreditMark knowing(Set<String> ids) {
        return new CreditMark(from, ids);
    }

    boolean isNew(Credit credit) {
        return !credit.at().isBefore(from) && !known.contains(credit.id());
    }
}

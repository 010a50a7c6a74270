package dev.epilogue.closure;

import dev.epilogue.node.Credit;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;

/**
 * Which money records a close of a round can have made. A withdraw leaves records of the same shape. A v1 node dates them by the
 * second: within the first second the version that a close needs tells them apart, and ids where a round takes more than one step. A 0.x
 * node dates a record when it begins the work and shows it when it has done it, perhaps much later: there the ids alone decide. The mark belongs to the round: it never moves
 * past a frame that may have run.
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
    public static CreditMark except(Set<String> shown) {
        return new CreditMark(Instant.EPOCH, shown);
    }

    /** From when on records are later than the mark's own second. */
    public Instant nextSecond() {
        return from.plusSeconds(1);
    }

    public CreditMark knowing(Set<String> ids) {
        return new CreditMark(from, ids);
    }

    boolean isKnown(Credit credit) {
        return known.contains(credit.id());
    }

    /** Whether the record is not older than the mark, as far as its date says. */
    boolean reaches(Credit credit) {
        return !credit.at().isBefore(from);
    }

    /** Whether the date leaves open what was first, the mark or the record. */
    boolean sameSecond(Credit credit) {
        return reaches(credit) && credit.at().isBefore(nextSecond());
    }
}

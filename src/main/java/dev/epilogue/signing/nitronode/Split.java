package dev.epilogue.signing.nitronode;

import dev.epilogue.value.Allocation;
import dev.epilogue.value.Amount;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Who holds what, without zero rows, in hashing order: equal exactly when the money is distributed equally. */
record Split(List<Allocation> rows) {

    /** @throws IllegalArgumentException when a (participant, asset) is repeated or an amount is negative */
    static Split of(List<Allocation> allocations) {
        Set<Object> seen = new HashSet<>();
        for (Allocation allocation : allocations) {
            if (!seen.add(key(allocation))) {
                throw new IllegalArgumentException("repeated allocation of " + describe(allocation));
            }
            if (allocation.amount().isNegative()) {
                throw new IllegalArgumentException("negative allocation of " + describe(allocation));
            }
        }
        return new Split(HashingOrder.sorted(
                allocations.stream().filter(row -> !row.amount().isZero()).toList()));
    }

    Map<String, Amount> totals() {
        Map<String, Amount> totals = new TreeMap<>();
        rows.forEach(row -> totals.merge(row.asset(), row.amount(), Amount::plus));
        return totals;
    }

    /** A full snapshot: an update has to list what becomes zero. */
    List<Allocation> withZeroRowsOf(Split before) {
        Set<Object> listed = new HashSet<>();
        rows.forEach(row -> listed.add(key(row)));
        List<Allocation> snapshot = new ArrayList<>(rows);
        before.rows.stream()
                .filter(row -> !listed.contains(key(row)))
                .map(row -> new Allocation(row.participant(), row.asset(), Amount.ZERO))
                .forEach(snapshot::add);
        return HashingOrder.sorted(snapshot);
    }

    private static Object key(Allocation allocation) {
        return List.of(allocation.participant(), allocation.asset());
    }

    private static String describe(Allocation allocation) {
        return allocation.asset() + " for " + allocation.participant();
    }
}

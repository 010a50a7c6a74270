package dev.epilogue.closure;

import dev.epilogue.node.Credit;
import java.util.ArrayList;
import java.util.List;

/** What the node's money records say about a round's close. */
sealed interface Payments {

    /** Not every entry has its payment. */
    record Missing() implements Payments {}

    /** For each entry exactly one new record with exactly the amount, and nothing else. */
    record Exact(List<SettlementLine> lines) implements Payments {}

    /**
     * Every entry was paid, and more was paid.
     *
     * @param again the records that nobody signed for
     */
    record Doubled(List<SettlementLine> lines, List<Credit> again) implements Payments {

        /** Whether the same close was booked once more, not another one beside it. */
        boolean repeats() {
            return again.stream().allMatch(credit -> lines.stream().anyMatch(line -> pays(credit, line)));
        }
    }

    /** Records that the close of this round can have made; older ones and zeros do not count. */
    static Payments of(Round round, List<Credit> credits) {
        List<Credit> left = new ArrayList<>(credits.stream()
                .filter(credit -> !credit.amount().isZero())
                .filter(round.base().mark()::isNew)
                .toList());
        List<SettlementLine> lines = new ArrayList<>();
        for (SettlementLine line : Settlements.expected(round)) {
            Credit paid = left.stream()
                    .filter(credit -> pays(credit, line))
                    .findFirst()
                    .orElse(null);
            if (paid == null) {
                return new Missing();
            }
            left.remove(paid);
            lines.add(line.credited(paid.id()));
        }
        return left.isEmpty() ? new Exact(lines) : new Doubled(lines, left);
    }

    private static boolean pays(Credit credit, SettlementLine line) {
        return credit.participant().equals(line.participant())
                && credit.asset().equals(line.asset())
                && credit.amount().equals(line.amount());
    }
}

package dev.epilogue.closure;

import dev.epilogue.node.Credit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

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

    /** By dates and ids; where these find too little, by all that the session ever paid. */
    static Payments of(Round round, Evidence.Closed evidence) {
        Payments marked = of(round, evidence.credits());
        return marked instanceof Missing && evidence.whole() ? ofAll(round, evidence.credits()) : marked;
    }

    /**
     * A node whose clock was set back dates the payments of a close before the round. A closed session has paid out all that it held at
     * the round's base: where everything that it ever paid comes to just that, none of it is older.
     */
    private static Payments ofAll(Round round, List<Credit> credits) {
        List<Credit> left = new ArrayList<>(
                credits.stream().filter(credit -> !credit.amount().isZero()).toList());
        Optional<List<Credit>> paid = taken(round, left);
        boolean all = FinalStates.totals(round.proposal().allocations())
                .equals(FinalStates.totals(round.base().allocations()));
        return paid.isPresent() && left.isEmpty() && all ? new Exact(credited(round, paid.get())) : new Missing();
    }

    /**
     * Records that the close of this round can have made; older ones and zeros do not count.
     *
     * @param round closed at the version that its close leads to, where its dialect binds a close to one
     */
    static Payments of(Round round, List<Credit> credits) {
        CreditMark mark = round.base().mark();
        List<Credit> later = new ArrayList<>(credits.stream()
                .filter(credit -> !credit.amount().isZero())
                .filter(mark::reaches)
                .filter(credit -> !mark.isKnown(credit) || leavesNoChoice(round, mark, credit))
                .sorted(Comparator.comparing(mark::isKnown).thenComparing(Credit::at, Comparator.reverseOrder()))
                .toList());
        Optional<List<Credit>> paid = taken(round, later);
        if (paid.isEmpty()) {
            return new Missing();
        }
        List<SettlementLine> lines = credited(round, paid.get());
        boolean doubtful = paid.get().stream().anyMatch(mark::sameSecond);
        later.removeIf(credit -> mark.sameSecond(credit) && (!doubtful || leavesNoChoice(round, mark, credit)));
        return later.isEmpty() ? new Exact(lines) : new Doubled(lines, later);
    }

    /** For each entry, in their order, the first record that pays it, which is then no longer left; empty where one has none. */
    private static Optional<List<Credit>> taken(Round round, List<Credit> left) {
        List<Credit> taken = new ArrayList<>();
        for (SettlementLine line : Settlements.expected(round)) {
            Optional<Credit> paid =
                    left.stream().filter(credit -> pays(credit, line)).findFirst();
            if (paid.isEmpty()) {
                return Optional.empty();
            }
            left.remove(paid.get());
            taken.add(paid.get());
        }
        return Optional.of(taken);
    }

    /** @param paid one record for each entry, in their order */
    private static List<SettlementLine> credited(Round round, List<Credit> paid) {
        Iterator<Credit> records = paid.iterator();
        return Settlements.expected(round).stream()
                .map(line -> line.credited(records.next().id()))
                .toList();
    }

    /**
     * A v1 node closes at the next version only as the session stands: whoever did it, and whatever else it booked in that second, the
     * payments are the round's.
     */
    private static boolean leavesNoChoice(Round round, CreditMark mark, Credit credit) {
        return mark.sameSecond(credit) && round.closesInOneStep();
    }

    private static boolean pays(Credit credit, SettlementLine line) {
        return credit.participant().equals(line.participant())
                && credit.asset().equals(line.asset())
                && credit.amount().equals(line.amount());
    }
}

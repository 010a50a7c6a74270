package dev.epilogue.closure;

import dev.epilogue.node.Credit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What participants are to receive, and the records that prove that they did. */
final class Settlements {

    private Settlements() {}

    /** One line for each non-zero entry of the proposal. */
    static List<SettlementLine> expected(Round round) {
        return round.proposal().nonZero().stream()
                .map(entry -> new SettlementLine(
                        entry.participant(), entry.asset(), entry.amount(), null, SettlementLine.Status.PENDING, null))
                .toList();
    }

    /**
     * Every line with the one new record that pays exactly it. Nothing when a line has no record or more than one, or when
     * money went where no line says so.
     */
    static Optional<List<SettlementLine>> proved(Round round, List<Credit> credits) {
        List<Credit> fresh = credits.stream()
                .filter(credit -> !credit.amount().isZero())
                .filter(round.base().mark()::isNew)
                .toList();
        List<SettlementLine> expected = expected(round);
        if (fresh.size() != expected.size()) {
            return Optional.empty();
        }
        List<SettlementLine> proved = new ArrayList<>();
        for (SettlementLine line : expected) {
            List<Credit> matching =
                    fresh.stream().filter(credit -> pays(credit, line)).toList();
            if (matching.size() != 1) {
                return Optional.empty();
            }
            proved.add(line.credited(matching.getFirst().id()));
        }
        return Optional.of(proved);
    }

    private static boolean pays(Credit credit, SettlementLine line) {
        return credit.participant().equals(line.participant())
                && credit.asset().equals(line.asset())
                && credit.amount().equals(line.amount());
    }
}

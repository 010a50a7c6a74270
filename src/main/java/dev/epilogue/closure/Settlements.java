package dev.epilogue.closure;

import java.util.List;

/** What participants are to receive. {@link Payments} says whether they did. */
final class Settlements {

    private Settlements() {}

    /** One line for each non-zero entry of the proposal. */
    static List<SettlementLine> expected(Round round) {
        return round.proposal().nonZero().stream()
                .map(entry -> new SettlementLine(entry.participant(), entry.asset(), entry.amount()))
                .toList();
    }
}

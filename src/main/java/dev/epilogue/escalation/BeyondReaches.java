package dev.epilogue.escalation;

import dev.epilogue.closure.Closure;
import dev.epilogue.escalation.Report.BeyondReach;
import dev.epilogue.escalation.Report.Without;
import dev.epilogue.node.Dialect;
import dev.epilogue.value.Address;
import dev.epilogue.value.Amount;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Money that no contract can move: said in every report, before anybody hopes. */
final class BeyondReaches {

    private static final String SESSION =
            "Money in an open session is a claim against the node; no contract can pay it out or close the session.";
    private static final String UNSIGNED =
            "The node owes this off chain; what both have not signed cannot be enforced.";
    private static final String UNIFIED =
            "The unified balance is a claim against the node; a channel holds only what was put into it.";

    private BeyondReaches() {}

    static List<BeyondReach> of(Closure closure, List<Address> participants, List<Line> lines) {
        List<BeyondReach> all = new ArrayList<>();
        if (!closure.session().closed()) {
            closure.round().base().allocations().stream()
                    .filter(entry -> !entry.amount().isZero() && participants.contains(entry.participant()))
                    .forEach(entry -> all.add(new BeyondReach(
                            entry.participant(), entry.asset(), entry.amount(), "SESSION_FUNDS", SESSION)));
        }
        boolean v1 = closure.subject().dialect() == Dialect.NITRONODE_V1;
        for (Line line : lines) {
            Amount beyond = line.beyondReach();
            if (beyond != null && !beyond.isZero() && !beyond.isNegative()) {
                all.add(new BeyondReach(
                        line.target().participant(),
                        line.target().asset(),
                        beyond,
                        v1 ? "NOT_CO_SIGNED" : "UNIFIED_BALANCE",
                        v1 ? UNSIGNED : UNIFIED));
            }
        }
        return all;
    }

    /** @param undescribed those with a channel that cannot be found on a chain */
    static List<Without> without(
            List<Address> participants, Collection<String> assets, List<Line> lines, List<Without> undescribed) {
        List<Without> all = new ArrayList<>(undescribed);
        for (Address participant : participants) {
            for (String asset : assets) {
                boolean met = lines.stream()
                        .anyMatch(line -> line.target().participant().equals(participant)
                                && line.target().asset().equals(asset));
                boolean told = undescribed.stream()
                        .anyMatch(without -> without.participant().equals(participant)
                                && without.asset().equals(asset));
                if (!met && !told) {
                    all.add(new Without(participant, asset, Reasons.NO_CHANNEL));
                }
            }
        }
        return all;
    }
}

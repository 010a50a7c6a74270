package dev.epilogue.sandbox.nitronode.ledger;

import java.math.BigDecimal;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Section 3.6. The protocol document names the rules of a deposit but not their texts; the texts here are the fake's. */
final class DepositRules {

    private final AllocationRules allocations;

    DepositRules(AllocationRules allocations) {
        this.allocations = allocations;
    }

    /** @return the listed split: one asset grows by exactly what the commit moves */
    SortedMap<Holding, BigDecimal> deposit(Session session, Update update, ChannelState commit) {
        Map<Holding, BigDecimal> listed = allocations.listed(session, update, true);
        session.funds().forEach((holding, current) -> AllocationRules.present(listed, holding, current, "deposit"));
        BigDecimal growth = BigDecimal.ZERO;
        for (var row : listed.entrySet()) {
            BigDecimal change = row.getValue().subtract(session.held(row.getKey()));
            if (change.signum() < 0) {
                throw new Refusal("deposit intent cannot decrease allocations: "
                        + row.getKey().named());
            }
            if (change.signum() > 0
                    && !row.getKey().asset().equals(commit.account().asset())) {
                throw new Refusal("deposit intent must change one asset only: "
                        + row.getKey().named());
            }
            growth = growth.add(change);
        }
        if (growth.compareTo(commit.transition().amount()) != 0) {
            throw new Refusal("deposit amount mismatch: allocations grow by " + growth + ", committed "
                    + commit.transition().amount());
        }
        return new TreeMap<>(listed);
    }

    static void checkCommit(Session session, ChannelState state) {
        if (!state.is(Transition.COMMIT)) {
            throw new Refusal("user state must have commit transition");
        }
        if (!state.transition().accountId().equals(session.id().hex())) {
            throw new Refusal("user state commits to another app session");
        }
    }
}

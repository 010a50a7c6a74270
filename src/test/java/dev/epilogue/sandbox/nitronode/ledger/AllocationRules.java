package dev.epilogue.sandbox.nitronode.ledger;

import dev.epilogue.value.Amount;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What every intent demands of a list of allocations, and what each one adds (section 3.8). */
final class AllocationRules {

    private final Network network;

    AllocationRules(Network network) {
        this.network = network;
    }

    /** @return what the session holds after closing: nothing */
    SortedMap<Holding, BigDecimal> close(Session session, Update update) {
        Map<Holding, BigDecimal> listed = listed(session, update, false);
        SortedMap<Holding, BigDecimal> after = new TreeMap<>();
        session.funds().forEach((holding, current) -> {
            BigDecimal provided = present(listed, holding, current, "close");
            if (provided.compareTo(current) != 0) {
                throw new Refusal("close intent requires allocations to match current state: " + holding.named()
                        + ", current " + text(current) + ", provided " + text(provided));
            }
            after.put(holding, BigDecimal.ZERO);
        });
        new TreeMap<>(listed).forEach((holding, amount) -> {
            if (session.held(holding).signum() == 0 && amount.signum() != 0) {
                throw new Refusal("close intent contains unexpected allocation for " + holding.named() + " with amount "
                        + text(amount));
            }
        });
        return after;
    }

    /** @return the listed split */
    SortedMap<Holding, BigDecimal> operate(Session session, Update update) {
        SortedMap<Holding, BigDecimal> listed = new TreeMap<>(listed(session, update, true));
        session.funds().forEach((holding, current) -> present(listed, holding, current, "operate"));
        Map<String, BigDecimal> balances = totals(session.funds());
        Map<String, BigDecimal> totals = totals(listed);
        totals.forEach((asset, total) -> {
            BigDecimal balance = balances.getOrDefault(asset, BigDecimal.ZERO);
            if (total.compareTo(balance) != 0) {
                throw new Refusal("operate intent allocation mismatch for asset " + asset + ": total allocations "
                        + text(total) + ", session balance " + text(balance));
            }
        });
        return listed;
    }

    /** @return the listed split, nowhere higher than the current one */
    SortedMap<Holding, BigDecimal> withdraw(Session session, Update update) {
        SortedMap<Holding, BigDecimal> listed = new TreeMap<>(listed(session, update, false));
        session.funds().forEach((holding, current) -> present(listed, holding, current, "withdraw"));
        listed.forEach((holding, amount) -> {
            BigDecimal current = session.held(holding);
            if (current.signum() == 0 && amount.signum() != 0) {
                throw new Refusal("withdraw intent cannot add new allocation for " + holding.named());
            }
            if (amount.compareTo(current) > 0) {
                throw new Refusal("withdraw intent cannot increase allocations: " + holding.named());
            }
            checkStoredPrecision(holding, current.subtract(amount));
        });
        return listed;
    }

    /** The node subtracts from a stored value of 18 digits and then counts the digits of the difference. */
    private void checkStoredPrecision(Holding holding, BigDecimal difference) {
        int decimals = network.decimals(holding.asset());
        if (difference.signum() != 0 && decimals < 18) {
            throw tooPrecise("invalid withdraw amount", holding, decimals, 18);
        }
    }

    Map<Holding, BigDecimal> listed(Session session, Update update, boolean countDigits) {
        Map<Holding, BigDecimal> listed = new HashMap<>();
        for (Entry entry : update.allocations()) {
            if (session.definition().participant(entry.participant()).isEmpty()) {
                throw new Refusal(
                        "allocation to non-participant " + entry.participant().lowerCase());
            }
            if (entry.amount().signum() < 0) {
                throw new Refusal("negative allocation: " + text(entry.amount()) + " for asset " + entry.asset());
            }
            if (listed.put(entry.holding(), entry.amount()) != null) {
                throw new Refusal("duplicate allocation for " + entry.holding().named());
            }
            if (countDigits && network.decimals(entry.asset()) < entry.digits()) {
                throw tooPrecise("invalid amount", entry.holding(), network.decimals(entry.asset()), entry.digits());
            }
        }
        return listed;
    }

    static BigDecimal present(Map<Holding, BigDecimal> listed, Holding holding, BigDecimal current, String intent) {
        BigDecimal provided = listed.get(holding);
        if (provided == null) {
            throw new Refusal(intent + " intent missing allocation for " + holding.named() + " with current amount "
                    + text(current));
        }
        return provided;
    }

    private static Refusal tooPrecise(String what, Holding holding, int allowed, int got) {
        return new Refusal(what + " for allocation with asset " + holding.asset() + " and participant "
                + holding.participant().lowerCase() + ": amount exceeds maximum decimal precision: max " + allowed
                + " decimals allowed, got " + got);
    }

    private static Map<String, BigDecimal> totals(Map<Holding, BigDecimal> rows) {
        Map<String, BigDecimal> totals = new TreeMap<>();
        rows.forEach((holding, amount) -> totals.merge(holding.asset(), amount, BigDecimal::add));
        return totals;
    }

    private static String text(BigDecimal amount) {
        return new Amount(amount).text();
    }
}

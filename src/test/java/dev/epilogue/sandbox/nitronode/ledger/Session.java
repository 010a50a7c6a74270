package dev.epilogue.sandbox.nitronode.ledger;

import dev.epilogue.value.SessionId;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * @param holdings every row that ever was non-zero, emptied ones as zero
 * @param version unsigned
 */
public record Session(
        SessionId id,
        Definition definition,
        boolean closed,
        long version,
        String sessionData,
        SortedMap<Holding, BigDecimal> holdings) {

    public Session {
        holdings = Collections.unmodifiableSortedMap(new TreeMap<>(holdings));
    }

    static Session created(SessionId id, Definition definition, String sessionData) {
        return new Session(id, definition, false, 1, sessionData, new TreeMap<>());
    }

    /** What still lies in the session, in the node's order. */
    public SortedMap<Holding, BigDecimal> funds() {
        SortedMap<Holding, BigDecimal> funds = new TreeMap<>(holdings);
        funds.values().removeIf(amount -> amount.signum() == 0);
        return funds;
    }

    BigDecimal held(Holding holding) {
        return holdings.getOrDefault(holding, BigDecimal.ZERO);
    }

    Session advanced(Map<Holding, BigDecimal> changes, String newData, boolean close) {
        SortedMap<Holding, BigDecimal> next = new TreeMap<>(holdings);
        changes.forEach((holding, amount) -> {
            if (amount.signum() != 0 || next.containsKey(holding)) {
                next.put(holding, amount);
            }
        });
        return new Session(id, definition, close, version + 1, newData.isEmpty() ? sessionData : newData, next);
    }

    Session atVersion(long other) {
        return new Session(id, definition, closed, other, sessionData, holdings);
    }
}

package dev.epilogue.sandbox.nitronode;

import dev.epilogue.sandbox.nitronode.ledger.Definition;
import dev.epilogue.sandbox.nitronode.ledger.Holding;
import dev.epilogue.sandbox.nitronode.ledger.Session;
import dev.epilogue.value.Allocation;
import dev.epilogue.value.SessionId;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A session that is simply there, funded as if deposits had been made.
 *
 * @param id usually the definition's own
 * @param allocations zero rows included, if there are any
 */
public record SessionSeed(
        SessionId id, Definition definition, List<Allocation> allocations, String sessionData, long version) {

    public static SessionSeed of(Definition definition, Allocation... allocations) {
        return new SessionSeed(definition.id(), definition, Arrays.asList(allocations), "", 1);
    }

    public SessionSeed withData(String data) {
        return new SessionSeed(id, definition, allocations, data, version);
    }

    public SessionSeed atVersion(long number) {
        return new SessionSeed(id, definition, allocations, sessionData, number);
    }

    /** For sessions whose definition is not known in the order that the id covers. */
    public SessionSeed withId(SessionId other) {
        return new SessionSeed(other, definition, allocations, sessionData, version);
    }

    Session session() {
        SortedMap<Holding, BigDecimal> rows = new TreeMap<>();
        allocations.forEach(each -> rows.put(
                new Holding(each.participant(), each.asset()), each.amount().value()));
        return new Session(id, definition, false, version, sessionData, rows);
    }
}

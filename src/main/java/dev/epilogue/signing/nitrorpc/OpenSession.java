package dev.epilogue.signing.nitrorpc;

import dev.epilogue.value.Address;
import dev.epilogue.value.Allocation;
import dev.epilogue.value.Amount;
import dev.epilogue.value.SessionId;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What is to be closed.
 *
 * @param versionNumber the session's version now
 * @param participants in the definition's order and spelling
 * @param held every balance in the session, those of wallets that are no participants included
 */
public record OpenSession(SessionId sessionId, long versionNumber, List<String> participants, List<Allocation> held) {

    /** @throws IllegalArgumentException when a participant is no address, or appears twice: no close of such a session is safe */
    public OpenSession {
        participants = List.copyOf(participants);
        held = List.copyOf(held);
        Set<Address> seen = new HashSet<>();
        for (String participant : participants) {
            if (!seen.add(Address.parse(participant))) {
                throw new IllegalArgumentException("the definition lists %s twice".formatted(participant));
            }
        }
    }

    boolean has(Address participant) {
        return participants.stream().map(Address::parse).anyMatch(participant::equals);
    }

    static Map<String, Amount> totals(List<Allocation> rows) {
        Map<String, Amount> totals = new TreeMap<>();
        rows.forEach(row -> totals.merge(row.asset(), row.amount(), Amount::plus));
        return totals;
    }
}

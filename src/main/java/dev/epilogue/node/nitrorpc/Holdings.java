package dev.epilogue.node.nitrorpc;

import dev.epilogue.node.SessionReading.Member;
import dev.epilogue.value.Address;
import dev.epilogue.value.Allocation;
import dev.epilogue.value.Amount;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Who holds what in a session.
 *
 * @param allocations by asset; within one every participant in the definition's order, then outsiders that hold something
 */
record Holdings(List<Allocation> allocations, Set<Address> participants) {

    static Holdings of(List<Member> members, SortedMap<String, SortedMap<Address, Amount>> balances) {
        List<Address> participants =
                members.stream().map(Member::participant).distinct().toList();
        List<Allocation> rows = new ArrayList<>();
        balances.forEach((asset, accounts) -> {
            participants.forEach(participant ->
                    rows.add(new Allocation(participant, asset, accounts.getOrDefault(participant, Amount.ZERO))));
            accounts.forEach((account, amount) -> {
                if (!participants.contains(account) && !amount.isZero()) {
                    rows.add(new Allocation(account, asset, amount));
                }
            });
        });
        return new Holdings(List.copyOf(rows), Set.copyOf(participants));
    }

    /** Zero of an asset for every participant: a close needs an entry even where nothing was ever paid in. */
    static Holdings nothingOf(String asset, List<Member> members) {
        return of(members, new TreeMap<>(Map.of(asset, new TreeMap<>())));
    }

    Set<String> assets() {
        return allocations.stream().map(Allocation::asset).collect(Collectors.toSet());
    }

    List<Allocation> outsiders() {
        return allocations.stream()
                .filter(row -> !participants.contains(row.participant()))
                .toList();
    }

    Map<String, Amount> totals() {
        Map<String, Amount> totals = new TreeMap<>();
        allocations.forEach(row -> totals.merge(row.asset(), row.amount(), Amount::plus));
        return totals;
    }
}

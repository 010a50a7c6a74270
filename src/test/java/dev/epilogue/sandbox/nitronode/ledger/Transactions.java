package dev.epilogue.sandbox.nitronode.ledger;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Rows by what they concern, as a real node's indexes find them. */
final class Transactions {

    private final Map<String, List<Transaction>> byAccount = new HashMap<>();

    void add(Transaction transaction) {
        Stream.of(transaction.from(), transaction.to())
                .distinct()
                .forEach(account -> byAccount
                        .computeIfAbsent(account, none -> new ArrayList<>())
                        .add(transaction));
    }

    /** Newest first. */
    Stream<Transaction> of(String account) {
        return byAccount.getOrDefault(account, List.of()).reversed().stream();
    }

    void replaceWith(Transactions other) {
        byAccount.clear();
        other.byAccount.forEach((account, rows) -> byAccount.put(account, new ArrayList<>(rows)));
    }
}

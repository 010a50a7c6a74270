package dev.epilogue.node.nitrorpc;

import dev.epilogue.node.NodeJson;
import dev.epilogue.value.Address;
import dev.epilogue.value.Amount;
import dev.epilogue.value.SessionId;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/** What the node's books say about a session. */
final class Ledger {

    /** Removes the node's filter by wallet; left out, an own one would come in its place. */
    private static final String EVERYBODY = "0x0000000000000000000000000000000000000000";

    private static final String ENTRIES = "get_ledger_entries";
    private static final String TRANSACTIONS = "get_ledger_transactions";

    private Ledger() {}

    /** Balances by asset and account, both sorted; empty when the books were written to meanwhile. */
    static Mono<Optional<SortedMap<String, SortedMap<Address, Amount>>>> balances(Calls calls, SessionId id) {
        return calls.all(ENTRIES, "ledger_entries", Map.of("account_id", id.hex(), "wallet", EVERYBODY), id.hex())
                .map(rows -> rows.map(Ledger::balances));
    }

    /** A wallet's unified balance of an asset; empty when the books were written to meanwhile. */
    static Mono<Optional<Amount>> unified(Calls calls, Address wallet, String asset) {
        Map<String, String> filter =
                Map.of("account_id", wallet.checksummed(), "wallet", wallet.checksummed(), "asset", asset);
        return calls.all(ENTRIES, "ledger_entries", filter, "")
                .map(rows -> rows.map(entries -> balances(entries)
                        .getOrDefault(asset, Collections.emptySortedMap())
                        .getOrDefault(wallet, Amount.ZERO)));
    }

    private static SortedMap<String, SortedMap<Address, Amount>> balances(List<JsonNode> entries) {
        SortedMap<String, SortedMap<Address, Amount>> balances = new TreeMap<>();
        for (JsonNode entry : entries) {
            balances.computeIfAbsent(NodeJson.text(entry, "asset"), asset -> new TreeMap<>())
                    .merge(
                            NodeJson.address(entry, "participant"),
                            Json.amount(entry, "credit").minus(Json.amount(entry, "debit")),
                            Amount::plus);
        }
        return balances;
    }

    /** What moved into the session and out of it; empty when it changed meanwhile. */
    static Mono<Optional<Flows>> flows(Calls calls, SessionId id) {
        return transactions(calls, id, Map.of("account_id", id.hex())).map(rows -> rows.map(Flows::of));
    }

    /** Rows by which money left the session, those of nothing included. */
    static Mono<Optional<List<JsonNode>>> withdrawals(Calls calls, SessionId id, Withdrawals.Witness witness) {
        return transactions(calls.before(witness), id, Map.of("account_id", id.hex(), "tx_type", "app_withdrawal"))
                .map(rows -> rows.map(all -> all.stream()
                        .filter(row -> id.hex().equalsIgnoreCase(NodeJson.text(row, "from_account")))
                        .toList()));
    }

    static String recordId(JsonNode row) {
        return Long.toString(Json.number(row, "id"));
    }

    private static Mono<Optional<List<JsonNode>>> transactions(Calls calls, SessionId id, Map<String, ?> filter) {
        return calls.all(TRANSACTIONS, "ledger_transactions", filter, id.hex());
    }
}

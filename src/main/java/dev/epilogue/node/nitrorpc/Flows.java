package dev.epilogue.node.nitrorpc;

import dev.epilogue.node.NodeJson;
import dev.epilogue.value.Amount;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/**
 * What the node records as moved into a session and out of it.
 *
 * @param paidIn what was paid in and not out again, by asset
 * @param withdrawals ids of the records by which money left
 */
record Flows(Map<String, Amount> paidIn, Set<String> withdrawals) {

    /** Of a session that nothing can be distributed from any more. */
    static final Flows OF_NO_INTEREST = new Flows(Map.of(), Set.of());

    static Flows of(List<JsonNode> records) {
        Map<String, Amount> paid = new TreeMap<>();
        Set<String> withdrawals = new HashSet<>();
        for (JsonNode row : records) {
            Amount amount = Json.amount(row, "amount");
            String asset = NodeJson.text(row, "asset");
            switch (NodeJson.text(row, "tx_type")) {
                case "app_deposit" -> paid.merge(asset, amount, Amount::plus);
                case "app_withdrawal" -> {
                    paid.merge(asset, Amount.ZERO.minus(amount), Amount::plus);
                    withdrawals.add(Ledger.recordId(row));
                }
                default -> {}
            }
        }
        return new Flows(paid, withdrawals);
    }
}

package dev.epilogue.sandbox.nitronode;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What is left out when an answer is compared with the recorded one, and nothing else:
 *
 * <ul>
 *   <li>the time of the answer and {@code created_at} of rows;
 *   <li>the order of a definition's participants and of balances, which a real node does not keep either;
 *   <li>how many transactions and session keys a wallet has in all, which goes back to before the recordings.
 * </ul>
 *
 * Ids, transaction ids, balances and the node's signatures are compared as they are.
 */
final class RecordedAnswers {

    private static final Set<String> WITH_HISTORY =
            Set.of("user.v1.get_transactions", "app_sessions.v1.get_last_key_states");

    private RecordedAnswers() {}

    static JsonNode comparable(String frame) {
        ArrayNode answer = (ArrayNode) Recording.JSON.readTree(frame);
        answer.set(4, 0);
        JsonNode payload = answer.get(3);
        if (WITH_HISTORY.contains(answer.get(2).stringValue()) && payload.has("metadata")) {
            ((ObjectNode) payload.get("metadata")).remove(List.of("total_count", "page_count"));
        }
        payload.path("transactions").forEach(row -> ((ObjectNode) row).remove("created_at"));
        payload.path("app_sessions").forEach(row -> sort(row.get("app_definition"), "participants", "wallet_address"));
        sort(payload.path("definition"), "participants", "wallet_address");
        sort(payload, "balances", "asset");
        return answer;
    }

    private static void sort(JsonNode parent, String array, String key) {
        if (parent.has(array)) {
            ArrayNode elements = (ArrayNode) parent.get(array);
            List<JsonNode> sorted = elements.valueStream()
                    .sorted(Comparator.comparing(each -> each.get(key).stringValue()))
                    .toList();
            elements.removeAll();
            sorted.forEach(elements::add);
        }
    }
}

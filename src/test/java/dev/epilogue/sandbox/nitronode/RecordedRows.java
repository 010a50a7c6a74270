package dev.epilogue.sandbox.nitronode;

import dev.epilogue.sandbox.nitronode.Recording.Exchange;
import dev.epilogue.sandbox.nitronode.encoding.KeyEncoding.Grant;
import dev.epilogue.sandbox.nitronode.ledger.AppKey;
import dev.epilogue.sandbox.nitronode.ledger.Transaction;
import dev.epilogue.value.Address;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Transactions and session keys that were there before a recorded scenario began, as far as it shows them. */
final class RecordedRows {

    private RecordedRows() {}

    static void seed(Recording recording, FakeLedger ledger) {
        String sent = recording.steps().stream()
                .filter(Recording.Send.class::isInstance)
                .map(step -> ((Recording.Send) step).frame())
                .collect(Collectors.joining());
        Map<String, JsonNode> transactions = new LinkedHashMap<>();
        List<JsonNode> keys = new ArrayList<>();
        for (Exchange exchange : recording.exchanges()) {
            exchange.answer()
                    .path("transactions")
                    .forEach(row -> transactions.putIfAbsent(row.get("id").stringValue(), row));
            if (exchange.method().equals("app_sessions.v1.get_last_key_states") && exchange.accepted()) {
                exchange.answer().get("states").forEach(keys::add);
            }
        }
        transactions.values().stream()
                .filter(row -> !isProduced(row, sent))
                .map(RecordedRows::transaction)
                .toList()
                .reversed()
                .stream()
                .sorted(Comparator.comparing(Transaction::createdAt))
                .forEach(ledger::append);
        keys.reversed().stream()
                .filter(key -> !sent.contains(key.get("session_key").stringValue()))
                .map(RecordedRows::key)
                .forEach(ledger::put);
    }

    /** Whether one of the scenario's own writes made the row: its counterpart is named in what the scenario sends. */
    private static boolean isProduced(JsonNode row, String sent) {
        return switch (row.get("tx_type").intValue()) {
            case 41 ->
                sent.contains("\"app_session_id\":\"" + row.get("from_account").stringValue() + "\",\"intent\"");
            case 40 ->
                sent.contains("\"id\":\"" + row.get("sender_new_state_id").stringValue());
            case 201 -> true;
            default -> false;
        };
    }

    private static Transaction transaction(JsonNode row) {
        return new Transaction(
                row.get("id").stringValue(),
                row.get("asset").stringValue(),
                row.get("tx_type").intValue(),
                row.get("from_account").stringValue(),
                row.get("to_account").stringValue(),
                row.path("sender_new_state_id").stringValue(null),
                row.path("receiver_new_state_id").stringValue(null),
                new BigDecimal(row.get("amount").stringValue()),
                Instant.parse(row.get("created_at").stringValue()));
    }

    private static AppKey key(JsonNode key) {
        Grant grant = new Grant(
                Address.parse(key.get("user_address").stringValue()),
                Address.parse(key.get("session_key").stringValue()),
                Long.parseUnsignedLong(key.get("version").stringValue()),
                Long.parseLong(key.get("expires_at").stringValue()));
        return new AppKey(
                grant,
                texts(key.get("application_ids")),
                texts(key.get("app_session_ids")),
                key.path("user_sig").stringValue(null),
                key.path("session_key_sig").stringValue(null));
    }

    private static List<String> texts(JsonNode array) {
        return array.valueStream().map(JsonNode::stringValue).toList();
    }
}

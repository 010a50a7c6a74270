package dev.epilogue.sandbox.nitronode;

import dev.epilogue.sandbox.nitronode.Recording.Exchange;
import dev.epilogue.sandbox.nitronode.ledger.Definition;
import dev.epilogue.sandbox.nitronode.ledger.Holding;
import dev.epilogue.sandbox.nitronode.ledger.Participant;
import dev.epilogue.sandbox.nitronode.ledger.Session;
import dev.epilogue.value.Address;
import dev.epilogue.value.SessionId;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** The sessions that were there before a recorded scenario began, derived from what it reads and writes. */
final class RecordedSessions {

    private static final String SUBMIT = "app_sessions.v1.submit_app_state";
    private static final String DEPOSIT = "app_sessions.v1.submit_deposit_state";

    private final Recording recording;
    private final Map<String, Session> sessions = new LinkedHashMap<>();
    private final Set<String> created = new HashSet<>();
    /** The first accepted update of a session that was not read before it. */
    private final Map<String, JsonNode> unread = new LinkedHashMap<>();

    private RecordedSessions(Recording recording) {
        this.recording = recording;
    }

    static void seed(Recording recording, FakeLedger ledger) {
        RecordedSessions derived = new RecordedSessions(recording);
        derived.learnUnanswered();
        recording.exchanges().stream().filter(Exchange::accepted).forEach(derived::learn);
        derived.unread.forEach((id, request) -> derived.put(id, derived.guessedDefinition(request), request));
        derived.sessions.values().stream()
                .sorted(Comparator.comparingLong(session -> session.definition().nonce()))
                .forEach(ledger::put);
    }

    private void learn(Exchange exchange) {
        switch (exchange.method()) {
            case "app_sessions.v1.create_app_session" ->
                created.add(exchange.answer().get("app_session_id").stringValue());
            case SUBMIT, DEPOSIT -> updated(exchange.request());
            case "app_sessions.v1.get_app_sessions" ->
                exchange.answer().get("app_sessions").forEach(this::read);
            default -> {}
        }
    }

    private void updated(JsonNode request) {
        String id = request.get("app_state_update").get("app_session_id").stringValue();
        if (!created.contains(id) && !sessions.containsKey(id)) {
            unread.putIfAbsent(id, request);
        }
    }

    /** Updates on connections that were cut: executed, as a later reading shows, but never answered. */
    private void learnUnanswered() {
        String answered = recording.exchanges().stream()
                .filter(each -> each.method().equals(SUBMIT))
                .map(each -> each.request().toString())
                .collect(Collectors.joining());
        for (Recording.Step step : recording.steps()) {
            if (step instanceof Recording.Send send && send.frame().contains("\"" + SUBMIT + "\"")) {
                JsonNode request = Recording.JSON.readTree(send.frame()).path(3);
                String id =
                        request.path("app_state_update").path("app_session_id").stringValue("");
                if (!answered.contains(id)) {
                    unread.put(id, request);
                }
            }
        }
    }

    private void read(JsonNode row) {
        String id = row.get("app_session_id").stringValue();
        JsonNode request = unread.remove(id);
        if (request != null) {
            put(id, definition(row.get("app_definition")), request);
        } else if (!created.contains(id) && !sessions.containsKey(id)) {
            sessions.put(
                    id,
                    new Session(
                            SessionId.parse(id),
                            definition(row.get("app_definition")),
                            row.get("status").stringValue().equals("closed"),
                            Long.parseUnsignedLong(row.get("version").stringValue()),
                            row.path("session_data").stringValue(""),
                            rows(row.get("allocations"))));
        }
    }

    /** The session as it must have been for {@code request} to be accepted. */
    private void put(String id, Definition definition, JsonNode request) {
        JsonNode update = request.get("app_state_update");
        long version = Long.parseUnsignedLong(update.get("version").stringValue()) - 1;
        var rows = rows(update.get("allocations"));
        JsonNode commit = request.path("user_state");
        if (!commit.isMissingNode()) {
            Holding depositor = new Holding(
                    Address.parse(commit.get("user_wallet").stringValue()),
                    commit.get("asset").stringValue());
            String amount = commit.get("transition").get("amount").stringValue();
            rows.computeIfPresent(depositor, (holding, after) -> after.subtract(new BigDecimal(amount)));
        }
        sessions.put(id, new Session(SessionId.parse(id), definition, false, version, "", rows));
    }

    private static SortedMap<Holding, BigDecimal> rows(JsonNode allocations) {
        SortedMap<Holding, BigDecimal> rows = new TreeMap<>();
        allocations.forEach(each -> rows.put(
                new Holding(
                        Address.parse(each.get("participant").stringValue()),
                        each.get("asset").stringValue()),
                new BigDecimal(each.get("amount").stringValue())));
        return rows;
    }

    static Definition definition(JsonNode definition) {
        List<Participant> participants = definition
                .get("participants")
                .valueStream()
                .map(each -> new Participant(
                        Address.parse(each.get("wallet_address").stringValue()),
                        each.get("signature_weight").intValue()))
                .toList();
        return new Definition(
                definition.get("application_id").stringValue(),
                participants,
                definition.get("quorum").intValue(),
                Long.parseUnsignedLong(definition.get("nonce").stringValue()));
    }

    /** For sessions that no frame reads: who holds something takes part with weight 1, and two signatures suffice. */
    private Definition guessedDefinition(JsonNode request) {
        Map<Address, Integer> weights = new LinkedHashMap<>();
        rows(request.get("app_state_update").get("allocations"))
                .keySet()
                .forEach(each -> weights.put(each.participant(), 1));
        if (recording.scenario().equals("close-refused-signatures")) {
            weights.put(Address.parse(recording.participants().get("alice")), 2);
            weights.put(Address.parse(recording.participants().get("carol")), 0);
        }
        String application = recording.scenario().startsWith("key-") ? "epilogue-keys" : "epilogue-live";
        return new Definition(
                application,
                weights.entrySet().stream()
                        .map(each -> new Participant(each.getKey(), each.getValue()))
                        .toList(),
                2,
                1);
    }
}

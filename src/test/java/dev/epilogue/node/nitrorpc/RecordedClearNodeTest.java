package dev.epilogue.node.nitrorpc;

import static dev.epilogue.node.nitrorpc.Table.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.epilogue.node.Credit;
import dev.epilogue.node.Frame;
import dev.epilogue.node.FrameOutcome;
import dev.epilogue.node.NodeError;
import dev.epilogue.node.NodeException;
import dev.epilogue.node.NodeStatus.LinkState;
import dev.epilogue.node.SendDeadline;
import dev.epilogue.node.SessionReading;
import dev.epilogue.node.link.ScriptedServer;
import dev.epilogue.node.nitrorpc.Exchanges.Exchange;
import dev.epilogue.value.Address;
import dev.epilogue.value.Allocation;
import dev.epilogue.value.Amount;
import dev.epilogue.value.SessionId;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a real ClearNode answered, fed to the real link and adapter, means what the recording says. */
class RecordedClearNodeTest {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String EVERYBODY = "0x0000000000000000000000000000000000000000";

    /** Loaded before any event loop needs it. */
    private static final List<Exchange> RECORDED = Exchanges.all();

    private static final String ASSETS = "{\"assets\":[{\"token\":\"0x749d20D85555330d20862770b58a72939285c42a\","
            + "\"chain_id\":31337,\"symbol\":\"usdc\",\"decimals\":6},{\"token\":"
            + "\"0x5c4A427Fbc88c761db3887d88606D97D32e95c3B\",\"chain_id\":31337,\"symbol\":\"eth\",\"decimals\":18}]}";

    private final Map<String, String> bodies = new java.util.concurrent.ConcurrentHashMap<>(Map.of(
            "get_config",
            "{\"broker_address\":\"" + Signed.broker() + "\",\"networks\":[]}",
            "get_assets",
            ASSETS,
            "ping",
            "null",
            "auth_request",
            "{\"challenge_message\":\"550e8400-e29b-41d4-a716-446655440000\"}"));
    private volatile Exchange submission;
    private ScriptedServer server;
    private NitroRpcClient client;

    @BeforeEach
    void connect() {
        ServiceWallet wallet = ServiceWallet.of(Table.settings("").login());
        bodies.put("auth_verify", "{\"address\":\"" + wallet.address() + "\",\"jwt_token\":\"t\",\"success\":true}");
        server = new ScriptedServer((peer, frame) -> peer.answer(answer(frame)));
        client = new NitroRpcClient("recorded", Table.settings(server.url()).withAddress(Signed.broker()));
        client.start();
        await().atMost(PATIENCE).until(() -> client.status().link() == LinkState.UP);
    }

    private String answer(String frame) {
        Exchange current = submission;
        if (current != null && current.sent().equals(frame)) {
            return current.received();
        }
        JsonNode question = JSON.readTree(frame).get("req");
        String method = question.get(1).stringValue();
        String body = bodies.get(method);
        String outcome = body.startsWith("{\"error\":") ? "error" : method;
        return Signed.result("[" + question.get(0) + ",\"" + outcome + "\"," + body + ",1795486121708]");
    }

    @AfterEach
    void disconnect() {
        client.close();
        server.close();
    }

    private static boolean showsEverybody(Exchange exchange) {
        return exchange.method().equals("get_ledger_entries")
                && !exchange.refused()
                && EVERYBODY.equals(exchange.asked().path("wallet").asString(""));
    }

    @Test
    @DisplayName(
            "0.x checklist 21, 22, 24: recorded sessions are read as they were, by ids that follow from their definitions")
    void sessionsAreReadAsTheyWere() {
        Map<String, JsonNode> rows = new HashMap<>();
        int read = 0;
        for (Exchange exchange : RECORDED) {
            if (exchange.method().equals("get_app_sessions") && !exchange.refused()) {
                exchange.answered()
                        .get("app_sessions")
                        .forEach(row -> rows.put(row.get("app_session_id").stringValue(), row));
            }
            JsonNode row = rows.get(exchange.asked().path("account_id").asString(""));
            if (showsEverybody(exchange) && row != null) {
                assertRead(row, exchange.answered());
                read++;
            }
        }
        assertThat(read).isGreaterThan(15);
    }

    private void assertRead(JsonNode row, JsonNode ledger) {
        bodies.put("get_app_definition", row.toString());
        bodies.put("get_app_sessions", "{\"app_sessions\":[" + row + "]}");
        bodies.put("get_ledger_entries", ledger.toString());
        bodies.put("get_ledger_transactions", "{\"ledger_transactions\":[]}");
        SessionId id = SessionId.parse(row.get("app_session_id").stringValue());
        SessionReading reading = client.readSession(id).block(PATIENCE);

        assertThat(reading.open()).isEqualTo(row.get("status").stringValue().equals("open"));
        assertThat(reading.versionNumber()).isEqualTo(row.get("version").longValue());
        assertThat(reading.quorum()).isEqualTo(row.get("quorum").longValue());
        assertThat(reading.sessionData()).isEqualTo(row.path("session_data").asString(""));
        assertThat(reading.dialect().wireName())
                .isEqualTo(row.get("protocol").stringValue().toLowerCase().replace('/', '-'));
        assertThat(reading.participants())
                .extracting(SessionReading.Member::spelling)
                .isEqualTo(row.get("participants")
                        .valueStream()
                        .map(JsonNode::stringValue)
                        .toList());
        assertThat(nonZero(reading.allocations())).isEqualTo(sums(ledger));
    }

    private static Map<String, Amount> nonZero(List<Allocation> allocations) {
        return allocations.stream()
                .filter(row -> !row.amount().isZero())
                .collect(Collectors.toMap(
                        row -> row.participant() + row.asset(), Allocation::amount, Amount::plus, TreeMap::new));
    }

    private static Map<String, Amount> sums(JsonNode ledger) {
        Map<String, Amount> sums = new TreeMap<>();
        ledger.get("ledger_entries").forEach(entry -> {
            String key =
                    entry.get("participant").stringValue() + entry.get("asset").stringValue();
            sums.merge(key, Amount.parse(entry.get("credit").stringValue()), Amount::plus);
            sums.merge(key, Amount.ZERO.minus(Amount.parse(entry.get("debit").stringValue())), Amount::plus);
        });
        sums.values().removeIf(Amount::isZero);
        return sums;
    }

    @Test
    void sessionThatIsDefinedButNotListedIsNotTakenForUnknown() {
        SessionId id = SessionId.parse("0x" + "ab".repeat(32));
        bodies.put("get_app_definition", "{\"participants\":[\"" + Signed.broker() + "\"]}");
        bodies.put("get_app_sessions", "{\"app_sessions\":[]}");
        assertThatThrownBy(() -> client.readSession(id).block(PATIENCE)).isInstanceOf(NodeException.Unavailable.class);
    }

    @Test
    void sessionThatTheNodeForgotIsUnknownAgain() {
        Exchange listed = RECORDED.stream()
                .filter(exchange -> exchange.method().equals("get_app_sessions") && !exchange.refused())
                .filter(exchange -> exchange.answered().get("app_sessions").size() == 1)
                .findFirst()
                .orElseThrow();
        JsonNode row = listed.answered().get("app_sessions").get(0);
        assertRead(row, JSON.readTree("{\"ledger_entries\":[]}"));

        bodies.put("get_app_sessions", "{\"app_sessions\":[]}");
        bodies.put("get_app_definition", "{\"error\":\"failed to get application session\"}");
        SessionId id = SessionId.parse(row.get("app_session_id").stringValue());
        assertThat(client.readSession(id).blockOptional(PATIENCE)).isEmpty();
    }

    @Test
    void withdrawalsAreFoundAsTheyWereRecorded() {
        List<Exchange> lists = RECORDED.stream()
                .filter(exchange -> exchange.method().equals("get_ledger_transactions"))
                .filter(exchange -> !exchange.refused()
                        && exchange.asked().path("tx_type").asString("").equals("app_withdrawal"))
                .toList();
        assertThat(lists).hasSizeGreaterThan(30);
        for (Exchange list : lists) {
            bodies.put("get_ledger_transactions", list.answered().toString());
            SessionId id = SessionId.parse(list.asked().get("account_id").stringValue());
            List<Credit> credits =
                    client.credits(id, List.<Address>of(), Instant.EPOCH).block(PATIENCE);
            assertThat(credits)
                    .extracting(credit -> credit.id() + credit.participant() + credit.asset() + credit.amount())
                    .isEqualTo(list.answered()
                            .get("ledger_transactions")
                            .valueStream()
                            .map(row -> row.get("id")
                                    + row.get("to_account").stringValue()
                                    + row.get("asset").stringValue()
                                    + row.get("amount").stringValue())
                            .toList());
        }
    }

    @Test
    @DisplayName(
            "0.x checklist 44: every recorded close ends as it did; every refusal has a class and keeps the node's words")
    void closesEndAsTheyDid() {
        List<Exchange> closes = RECORDED.stream()
                .filter(exchange -> exchange.method().equals("close_app_session"))
                .toList();
        assertThat(closes).hasSizeGreaterThan(110);
        for (Exchange close : closes) {
            submission = close;
            Frame frame = new Frame(close.question().get(0).longValue(), close.sent());
            FrameOutcome outcome = client.submit(List.of(frame), SendDeadline.in(PATIENCE))
                    .block(PATIENCE)
                    .getFirst();
            if (close.refused()) {
                String said = close.answered().get("error").stringValue();
                assertThat(outcome).isInstanceOfSatisfying(FrameOutcome.Refused.class, refused -> {
                    assertThat(refused.error()).isNotEqualTo(NodeError.UNCLASSIFIED);
                    assertThat(said).startsWith(refused.text());
                });
            } else {
                assertThat(outcome).isEqualTo(new FrameOutcome.Accepted());
            }
        }
    }

    @Test
    void everyRecordedRefusalOfWhatWeAskHasAClass() {
        List<String> texts = RECORDED.stream()
                .filter(Exchange::refused)
                .filter(exchange -> exchange.method().matches("(auth|get|close_app|ping).*"))
                .map(exchange -> exchange.answered().get("error").stringValue())
                .distinct()
                .toList();
        assertThat(texts).hasSizeGreaterThan(30);
        assertThat(texts)
                .allSatisfy(text -> assertThat(NitroRpcErrors.of(text).error()).isNotEqualTo(NodeError.UNCLASSIFIED));
    }
}

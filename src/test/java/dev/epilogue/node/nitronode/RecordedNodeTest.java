package dev.epilogue.node.nitronode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.node.Credit;
import dev.epilogue.node.Frame;
import dev.epilogue.node.FrameOutcome;
import dev.epilogue.node.NodeError;
import dev.epilogue.node.NodeSettings;
import dev.epilogue.node.NodeSettings.Pace;
import dev.epilogue.node.SendDeadline;
import dev.epilogue.node.SessionKey;
import dev.epilogue.node.SessionReading;
import dev.epilogue.node.link.ScriptedServer;
import dev.epilogue.node.nitronode.Replay.Exchange;
import dev.epilogue.value.Address;
import dev.epilogue.value.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What a real Nitronode answered, fed to the real link and adapter, means what the recording says. */
class RecordedNodeTest {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** Loaded before any event loop needs it. */
    private static final Replay RECORDED = Replay.load();

    private static final long FIRST_ID = 1L << 40;

    private volatile Exchange current;
    private ScriptedServer server;
    private NitronodeClient client;

    @BeforeEach
    void connect() {
        server = new ScriptedServer((peer, frame) -> answer(frame).ifPresent(peer::answer));
        client = new NitronodeClient(
                "recorded", NodeSettings.of(server.url(), "nitronode-v1").with(Pace.of(10_000, 1_000, 1_000, 1_000)));
        client.start();
        org.awaitility.Awaitility.await()
                .until(() -> client.status().link() == dev.epilogue.node.NodeStatus.LinkState.UP);
    }

    private Optional<String> answer(String frame) {
        JsonNode question = Replay.parse(frame);
        return current != null && current.method().equals(question.get(2).stringValue())
                ? Optional.of(Replay.withId(current.answer(), question.get(1)))
                : RECORDED.answer(frame);
    }

    @AfterEach
    void disconnect() {
        client.close();
        server.close();
    }

    @Test
    @DisplayName("v1 checklist 21, 23: recorded sessions are read as they were, without authentication or events")
    void sessionsAreReadAsTheyWere() {
        List<Exchange> reads = RECORDED.exchanges("app_sessions.v1.get_app_sessions").stream()
                .filter(exchange -> !exchange.refused() && exchange.asked().has("app_session_id"))
                .filter(exchange -> !exchange.answered().get("app_sessions").isEmpty())
                .toList();
        assertThat(reads).hasSizeGreaterThan(40);
        for (Exchange read : reads) {
            current = read;
            SessionReading reading = client.readSession(
                            SessionId.parse(read.asked().get("app_session_id").stringValue()))
                    .block(PATIENCE);
            assertMatches(reading, read);
        }
    }

    private static void assertMatches(SessionReading reading, Exchange read) {
        JsonNode session = read.answered().get("app_sessions").get(0);
        assertThat(reading.sessionId().hex())
                .isEqualTo(session.get("app_session_id").stringValue());
        assertThat(reading.open()).isEqualTo("open".equals(session.get("status").stringValue()));
        assertThat(Long.toString(reading.versionNumber()))
                .isEqualTo(session.get("version").stringValue());
        assertThat(reading.quorum())
                .isEqualTo(session.at("/app_definition/quorum").longValue());
        assertThat(reading.application())
                .isEqualTo(session.at("/app_definition/application_id").stringValue());
        assertThat(reading.sessionData()).isEqualTo(session.path("session_data").asString(""));
        assertThat(reading.nodeTime().toEpochMilli())
                .isEqualTo(read.answer().get(4).longValue());
        // the node's own order is the hashing order
        assertThat(reading.allocations())
                .extracting(row -> row.participant().lowerCase()
                        + row.asset()
                        + row.amount().text())
                .isEqualTo(rows(session.get("allocations"), "participant", "asset", "amount"));
        assertThat(reading.participants())
                .extracting(member -> member.spelling() + member.weight())
                .isEqualTo(rows(session.at("/app_definition/participants"), "wallet_address", "signature_weight"));
        assertThat(reading.decimals())
                .allSatisfy((asset, decimals) -> assertThat(decimals).isEqualTo("yusd".equals(asset) ? 6 : 18));
        assertThat(reading.decimals().keySet())
                .isEqualTo(
                        reading.allocations().stream().map(row -> row.asset()).collect(Collectors.toSet()));
    }

    private static List<String> rows(JsonNode list, String... members) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(row -> java.util.Arrays.stream(members)
                        .map(member -> row.get(member).asString())
                        .collect(Collectors.joining()))
                .toList();
    }

    @Test
    void sessionThatTheNodeDoesNotListIsEmpty() {
        current = RECORDED.exchanges("app_sessions.v1.get_app_sessions").stream()
                .filter(exchange -> !exchange.refused()
                        && exchange.answered().get("app_sessions").isEmpty())
                .findFirst()
                .orElseThrow();

        SessionId unknown = SessionId.parse("0x" + "ab".repeat(32));
        assertThat(client.readSession(unknown).blockOptional(PATIENCE)).isEmpty();
        assertThat(client.readSessionAfresh(unknown).blockOptional(PATIENCE)).isEmpty();
    }

    @Test
    @DisplayName(
            "v1 checklist 38: every recorded success is accepted; every refusal has a class and keeps the node's words")
    void submissionsEndAsTheyDid() {
        List<Exchange> submissions = RECORDED.exchanges("app_sessions.v1.submit_app_state");
        assertThat(submissions).hasSizeGreaterThan(120);
        long id = FIRST_ID;
        for (Exchange submission : submissions) {
            current = submission;
            String text = Replay.withId(submission.question(), Replay.parse(Long.toString(++id)));
            List<FrameOutcome> outcomes = client.submit(List.of(new Frame(id, text)), SendDeadline.in(PATIENCE))
                    .block(PATIENCE);
            assertThat(outcomes).hasSize(1);
            if (submission.refused()) {
                String said = submission.answered().get("error").stringValue();
                assertThat(outcomes.getFirst()).isInstanceOfSatisfying(FrameOutcome.Refused.class, refused -> {
                    assertThat(refused.error()).isNotEqualTo(NodeError.UNCLASSIFIED);
                    assertThat(said).startsWith(refused.text());
                });
            } else {
                assertThat(outcomes).containsExactly(new FrameOutcome.Accepted());
            }
        }
    }

    @Test
    @DisplayName(
            "v1 checklist 45: each recorded release is found with its exact amount, under the id that follows from it")
    void releasesAreFound() {
        List<Exchange> lists = RECORDED.exchanges("user.v1.get_transactions").stream()
                .filter(exchange -> !exchange.refused() && complete(exchange))
                .toList();
        assertThat(lists).isNotEmpty();
        int found = 0;
        for (Exchange list : lists) {
            current = list;
            for (SessionId session : sessions(list)) {
                List<Credit> credits = client.credits(
                                session,
                                List.of(Address.parse(list.asked().get("wallet").stringValue())),
                                Instant.EPOCH)
                        .block(PATIENCE);
                List<JsonNode> expected = releases(list, session.hex());
                assertThat(credits).extracting(Credit::id).isEqualTo(texts(expected, "id"));
                assertThat(credits).extracting(credit -> credit.amount().text()).isEqualTo(texts(expected, "amount"));
                assertThat(credits).extracting(Credit::asset).isEqualTo(texts(expected, "asset"));
                assertThat(expected)
                        .allSatisfy(row -> assertThat(Release.parse(row).idFollows(session))
                                .contains(true));
                found += credits.size();
            }
        }
        assertThat(found).isPositive();
    }

    private static boolean complete(Exchange list) {
        return list.answered().at("/metadata/total_count").longValue()
                        == list.answered().get("transactions").size()
                && list.asked().has("wallet")
                && !sessions(list).isEmpty();
    }

    private static Set<SessionId> sessions(Exchange list) {
        return StreamSupport.stream(list.answered().get("transactions").spliterator(), false)
                .filter(row -> row.get("tx_type").intValue() == 41)
                .map(row -> SessionId.parse(row.get("from_account").stringValue()))
                .collect(Collectors.toSet());
    }

    private static List<JsonNode> releases(Exchange list, String session) {
        return StreamSupport.stream(list.answered().get("transactions").spliterator(), false)
                .filter(row -> row.get("from_account").stringValue().equalsIgnoreCase(session))
                .toList();
    }

    private static List<String> texts(List<JsonNode> rows, String member) {
        return rows.stream().map(row -> row.get(member).stringValue()).toList();
    }

    @Test
    void newestSessionKeyIsFound() {
        List<Exchange> lists = RECORDED.exchanges("app_sessions.v1.get_last_key_states").stream()
                .filter(exchange -> !exchange.refused()
                        && !exchange.answered().get("states").isEmpty())
                .toList();
        assertThat(lists).isNotEmpty();
        for (Exchange list : lists) {
            current = list;
            JsonNode state = list.answered().get("states").get(0);
            Optional<SessionKey> key = client.sessionKey(
                            Address.parse(state.get("user_address").stringValue()),
                            Address.parse(state.get("session_key").stringValue()))
                    .block(PATIENCE);
            assertThat(key).hasValueSatisfying(found -> {
                assertThat(Long.toString(found.version()))
                        .isEqualTo(state.get("version").stringValue());
                assertThat(Long.toString(found.expiresAt().getEpochSecond()))
                        .isEqualTo(state.get("expires_at").stringValue());
                assertThat(found.applications())
                        .isEqualTo(StreamSupport.stream(
                                        state.get("application_ids").spliterator(), false)
                                .map(JsonNode::stringValue)
                                .collect(Collectors.toSet()));
            });
            assertThat(client.sessionKey(owner(state), Address.parse("0x" + "00".repeat(20)))
                            .block(PATIENCE))
                    .isEmpty();
        }
    }

    private static Address owner(JsonNode state) {
        return Address.parse(state.get("user_address").stringValue());
    }
}

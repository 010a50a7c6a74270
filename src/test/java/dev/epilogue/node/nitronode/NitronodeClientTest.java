package dev.epilogue.node.nitronode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.epilogue.node.Credit;
import dev.epilogue.node.Frame;
import dev.epilogue.node.FrameOutcome;
import dev.epilogue.node.NodeException;
import dev.epilogue.node.NodeSettings;
import dev.epilogue.node.NodeSettings.Pace;
import dev.epilogue.node.NodeStatus.LinkState;
import dev.epilogue.node.SendDeadline;
import dev.epilogue.node.link.ScriptedServer;
import dev.epilogue.value.Address;
import dev.epilogue.value.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.test.StepVerifier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class NitronodeClientTest {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final SessionId SESSION = SessionId.parse("0x" + "5e".repeat(32));
    private static final Address ALICE = Address.parse("0x" + "a1".repeat(20));
    private static final Address NODE = Address.parse("0x" + "0d".repeat(20));
    private static final String ROW = """
            {"app_session_id":"%s","status":"open","version":"%s","app_definition":{"application_id":"demo",
             "participants":[{"wallet_address":"%s","signature_weight":1}],"quorum":1,"nonce":"1"},
             "allocations":[%s]}""";

    private final Queue<JsonNode> asked = new ConcurrentLinkedQueue<>();
    private ScriptedServer server;
    private NitronodeClient client;

    /** @param answers payload for a question's payload, or an error text behind an exclamation mark */
    private void connect(String address, java.util.function.BiFunction<String, JsonNode, String> answers) {
        server = new ScriptedServer((peer, frame) -> {
            JsonNode question = JSON.readTree(frame);
            asked.add(question);
            String method = question.get(2).stringValue();
            String payload = switch (method) {
                case "node.v1.get_config" ->
                    "{\"node_address\":\"" + NODE.lowerCase() + "\",\"node_version\":\"v1.4.1\"}";
                case "node.v1.get_assets" -> "{\"assets\":[{\"symbol\":\"yusd\",\"decimals\":6}]}";
                default -> answers.apply(method, question.get(3));
            };
            boolean error = payload.startsWith("!");
            peer.answer("[" + (error ? 4 : 2) + "," + question.get(1) + ",\"" + method + "\","
                    + (error ? "{\"error\":\"" + payload.substring(1) + "\"}" : payload) + ",1767225600000]");
        });
        NodeSettings settings =
                NodeSettings.of(server.url(), "nitronode-v1").with(Pace.of(10_000, 1_000, 1_000, 1_000));
        client = new NitronodeClient("node", address == null ? settings : settings.withAddress(address));
        client.start();
        await().atMost(PATIENCE)
                .until(() -> client.status().link() == LinkState.UP
                        || client.status().link() == LinkState.REFUSED);
    }

    @AfterEach
    void disconnect() {
        client.close();
        server.close();
    }

    @Test
    void anotherNodeThanConfiguredIsNeitherReadNorWrittenTo() {
        connect("0x" + "ee".repeat(20), (method, question) -> "{}");

        StepVerifier.create(client.readSession(SESSION))
                .expectError(NodeException.Unavailable.class)
                .verify(PATIENCE);
        assertThat(client.status().link()).isEqualTo(LinkState.REFUSED);
        assertThat(client.status().awaySince()).isNotNull();
        assertThat(submit()).singleElement().isInstanceOf(FrameOutcome.NotSent.class);
        assertThat(client.status().problem()).contains("configured");
        assertThat(asked).extracting(question -> question.get(2).stringValue()).containsOnly("node.v1.get_config");
    }

    @Test
    void identityIsAskedOnEachConnectionAndShownInTheStatus() {
        connect(NODE.checksummed(), (method, question) -> "{}");
        await().atMost(PATIENCE).until(() -> client.status().connections() == 3);

        assertThat(client.identity().block(PATIENCE).address()).isEqualTo(NODE);
        assertThat(client.identity().block(PATIENCE).version()).isEqualTo("v1.4.1");
        assertThat(asked).hasSize(3);
        assertThat(client.status().identity().address()).isEqualTo(NODE);
        assertThat(client.status().clockOffset()).isNegative();
    }

    @Test
    void allocationsComeInHashingOrder() {
        String rows = IntStream.of(3, 1, 2)
                .boxed()
                .flatMap(n -> List.of("yusd", "weth").stream().map(asset -> row(n, asset)))
                .collect(Collectors.joining(","));
        connect(null, (method, question) -> sessions("7", rows));

        assertThat(client.readSession(SESSION).block(PATIENCE).allocations())
                .extracting(row -> row.asset() + row.participant().lowerCase().charAt(2))
                .containsExactly("weth1", "weth2", "weth3", "yusd1", "yusd2", "yusd3");
    }

    @Test
    void unknownAssetHasNoDecimalsAndIsNotAskedForAgainAndAgain() {
        connect(null, (method, question) -> sessions("7", row(1, "doge") + "," + row(1, "yusd")));

        assertThat(client.readSession(SESSION).block(PATIENCE).decimals()).containsOnly(java.util.Map.entry("yusd", 6));
        client.readSession(SESSION).block(PATIENCE);
        assertThat(asked.stream()
                        .filter(question -> question.get(2).stringValue().equals("node.v1.get_assets")))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"9007199254740992", "18446744073709551615", "-1", "1.5", ""})
    void versionThatJavaScriptCannotCarryIsUnsupported(String version) {
        connect(null, (method, question) -> sessions(version, row(1, "yusd")));

        StepVerifier.create(client.readSession(SESSION))
                .expectError(NodeException.Unsupported.class)
                .verify(PATIENCE);
    }

    @Test
    void whatIsToldOfAnotherSessionThanAskedForIsNoAnswerAndSaysNothingOfTheOneAskedFor() {
        connect(null, (method, question) -> sessions("1", "").replace("5e5e", "5e5f"));

        StepVerifier.create(client.readSession(SESSION))
                .expectError(NodeException.Unavailable.class)
                .verify(PATIENCE);
    }

    @Test
    void errorAnswerToAReadCarriesItsClass() {
        connect(null, (method, question) -> "!failed to retrieve app sessions");

        StepVerifier.create(client.readSession(SESSION))
                .expectErrorSatisfies(failure -> assertThat(failure)
                        .isInstanceOfSatisfying(
                                NodeException.Answered.class,
                                answered ->
                                        assertThat(answered.error()).isEqualTo(dev.epilogue.node.NodeError.TRANSIENT)))
                .verify(PATIENCE);
    }

    @Test
    void unknownErrorTextLeavesTheOutcomeUnknownAndHidesItsCause() {
        connect(null, (method, question) -> "!something new: 10.0.0.1 is away");

        assertThat(submit())
                .singleElement()
                .isInstanceOfSatisfying(
                        FrameOutcome.Unknown.class,
                        unknown -> assertThat(unknown.reason())
                                .contains("something new")
                                .doesNotContain("10.0.0.1"));
    }

    @Test
    void failureOfTheNodesOwnNetworkProvesNothingAndHidesItsCause() {
        connect(null, (method, question) -> "!something new: dial tcp 10.0.0.1");

        assertThat(submit()).singleElement().isInstanceOfSatisfying(FrameOutcome.Refused.class, refused -> {
            assertThat(refused.error().nothingRan()).isFalse();
            assertThat(refused.text()).contains("something new").doesNotContain("10.0.0.1");
        });
    }

    @Test
    void releasesAreCollectedOverAllPagesAndCountedOnce() {
        connect(null, (method, question) -> transactions(question, 250, 250, -1));

        List<Credit> credits = client.credits(SESSION, List.of(ALICE), Instant.ofEpochSecond(1_000))
                .block(PATIENCE);

        assertThat(credits).extracting(Credit::id).containsExactlyElementsOf(newestFirst(250));
        assertThat(asked.stream()
                        .filter(question -> question.get(2).stringValue().equals("user.v1.get_transactions"))
                        .map(question -> question.get(3)))
                .hasSize(3)
                .allSatisfy(question -> {
                    assertThat(question.get("tx_type").intValue()).isEqualTo(41);
                    assertThat(question.get("from_time").longValue()).isLessThanOrEqualTo(1_000);
                    assertThat(question.get("wallet").stringValue()).isEqualTo(ALICE.lowerCase());
                });
    }

    private static List<String> newestFirst(int rows) {
        return IntStream.range(0, rows)
                .mapToObj(index -> "0x%064x".formatted(rows - 1 - index))
                .toList();
    }

    @Test
    void rowThatMovesToTheNextPageIsCountedOnce() {
        connect(null, (method, question) -> transactions(question, 130, 131, -1));

        assertThat(client.credits(SESSION, List.of(ALICE), Instant.EPOCH).block(PATIENCE))
                .extracting(Credit::id)
                .doesNotHaveDuplicates()
                .hasSize(130);
    }

    @Test
    void listWithAHoleIsNotTaken() {
        connect(null, (method, question) -> transactions(question, 150, 150, 120));

        StepVerifier.create(client.credits(SESSION, List.of(ALICE), Instant.EPOCH))
                .expectError(NodeException.Unavailable.class)
                .verify(PATIENCE);
    }

    private List<FrameOutcome> submit() {
        Frame frame = new Frame(1L << 40, "[1," + (1L << 40) + ",\"app_sessions.v1.submit_app_state\",{},1]");
        return client.submit(List.of(frame), SendDeadline.in(PATIENCE)).block(PATIENCE);
    }

    private static String sessions(String version, String rows) {
        return "{\"app_sessions\":[" + ROW.formatted(SESSION.hex(), version, ALICE.lowerCase(), rows) + "]}";
    }

    private static String row(int participant, String asset) {
        String address = "0x" + Integer.toString(participant).repeat(40);
        return "{\"participant\":\"" + address + "\",\"asset\":\"" + asset + "\",\"amount\":\"1\"}";
    }

    /**
     * A page of numbered releases, newest first.
     *
     * @param total rows while the first page is read
     * @param later rows while the others are
     * @param doubled a row that stands in its neighbour's place
     */
    private static String transactions(JsonNode question, int total, int later, int doubled) {
        int offset = question.at("/pagination/offset").intValue();
        int limit = question.at("/pagination/limit").intValue();
        int rows = offset == 0 ? total : later;
        String page = IntStream.range(offset, Math.min(rows, offset + limit))
                .map(index -> rows - 1 - index)
                .map(number -> number == doubled ? number + 1 : number)
                .mapToObj(number -> """
                        {"id":"0x%064x","asset":"yusd","tx_type":41,"from_account":"%s","to_account":"%s",
                         "amount":"1","created_at":"2026-01-01T00:00:00Z"}""".formatted(number, SESSION.hex(), ALICE.lowerCase()))
                .collect(Collectors.joining(","));
        return "{\"transactions\":[" + page + "],\"metadata\":{\"total_count\":" + rows + "}}";
    }
}

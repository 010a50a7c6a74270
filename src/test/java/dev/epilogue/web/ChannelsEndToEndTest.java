package dev.epilogue.web;

import static dev.epilogue.sandbox.Wallet.ALICE;
import static dev.epilogue.sandbox.Wallet.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.node.Budget;
import dev.epilogue.node.NodeRegistry;
import dev.epilogue.node.NodeState;
import dev.epilogue.sandbox.nitronode.ledger.Books;
import dev.epilogue.signing.nitronode.StateSignature;
import dev.epilogue.value.Amount;
import dev.epilogue.value.Hex;
import dev.epilogue.value.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Channels over real HTTP, of a v1 node, without a chain. */
@Tag("database")
class ChannelsEndToEndTest {

    private static final Amount HUNDRED = Amount.parse("100");

    private static Stage stage;

    @BeforeAll
    static void start() {
        stage = new Stage();
    }

    @AfterAll
    static void stop() {
        stage.close();
    }

    private static String allocation(String channel, String query) {
        return "/v1/channels/" + channel + "/allocation" + query;
    }

    private static List<String> texts(JsonNode list) {
        return list.valueStream().map(JsonNode::asString).toList();
    }

    @Test
    @DisplayName(
            "v1 checklist 46, 48, 50: after a close the release shows, signed by the node, beside what both signed before")
    void theReleaseShowsBesideWhatBothSigned() {
        String channel = stage.node().ledger().openChannel(Hex.decode(ALICE.privateKey()), "yusd", HUNDRED);
        SessionId session = stage.session();
        String closure = stage.propose(session);
        stage.postSigned(closure, ALICE);
        stage.postSigned(closure, BOB);
        stage.post("/v1/closures/" + closure + "/finalization?wait=PT30S&until=SETTLED", "");

        Reply listed = stage.get("/v1/sessions/" + session + "/channels");
        assertThat(listed.status()).as(listed.text()).isEqualTo(200);
        JsonNode alices = of(listed, ALICE.address().checksummed());
        JsonNode bobs = of(listed, BOB.address().checksummed());
        assertThat(alices.get("channelId").asString()).isEqualTo(channel);
        assertThat(bobs.get("channelId").isNull()).isTrue();
        assertThat(bobs.get("status").asString()).isEqualTo("NO_CHANNEL");
        assertThat(bobs.at("/offChain/balance").asString()).isEqualTo("37.5");

        // met by now, so that the id alone will do
        Reply one = stage.get(allocation(channel, ""));
        assertThat(one.status()).as(one.text()).isEqualTo(200);
        assertThat(one.at("/status")).isEqualTo("OPEN");
        assertThat(one.at("/offChain/stateVersion")).isEqualTo("2");
        assertThat(one.at("/offChain/balance")).isEqualTo("150");
        assertThat(texts(one.json().at("/offChain/signedBy"))).containsExactly("NODE");
        assertThat(one.at("/coSigned/stateVersion")).isEqualTo("1");
        assertThat(one.at("/coSigned/balance")).isEqualTo("100");
        assertThat(one.json().get("onChain").isNull()).isTrue();
        assertThat(texts(one.json().get("pendingOperations"))).containsExactly("ACKNOWLEDGEMENT");
        assertThat(texts(one.json().get("anomalies"))).isEmpty();
        assertThat(one.at("/credits/0/sessionId")).isEqualTo(session.hex());
        assertThat(one.at("/credits/0/amount")).isEqualTo("50");
        assertThat(one.at("/credits/0/status")).isEqualTo("CREDITED");
        assertThat(one.text()).doesNotContain("Sig\"").doesNotContain("\"0x00");
    }

    private static JsonNode of(Reply listed, String participant) {
        return listed.json()
                .get("channels")
                .valueStream()
                .filter(row -> row.get("participant").asString().equals(participant))
                .findFirst()
                .orElseThrow();
    }

    @Test
    @DisplayName("v1 checklist 50: what both signed is kept; a node that shows older states is found out")
    void aNodeThatWentBackIsFoundOut() {
        try (Stage other = new Stage()) {
            String channel = other.node().ledger().openChannel(Hex.decode(ALICE.privateKey()), "yusd", HUNDRED);
            Books early = other.node().backup();
            SessionId session = other.session();
            other.node().ledger().close(session);
            NodeState release = newest(other);
            StateSignature countersigned =
                    new StateSignature(ALICE.sign(release.packed().digest()));
            other.node().ledger().channelCheckpointed(channel, release.state().version(), countersigned.wire());
            String query = "?asset=yusd&participant=" + ALICE.address();
            assertThat(other.get(allocation(channel, query)).at("/coSigned/balance"))
                    .isEqualTo("150");

            other.node().restore(early);

            Reply shown = other.get(allocation(channel, query));
            assertThat(texts(shown.json().get("anomalies"))).containsExactly("went-back");
            assertThat(shown.at("/offChain/balance")).isEqualTo("100");
            assertThat(shown.at("/coSigned/balance")).isEqualTo("150");
            assertThat(shown.at("/coSigned/stateVersion")).isEqualTo("2");
        }
    }

    private static NodeState newest(Stage other) {
        return other.epilogue()
                .bean(NodeRegistry.class)
                .of("sandbox", Budget.WORK)
                .channels()
                .newest(ALICE.address(), "yusd")
                .block(Duration.ofSeconds(10))
                .orElseThrow();
    }

    @Test
    @DisplayName("v1 checklist 48: a closed channel shows as such, apart from what the node owes now")
    void aClosedChannelShowsAsSuch() {
        try (Stage other = new Stage()) {
            String channel = other.node().ledger().openChannel(Hex.decode(ALICE.privateKey()), "yusd", HUNDRED);
            other.node().ledger().channelChallenged(channel, 1, Instant.now().minusSeconds(1));
            other.node().ledger().close(other.session());
            other.node().ledger().channelClosed(channel, 1);

            Reply shown = other.get(allocation(channel, "?asset=yusd&participant=" + ALICE.address()));

            assertThat(shown.at("/status")).isEqualTo("CLOSED");
            assertThat(shown.json().get("offChain").isNull()).isTrue();
            assertThat(shown.at("/coSigned/balance")).isEqualTo("100");
            assertThat(texts(shown.json().get("anomalies"))).isEmpty();
        }
    }

    @Test
    @DisplayName("v1 checklist 48: a challenged channel shows as such, with what the node has not signed")
    void aChallengedChannelShowsAsSuch() {
        try (Stage other = new Stage()) {
            String channel = other.node().ledger().openChannel(Hex.decode(BOB.privateKey()), "yusd", Amount.parse("5"));
            other.node().ledger().channelChallenged(channel, 1, Instant.now().plusSeconds(86_400));
            SessionId session = other.session();
            other.node().ledger().close(session);

            Reply shown = other.get(allocation(channel, "?asset=yusd&participant=" + BOB.address()));

            assertThat(shown.at("/status")).isEqualTo("CHALLENGED");
            assertThat(shown.at("/challengeDuration")).isEqualTo("P1D");
            assertThat(texts(shown.json().at("/offChain/signedBy"))).isEmpty();
            assertThat(texts(shown.json().get("pendingOperations")))
                    .containsExactly("CHALLENGE", "NODE_SIGNATURE", "ACKNOWLEDGEMENT");
        }
    }

    @Test
    void whatIsMissingIsNamedWithTheReason() {
        String unknown = "0x01" + "33".repeat(31);

        Reply nothing = stage.get(allocation(unknown, ""));
        assertThat(nothing.status()).isEqualTo(400);
        assertThat(nothing.at("/code")).isEqualTo("invalid-parameter");
        assertThat(nothing.json()
                        .get("violations")
                        .valueStream()
                        .map(row -> row.get("path").asString()))
                .containsExactly("participant", "asset");
        assertThat(nothing.at("/violations/0/detail")).contains("not met before");
        assertThat(stage.get(allocation(unknown, "?participant=" + ALICE.address()))
                        .at("/violations/0/path"))
                .isEqualTo("asset");
        Reply notThere = stage.get(allocation(unknown, "?asset=yusd&participant=" + ALICE.address()));
        assertThat(notThere.status()).isEqualTo(404);
        assertThat(notThere.at("/code")).isEqualTo("channel-not-found");
        assertThat(stage.get(allocation("0x12", "")).at("/code")).isEqualTo("invalid-parameter");
        assertThat(stage.get(allocation(unknown, "?wallet=x")).at("/code")).isEqualTo("unknown-member");
        assertThat(stage.get(allocation(unknown, "?node=elsewhere")).at("/code"))
                .isEqualTo("node-not-found");
        assertThat(stage.get("/v1/sessions/0x" + "77".repeat(32) + "/channels").at("/code"))
                .isEqualTo("session-not-found");
    }
}

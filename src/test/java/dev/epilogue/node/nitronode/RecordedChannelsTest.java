package dev.epilogue.node.nitronode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.epilogue.node.Frame;
import dev.epilogue.node.FrameAnswer;
import dev.epilogue.node.FrameOutcome;
import dev.epilogue.node.NodeChannel;
import dev.epilogue.node.NodeChannels;
import dev.epilogue.node.NodeContract;
import dev.epilogue.node.NodeError;
import dev.epilogue.node.NodeSettings;
import dev.epilogue.node.NodeSettings.Pace;
import dev.epilogue.node.NodeState;
import dev.epilogue.node.NodeStatus.LinkState;
import dev.epilogue.node.SendDeadline;
import dev.epilogue.node.Token;
import dev.epilogue.node.link.ScriptedServer;
import dev.epilogue.node.nitronode.Replay.Exchange;
import dev.epilogue.signing.nitronode.ChannelDefinition;
import dev.epilogue.signing.nitronode.ChannelState;
import dev.epilogue.value.Address;
import dev.epilogue.value.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What a real Nitronode told of channels, fed to the real link and adapter, means what the recording says. */
class RecordedChannelsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** Loaded before any event loop needs it. */
    private static final Replay RECORDED = Replay.load();

    private static final Address NODE = Address.parse("0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266");
    private static final long CHAIN = 31338;

    private volatile Exchange current;
    private ScriptedServer server;
    private NitronodeClient client;
    private NodeChannels channels;

    @BeforeEach
    void connect() {
        server = new ScriptedServer((peer, frame) -> answer(frame).ifPresent(peer::answer));
        client = new NitronodeClient(
                "recorded", NodeSettings.of(server.url(), "nitronode-v1").with(Pace.of(10_000, 1_000, 1_000, 1_000)));
        client.start();
        channels = client.channels();
        await().atMost(PATIENCE).until(() -> client.status().link() == LinkState.UP);
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

    private static Stream<Exchange> answered(String method, String member) {
        return RECORDED.exchanges(method).stream()
                .filter(exchange -> !exchange.refused() && exchange.answered().has(member));
    }

    private static Address wallet(Exchange read) {
        return Address.parse(read.asked().get("wallet").stringValue());
    }

    private static String asset(Exchange read) {
        return read.asked().get("asset").stringValue();
    }

    @Test
    @DisplayName(
            "v1 checklist 11: every state that the node showed packs to what its and the wallet's signatures are over")
    void signaturesOfShownStatesHold() {
        int signed = 0;
        for (Exchange read : answered("channels.v1.get_latest_state", "state").toList()) {
            current = read;
            JsonNode shown = read.answered().get("state");
            boolean coSigned = read.asked().path("only_signed").asBoolean(false);
            Optional<NodeState> state = coSigned
                    ? channels.newestCoSigned(wallet(read), asset(read)).block(PATIENCE)
                    : channels.newest(wallet(read), asset(read)).block(PATIENCE);

            assertThat(state).hasValueSatisfying(found -> {
                assertThat(found.remarks()).isEmpty();
                assertThat(found.nodeSignature() != null).isEqualTo(shown.has("node_sig"));
                assertThat(found.userSignature() != null).isEqualTo(shown.has("user_sig"));
                assertThat(found.coSigned() || !coSigned).isTrue();
                assertThat(found.state().id().hex()).isEqualTo(shown.get("id").stringValue());
                assertThat(found.state().home().userBalance().text())
                        .isEqualTo(shown.at("/home_ledger/user_balance").stringValue());
            });
            signed += shown.has("node_sig") ? 1 : 0;
        }
        assertThat(signed).isGreaterThan(50);
    }

    @Test
    void aWalletWithoutAStateHasNone() {
        current = RECORDED.exchanges("channels.v1.get_latest_state").stream()
                .filter(read -> !read.refused() && read.answered().isEmpty())
                .findFirst()
                .orElseThrow();

        assertThat(channels.newest(wallet(current), asset(current)).block(PATIENCE))
                .isEmpty();
        assertThat(channels.balance(wallet(current), asset(current)).block(PATIENCE))
                .hasToString("0");
    }

    @Test
    @DisplayName("v1 checklist 47: a signature that the node's key did not make is left out and named")
    void aForgedNodeSignatureIsNamed() {
        current = answered("channels.v1.get_latest_state", "state")
                .filter(read -> read.answered().at("/state/node_sig").isString()
                        && read.answered().at("/state/user_sig").isString())
                .map(RecordedChannelsTest::withAnothersSignature)
                .findFirst()
                .orElseThrow();

        NodeState state =
                channels.newest(wallet(current), asset(current)).block(PATIENCE).orElseThrow();

        assertThat(state.remarks()).containsExactly(NodeState.Remark.NODE_SIGNATURE_INVALID);
        assertThat(state.nodeSignature()).isNull();
        assertThat(state.userSignature()).isNotNull();
        assertThat(state.coSigned()).isFalse();
    }

    private static Exchange withAnothersSignature(Exchange read) {
        JsonNode answer = read.answer().deepCopy();
        JsonNode state = answer.get(3).get("state");
        ((ObjectNode) state).put("node_sig", state.get("user_sig").stringValue());
        return new Exchange(read.scenario(), read.question(), answer);
    }

    @Test
    @DisplayName("v1 checklist 10: channels are listed as they were, under ids that follow from their definitions")
    void channelsAreListedAsTheyWere() {
        Set<String> statuses = new HashSet<>();
        List<Exchange> lists = answered("channels.v1.get_channels", "channels")
                .filter(read -> !read.answered().get("channels").isEmpty())
                .toList();
        for (Exchange list : lists) {
            current = list;
            List<NodeChannel> found = channels.ofWallet(wallet(list)).block(PATIENCE);
            JsonNode rows = list.answered().get("channels");
            assertThat(found).hasSize(rows.size());
            for (int i = 0; i < found.size(); i++) {
                assertShown(found.get(i), rows.get(i));
            }
        }
        for (Exchange read : answered("channels.v1.get_home_channel", "channel").toList()) {
            current = read;
            JsonNode row = read.answered().get("channel");
            String asset = row.get("asset").stringValue();
            NodeChannel found =
                    channels.current(wallet(read), asset).block(PATIENCE).orElseThrow();
            assertShown(found, row);
            statuses.add(row.get("status").stringValue());
        }
        assertThat(lists).isNotEmpty();
        assertThat(statuses).contains("open", "challenged", "closing");
    }

    private static void assertShown(NodeChannel channel, JsonNode row) {
        assertThat(channel.channelId().hex()).isEqualTo(row.get("channel_id").stringValue());
        assertThat(channel.status().name())
                .isEqualToIgnoringCase(row.get("status").stringValue());
        assertThat(Long.toString(channel.stateVersion()))
                .isEqualTo(row.get("state_version").stringValue());
        assertThat(channel.challengeExpiresAt())
                .isEqualTo(
                        row.get("challenge_expires_at").isNull()
                                ? null
                                : OffsetDateTime.parse(
                                                row.get("challenge_expires_at").stringValue())
                                        .toInstant());
        assertThat(channel.chainId()).isEqualTo(CHAIN);
        ChannelDefinition definition = new ChannelDefinition(
                channel.challenge().toSeconds(),
                channel.wallet(),
                NODE,
                channel.nonce(),
                Objects.requireNonNull(channel.approvedValidators()),
                ChannelDefinition.metadataOf(channel.asset()));
        assertThat(definition.channelId()).isEqualTo(channel.channelId());
    }

    @Test
    @DisplayName("v1 checklist 59: contracts and tokens are the configuration's, decimals per chain")
    void contractsAndTokensAreTheConfigurations() {
        assertThat(channels.contracts().block(PATIENCE))
                .containsExactly(new NodeContract(
                        CHAIN,
                        "anvil",
                        Address.parse("0x58c1c343c185aa5cd3c2cc1c2b7d7bd055f1bf98"),
                        null,
                        Duration.ZERO));
        assertThat(channels.token("yusd", CHAIN).block(PATIENCE))
                .contains(new Token("yusd", CHAIN, Address.parse("0x749d20d85555330d20862770b58a72939285c42a"), 6));
        assertThat(channels.token("yusd", 1).block(PATIENCE)).isEmpty();
        assertThat(channels.token("YUSD", CHAIN).block(PATIENCE)).isEmpty();
    }

    @Test
    @DisplayName(
            "v1 checklist 49: recorded acknowledgements are built as they were accepted, and their answers co-sign them")
    void acknowledgementsEndAsTheyDid() {
        int accepted = 0;
        int refused = 0;
        for (Exchange submission : RECORDED.exchanges("channels.v1.submit_state")) {
            current = submission;
            JsonNode sent = submission.asked().path("state");
            boolean wellFormed = sent.has("user_sig")
                    && sent.at("/transition/type").asInt(0) == 1
                    && lowerCase(sent.path("home_channel_id").asString("X"))
                    && sent.path("user_wallet").asString("").length() == 42;
            if (!wellFormed) {
                continue;
            }
            StateJson state = StateJson.parse(sent);
            Frame frame = channels.acknowledgements()
                    .orElseThrow()
                    .frame(state.state(), state.userSignature(), Instant.now());
            assertThat(Replay.parse(frame.text()).get(3)).isEqualTo(submission.asked());
            FrameAnswer answer = channels.acknowledgements()
                    .orElseThrow()
                    .submit(frame, SendDeadline.in(PATIENCE))
                    .block(PATIENCE);
            if (submission.refused()) {
                assertThat(answer.outcome()).isInstanceOfSatisfying(FrameOutcome.Refused.class, outcome -> {
                    assertThat(outcome.error()).isNotEqualTo(NodeError.UNCLASSIFIED);
                    assertThat(submission.answered().get("error").stringValue()).startsWith(outcome.text());
                });
                refused++;
            } else {
                assertThat(answer.outcome()).isEqualTo(new FrameOutcome.Accepted());
                assertCoSigned(state, answer);
                accepted++;
            }
        }
        assertThat(accepted).isPositive();
        assertThat(refused).isPositive();
    }

    private void assertCoSigned(StateJson state, FrameAnswer answer) {
        NodeState coSigned = channels.acknowledgements()
                .orElseThrow()
                .coSigned(state.state(), state.userSignature(), Objects.requireNonNull(answer.text()))
                .block(PATIENCE);
        assertThat(coSigned.coSigned()).isTrue();
        assertThat(coSigned.remarks()).isEmpty();
        assertThat(answer).asString().doesNotContain("0x");
    }

    private static boolean lowerCase(String hex) {
        return hex.equals(hex.toLowerCase(Locale.ROOT));
    }

    @Test
    @DisplayName(
            "v1 checklist 46: after a close the newest state is the release, higher by the amount, on the same channel")
    void theReleaseIsTheNewestStateAfterAClose() {
        List<ChannelState> releases = answered("channels.v1.get_latest_state", "state")
                .filter(read -> !read.asked().path("only_signed").asBoolean(false))
                .map(read -> StateJson.parse(read.answered().get("state")).state())
                .filter(state -> state.transition().type() == 41 && state.channelId() != null)
                .toList();
        List<ChannelState> all = answered("channels.v1.get_latest_state", "state")
                .map(read -> StateJson.parse(read.answered().get("state")).state())
                .toList();
        int followed = 0;
        for (ChannelState release : releases) {
            Optional<ChannelState> before = all.stream()
                    .filter(state -> state.wallet().equals(release.wallet())
                            && state.asset().equals(release.asset())
                            && state.epoch() == release.epoch()
                            && state.version() + 1 == release.version()
                            && Objects.equals(state.channelId(), release.channelId()))
                    .findFirst();
            if (before.isPresent()) {
                assertThat(before.get()
                                .released(
                                        SessionId.parse(release.transition().accountId()),
                                        release.transition().amount()))
                        .contains(release);
                followed++;
            }
        }
        assertThat(followed).isPositive();
    }
}

package dev.epilogue.node.nitrorpc;

import static dev.epilogue.node.nitrorpc.Table.ALICE;
import static dev.epilogue.node.nitrorpc.Table.BOB;
import static dev.epilogue.node.nitrorpc.Table.PATIENCE;
import static dev.epilogue.node.nitrorpc.Table.SERVICE;
import static dev.epilogue.node.nitrorpc.Table.address;
import static dev.epilogue.node.nitrorpc.Table.row;
import static dev.epilogue.node.nitrorpc.Table.share;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.epilogue.node.Frame;
import dev.epilogue.node.FrameOutcome;
import dev.epilogue.node.NodeException;
import dev.epilogue.node.NodeHint;
import dev.epilogue.node.NodeStatus.LinkState;
import dev.epilogue.sandbox.clearnode.FakeClearNode;
import dev.epilogue.sandbox.clearnode.FakeClearNodeOptions;
import dev.epilogue.sandbox.clearnode.fault.Fault;
import dev.epilogue.sandbox.clearnode.rpc.ReceivedFrame;
import dev.epilogue.value.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class TransportTest {

    private static final Duration ANSWER = Duration.ofMillis(700);

    private Table table = Table.set(settings -> settings.with(Table.timeouts(ANSWER, Duration.ofSeconds(60))));

    @AfterEach
    void clear() {
        table.close();
    }

    private SessionId seat() {
        return table.seat(share(ALICE, "usdc", "3"));
    }

    private Frame closing(SessionId id) {
        return table.frame(id, table.close(id, row(BOB, "usdc", "3")), ALICE, BOB);
    }

    @Test
    @DisplayName("0.x checklist 6, 7: ids are 1 to 2^53-1 and unique on a connection; params are always objects")
    void requestsHaveTheShapeThatTheNodeTakes() {
        SessionId id = seat();
        table.submit(closing(id));
        table.client.credits(id, List.of(), Instant.EPOCH).block(PATIENCE);

        List<ReceivedFrame> frames = table.node.journal().frames();
        assertThat(frames).hasSizeGreaterThan(8);
        for (ReceivedFrame frame : frames) {
            JsonNode request = JsonMapper.shared().readTree(frame.text()).get("req");
            assertThat(request).hasSize(4);
            assertThat(request.get(0).longValue()).isBetween(1L, (1L << 53) - 1);
            assertThat(request.get(2).isObject()).isTrue();
            assertThat(request.get(3).longValue()).isBetween(1_000_000_000_000L, 9_999_999_999_999L);
        }
        Map<Long, List<String>> ids = frames.stream()
                .collect(Collectors.groupingBy(
                        ReceivedFrame::connection,
                        Collectors.mapping(frame -> frame.requestId().orElseThrow(), Collectors.toList())));
        assertThat(ids.values()).allSatisfy(list -> assertThat(list).doesNotHaveDuplicates());
    }

    @Test
    @DisplayName("0.x checklist 8: an answer that another key signed ends the connection, and a read with it")
    void readFailsWhenAnotherKeySignedItsAnswer() {
        SessionId id = seat();
        table.read(id);
        long opened = table.client.traffic().opened();
        table.node.faults().on("get_ledger_entries").inject(new Fault.WrongSignature());

        assertThatThrownBy(() -> table.read(id))
                .isInstanceOf(NodeException.Unavailable.class)
                .hasMessageContaining("not signed by the node's key");
        await().atMost(PATIENCE).until(() -> table.client.traffic().opened() > opened);
        table.awaitUp();
        assertThat(table.read(id).open()).isTrue();
    }

    @Test
    @DisplayName("0.x checklist 8: a close whose answer another key signed is of unknown outcome")
    void closeIsUnknownWhenAnotherKeySignedItsAnswer() {
        SessionId id = seat();
        Frame frame = closing(id);
        table.node.faults().on("close_app_session").inject(new Fault.WrongSignature());

        assertThat(table.submit(frame)).isInstanceOf(FrameOutcome.Unknown.class);
        assertThat(table.node.journal().of("close_app_session")).hasSize(1);
        table.awaitUp();
        assertThat(table.read(id).open()).isFalse();
    }

    @Test
    @DisplayName("0.x checklist 8: nothing that a node with another key says is believed")
    void nodeWithAnotherKeyThanThePinnedOneIsNotTalkedTo() {
        try (FakeClearNode other =
                        FakeClearNode.start(FakeClearNodeOptions.defaults().withBrokerKey(ALICE));
                NitroRpcClient client =
                        new NitroRpcClient("other", Table.settings(other.url()).withAddress(Signed.broker()))) {
            client.start();
            await().atMost(PATIENCE)
                    .until(() -> String.valueOf(client.status().problem()).contains("not signed by the node's key"));
            assertThatThrownBy(() -> client.identity().block(PATIENCE)).isInstanceOf(NodeException.class);
            assertThat(other.journal().of("auth_verify")).isEmpty();
        }
    }

    @Test
    void withoutAConfiguredAddressTheFirstIdentityIsHeldTo() {
        try (FakeClearNode node = FakeClearNode.start(FakeClearNodeOptions.defaults());
                NitroRpcClient client = new NitroRpcClient("unpinned", Table.settings(node.url()))) {
            client.start();
            await().atMost(PATIENCE).until(() -> client.status().link() == LinkState.UP);
            assertThat(client.identity().block(PATIENCE).address()).isEqualTo(node.brokerAddress());
            int port = node.port();
            node.close();

            try (FakeClearNode impostor = FakeClearNode.start(
                    FakeClearNodeOptions.defaults().withPort(port).withBrokerKey(ALICE))) {
                await().atMost(PATIENCE)
                        .until(() ->
                                String.valueOf(client.status().problem()).contains("not signed by the node's key"));
                assertThat(impostor.journal().of("close_app_session")).isEmpty();
            }
        }
    }

    @Test
    @DisplayName("0.x checklist 9: an error with an unknown id completes nobody's request")
    void errorWithAForeignIdCompletesNothing() {
        table.client.identity().block(PATIENCE);
        String error = "[" + System.currentTimeMillis() + ",\"error\",{\"error\":\"invalid message format\"},"
                + System.currentTimeMillis() + "]";
        SessionId id = seat();
        table.node.faults().on("get_app_definition").inject(new Fault.Garbage(Signed.result(error)));

        assertThatThrownBy(() -> table.read(id))
                .isInstanceOf(NodeException.Unavailable.class)
                .hasMessage("no answer in time");
        assertThat(table.client.traffic().unmatched()).isEqualTo(1);
        assertThat(table.read(id).open()).isTrue();
    }

    @Test
    @DisplayName("0.x checklist 10: the submitter's bu before the answer disturbs nothing, and is a hint")
    void pushesBeforeTheAnswerAreHints() {
        SessionId id = seat();
        Queue<NodeHint> hints = new ConcurrentLinkedQueue<>();
        Disposable listening = table.client.hints().subscribe(hints::add);

        assertThat(table.submit(closing(id))).isEqualTo(new FrameOutcome.Accepted());
        await().atMost(PATIENCE).until(() -> hints.contains(new NodeHint(null, address(SERVICE))));
        assertThat(table.client.traffic().unmatched()).isZero();
        assertThat(table.client.traffic().garbage()).isZero();
        listening.dispose();
    }

    @Test
    @DisplayName("0.x checklist 11, 12: an idle connection is pinged, and pong with null params keeps it")
    void idleConnectionIsPingedAndKept() {
        table.close();
        table = Table.set(settings -> settings.with(Table.timeouts(ANSWER, Duration.ofMillis(1_200))));
        long opened = table.client.traffic().opened();

        table.node.journal().await("ping", 8, PATIENCE);

        assertThat(table.client.traffic().opened()).isEqualTo(opened);
        assertThat(table.client.traffic().garbage()).isZero();
    }

    @Test
    @DisplayName("0.x checklist 11: a missing pong leads to a reconnect")
    void missingPongLeadsToAReconnect() {
        table.close();
        table = Table.set(settings -> settings.with(Table.timeouts(ANSWER, Duration.ofMillis(1_200))));
        long opened = table.client.traffic().opened();

        table.node.silence(true);
        await().atMost(PATIENCE).until(() -> table.client.traffic().opened() >= opened + 2);
        table.node.silence(false);
        table.awaitUp();
        assertThat(table.read(seat()).open()).isTrue();
    }

    @Test
    void duplicateAnswerCountsOnce() {
        SessionId id = seat();
        table.node.faults().on("close_app_session").inject(new Fault.DuplicateAnswer());

        assertThat(table.submit(closing(id))).isEqualTo(new FrameOutcome.Accepted());
        await().atMost(PATIENCE).until(() -> table.client.traffic().unmatched() == 1);
    }

    @Test
    void garbageInPlaceOfAnAnswerIsAnUnknownOutcome() {
        SessionId id = seat();
        table.node.faults().on("close_app_session").inject(new Fault.Garbage("<html>502</html>"));

        assertThat(table.submit(closing(id))).isEqualTo(new FrameOutcome.Unknown("no answer in time"));
        assertThat(table.client.traffic().garbage()).isEqualTo(1);
        assertThat(table.read(id).open()).isFalse();
    }

    @Test
    void lateAnswerChangesNothingAnyMore() {
        SessionId id = seat();
        Frame frame = closing(id);
        table.node.faults().on("close_app_session").inject(new Fault.Delay(ANSWER.multipliedBy(2)));

        assertThat(table.submit(frame)).isEqualTo(new FrameOutcome.Unknown("no answer in time"));
        await().atMost(PATIENCE).until(() -> table.client.traffic().unmatched() == 1);
        assertThat(table.read(id).open()).isFalse();
        assertThat(table.node.journal().of("close_app_session")).hasSize(1);
    }

    @Test
    void lostConnectionLeavesTheOutcomeUnknown() {
        SessionId id = seat();
        Frame frame = closing(id);
        table.node.faults().on("close_app_session").inject(new Fault.DropAfter());

        assertThat(table.submit(frame)).isInstanceOf(FrameOutcome.Unknown.class);
        assertThat(table.node.journal().of("close_app_session")).hasSize(1);
        table.awaitUp();
        assertThat(table.client.readSessionAfresh(id).block(PATIENCE).open()).isFalse();
    }

    @Test
    void offsetOfTheNodesClockIsMeasured() {
        FakeClearNode ahead = FakeClearNode.start(
                FakeClearNodeOptions.defaults().withClock(() -> Instant.now().plusSeconds(30)));
        try (ahead;
                NitroRpcClient client = new NitroRpcClient("ahead", Table.settings(ahead))) {
            client.start();
            client.identity().block(PATIENCE);
            assertThat(client.status().clockOffset()).isBetween(Duration.ofSeconds(28), Duration.ofSeconds(32));
        }
    }
}

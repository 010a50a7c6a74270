package dev.epilogue.sandbox.nitronode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.epilogue.node.ClearNode;
import dev.epilogue.node.Frame;
import dev.epilogue.node.FrameOutcome;
import dev.epilogue.node.NodeError;
import dev.epilogue.node.NodeSettings;
import dev.epilogue.node.NodeStatus.LinkState;
import dev.epilogue.node.SendDeadline;
import dev.epilogue.node.SessionReading;
import dev.epilogue.node.SessionReading.Member;
import dev.epilogue.node.nitronode.NitronodeClient;
import dev.epilogue.value.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The real client against the whole fake node, rate limits and pings included. */
class NitronodeClientAtTheFakeTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final long ID = 1L << 41;

    private final FakeNitronode node = FakeNitronode.start();
    private final TestParty party = TestParty.two("demo");
    private final SessionId session = node.ledger().openSession(party.seed());
    private final NitronodeClient client = new NitronodeClient(
            "fake",
            NodeSettings.of(node.url().toString(), "nitronode-v1")
                    .withAddress(node.nodeAddress().checksummed()));

    @BeforeEach
    void connect() {
        client.start();
        awaitUp();
    }

    @AfterEach
    void stop() {
        client.close();
        node.close();
    }

    private void awaitUp() {
        await().atMost(PATIENCE).until(() -> client.status().link() == LinkState.UP);
    }

    @Test
    void payOutAndCloseAreExecutedTogetherAndProvedByReadingBack() {
        SessionReading before = read(client);
        assertThat(before.open()).isTrue();

        assertThat(submit(
                        new Frame(ID, party.operate(session, 2, "10", "90").frame(ID)),
                        new Frame(ID + 1, party.closeAt(session, 3, "10", "90").frame(ID + 1))))
                .containsExactly(new FrameOutcome.Accepted(), new FrameOutcome.Accepted());

        SessionReading after = client.readSessionAfresh(session).block(PATIENCE);
        assertThat(after.open()).isFalse();
        assertThat(after.versionNumber()).isEqualTo(3);
        assertThat(client.credits(
                                session,
                                before.participants().stream()
                                        .map(Member::participant)
                                        .toList(),
                                Instant.now().minusSeconds(60))
                        .block(PATIENCE))
                .extracting(credit -> credit.amount().text())
                .containsExactlyInAnyOrder("10", "90");
    }

    @Test
    void secondCloseIsRefusedAsClosedAlready() {
        submit(new Frame(ID, party.close(session, 2).frame(ID)));

        assertThat(submit(new Frame(ID + 1, party.close(session, 2).frame(ID + 1))))
                .containsExactly(new FrameOutcome.Refused(NodeError.ALREADY_CLOSED, "app session is already closed"));
    }

    @Test
    void linkComesBackAfterARestartOfTheNode() {
        assertThat(read(client).open()).isTrue();
        node.restart(Duration.ofMillis(200)).join();
        awaitUp();

        await().atMost(PATIENCE).ignoreExceptions().until(() -> read(client).open());
    }

    private SessionReading read(ClearNode reader) {
        return reader.readSession(session).block(PATIENCE);
    }

    private List<FrameOutcome> submit(Frame... frames) {
        return client.submit(List.of(frames), SendDeadline.in(PATIENCE)).block(PATIENCE);
    }
}

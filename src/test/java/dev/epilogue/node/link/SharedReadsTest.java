package dev.epilogue.node.link;

import static dev.epilogue.node.link.LinkFixture.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SharedReadsTest {

    private LinkFixture node;

    @BeforeEach
    void connect() {
        node = LinkFixture.connected();
    }

    @AfterEach
    void disconnect() {
        node.close();
    }

    @Test
    void equalReadsShareOneRequestAndNoneGetsAnAnswerOlderThanItsQuestion() {
        var first = node.ask("same").toFuture();
        String firstFrame = node.reads.nextFrame();
        List<CompletableFuture<String>> others = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            others.add(node.ask("same").toFuture());
        }
        node.reads.send(PlainWire.answer(firstFrame, "before"));
        assertThat(first.join()).isEqualTo("before");
        node.reads.send(PlainWire.answer(node.reads.nextFrame(), "after"));

        assertThat(others).allSatisfy(other -> assertThat(other.join()).isEqualTo("after"));
        assertThat(node.reads.framesWaiting()).isZero();
    }

    @Test
    void cancelledCallerDoesNotTakeTheAnswerFromOthers() {
        var first = node.ask("same").subscribe();
        String frame = node.reads.nextFrame();
        var second = node.ask("same").toFuture();
        first.dispose();
        node.reads.send(PlainWire.answer(frame, "for nobody"));
        node.reads.send(PlainWire.answer(node.reads.nextFrame(), "for second"));

        assertThat(second.join()).isEqualTo("for second");
    }

    @Test
    void failedReadIsFollowedByTheNextOne() {
        var first = node.ask("same").toFuture();
        node.reads.nextFrame();
        var second = node.ask("same").onErrorReturn("also failed").toFuture();
        node.reads.drop();

        assertThat(first).failsWithin(PATIENCE);
        assertThat(second.join()).isEqualTo("also failed");
    }

    @Test
    void freshReadHasAConnectionOfItsOwnThatIsClosedAfterwards() {
        node.links
                .submit(List.of(LinkFixture.frame(1)), dev.epilogue.node.SendDeadline.in(PATIENCE))
                .subscribe();
        var read = node.links.askAfresh(Request.of("session", "{}", "")).toFuture();
        ScriptedServer.Peer fresh = node.server.nextPeer();
        fresh.send(PlainWire.answer(fresh.nextFrame(), "fresh"));

        assertThat(read.join().body().stringValue()).isEqualTo("fresh");
        await().atMost(PATIENCE).until(() -> !fresh.open());
        assertThat(node.server.connections()).isEqualTo(3);
    }
}

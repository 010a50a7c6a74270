package dev.epilogue.node.link;

import static dev.epilogue.node.link.LinkFixture.frame;
import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.node.Frame;
import dev.epilogue.node.SendDeadline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SubmissionTest {

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
    void framesAreSentExactlyAsStored() {
        Frame stored = new Frame((1L << 40) + 5, "ask " + ((1L << 40) + 5) + " close  {\"a\" : \"\u20ac\"}");
        node.submit(stored).subscribe();

        assertThat(node.submissions.nextFrame()).isEqualTo(stored.text());
    }

    @Test
    void bothFramesOfABatchAreWrittenBeforeAnyAnswerAndNothingComesBetween() {
        List<CompletableFuture<List<Delivery>>> batches = LongStream.range(0, 40)
                .parallel()
                .mapToObj(batch ->
                        node.submit(frame(batch * 2), frame(batch * 2 + 1)).toFuture())
                .toList();

        for (int i = 0; i < 40; i++) {
            long first = PlainWire.id(node.submissions.nextFrame());
            long second = PlainWire.id(node.submissions.nextFrame());
            assertThat(first % 2).isZero();
            assertThat(second).isEqualTo(first + 1);
        }
        assertThat(batches).noneMatch(CompletableFuture::isDone);
    }

    @Test
    void outcomesComeInTheOrderOfTheFrames() {
        var batch = node.submit(frame(1), frame(2)).toFuture();
        String first = node.submissions.nextFrame();
        String second = node.submissions.nextFrame();
        node.submissions.send(PlainWire.answer(second, "two"));
        node.submissions.send(PlainWire.answer(first, "one"));

        assertThat(batch.join()).map(SubmissionTest::text).containsExactly("one", "two");
    }

    @Test
    void submissionsAndReadsNeverShareAConnection() {
        node.submit(frame(1)).subscribe();
        List<CompletableFuture<String>> reads = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            reads.add(node.ask("read " + i).toFuture());
        }
        for (int i = 0; i < 20; i++) {
            node.reads.send(PlainWire.answer(node.reads.nextFrame(), "x"));
        }
        reads.forEach(CompletableFuture::join);

        assertThat(node.submissions.nextFrame()).isEqualTo(frame(1).text());
        assertThat(node.submissions.framesWaiting()).isZero();
    }

    @Test
    void frameIsNotSentOnceItsDeadlineHasPassed() {
        List<Delivery> late = node.links
                .submit(List.of(frame(1), frame(2)), SendDeadline.in(Duration.ofMillis(-1)))
                .block(LinkFixture.PATIENCE);
        node.submit(frame(3)).subscribe();

        assertThat(late).allMatch(Delivery.NotSent.class::isInstance).hasSize(2);
        assertThat(node.submissions.nextFrame()).isEqualTo(frame(3).text());
    }

    @Test
    @DisplayName("v1 checklist 20: a connection that is cut after writing leaves the outcome unknown")
    void cutConnectionLeavesTheOutcomeUnknown() {
        var batch = node.submit(frame(1), frame(2)).toFuture();
        String first = node.submissions.nextFrame();
        node.submissions.nextFrame();
        node.submissions.send(PlainWire.answer(first, "done"));
        node.submissions.drop();

        assertThat(batch.join().getFirst()).isInstanceOf(Delivery.Answered.class);
        assertThat(batch.join().getLast()).isInstanceOf(Delivery.Unknown.class);
    }

    @Test
    void frameIsNotSentWithoutAConnection() {
        node.server.kill();
        node.awaitState(dev.epilogue.node.NodeStatus.LinkState.DOWN);

        assertThat(node.submit(frame(1)).block(LinkFixture.PATIENCE))
                .containsExactly(new Delivery.NotSent("no connection"));
    }

    @Test
    @DisplayName("v1 checklist 17: a frame above 131072 bytes is refused before it is sent, and so is its whole batch")
    void oversizeFrameIsRefusedLocally() {
        int overhead = ("ask " + (1L << 40) + " ").length();
        Frame largest = new Frame(1L << 40, "ask " + (1L << 40) + " " + "x".repeat(131_072 - overhead));
        Frame tooLarge = new Frame(largest.requestId(), largest.text() + "x");

        List<Delivery> refused = node.submit(frame(1), tooLarge).block(LinkFixture.PATIENCE);
        node.submit(largest).subscribe();

        assertThat(refused).hasSize(2).allMatch(Delivery.NotSent.class::isInstance);
        assertThat(node.submissions.nextFrame()).isEqualTo(largest.text());
        assertThat(node.server.connections()).isEqualTo(2);
    }

    @Test
    void sameFrameIsNotWrittenTwiceWhileItsAnswerIsAwaited() {
        var first = node.submit(frame(1)).toFuture();
        String frame = node.submissions.nextFrame();
        List<Delivery> again = node.submit(frame(1)).block(LinkFixture.PATIENCE);
        node.submissions.send(PlainWire.answer(frame, "done"));

        assertThat(again).singleElement().isInstanceOf(Delivery.NotSent.class);
        assertThat(first.join()).map(SubmissionTest::text).containsExactly("done");
        assertThat(node.submissions.framesWaiting()).isZero();
    }

    @Test
    void emptyBatchHasNoOutcomes() {
        assertThat(node.submit().block(LinkFixture.PATIENCE)).isEmpty();
    }

    private static String text(Delivery delivery) {
        return delivery instanceof Delivery.Answered answered
                ? answered.answer().body().stringValue()
                : delivery.toString();
    }
}

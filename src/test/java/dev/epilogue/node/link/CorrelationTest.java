package dev.epilogue.node.link;

import static dev.epilogue.node.link.LinkFixture.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.node.NodeException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import reactor.test.StepVerifier;

class CorrelationTest {

    private LinkFixture node;

    @BeforeEach
    void connect() {
        node = LinkFixture.connected(
                LinkFixture.FAST, LinkFixture.timeouts(Duration.ofMillis(400), Duration.ofSeconds(60)));
    }

    @AfterEach
    void disconnect() {
        node.close();
    }

    @Test
    @DisplayName("v1 checklist 18: answers find their requests by id, in whatever order they come")
    void answersFindTheirRequestsInAnyOrder() {
        var first = node.ask("first").toFuture();
        String firstFrame = node.reads.nextFrame();
        var second = node.ask("second").toFuture();
        String secondFrame = node.reads.nextFrame();

        node.reads.send(PlainWire.answer(secondFrame, "for second"));
        node.reads.send(PlainWire.answer(firstFrame, "for first"));

        assertThat(second.join()).isEqualTo("for second");
        assertThat(first.join()).isEqualTo("for first");
    }

    @Test
    void idsOfReadsAreUniqueAndBelowThoseOfStoredFrames() {
        var one = node.ask("one").toFuture();
        var other = node.ask("other").toFuture();
        long id = PlainWire.id(node.reads.nextFrame());
        long otherId = PlainWire.id(node.reads.nextFrame());

        assertThat(id).isNotEqualTo(otherId).isLessThan(1L << 40);
        assertThat(otherId).isLessThan(1L << 40);
        assertThat(one).isNotDone();
        assertThat(other).isNotDone();
    }

    @Test
    void foreignAnswersDuplicatesAndGarbageAreIgnoredAndCounted() {
        var read = node.ask("read").toFuture();
        String frame = node.reads.nextFrame();
        long unmatched = node.links.traffic().unmatched();

        node.reads.send("not a frame");
        node.reads.send("");
        node.reads.send("answer " + (PlainWire.id(frame) + 99) + " 0 for somebody else");
        node.reads.send("error 0 0 some recent frame was malformed");
        node.reads.send(PlainWire.answer(frame, "right"));
        node.reads.send(PlainWire.answer(frame, "again"));

        assertThat(read.join()).isEqualTo("right");
        StepVerifier.create(node.ask("next").doOnSubscribe(s -> answerNext("fine")))
                .expectNext("fine")
                .expectComplete()
                .verify(PATIENCE);
        assertThat(node.links.traffic().unmatched() - unmatched).isEqualTo(3);
        assertThat(node.links.traffic().garbage()).isEqualTo(2);
        assertThat(node.server.connections()).isEqualTo(2);
    }

    @Test
    @DisplayName("v1 checklist 20: a missing answer is an unknown outcome, and a late one changes nothing")
    void lateAnswerCompletesNothing() {
        var lost = node.submit(LinkFixture.frame(1)).toFuture();
        String frame = node.submissions.nextFrame();
        assertThat(lost.join()).containsExactly(new Delivery.Unknown("no answer in time"));

        var next = node.submit(LinkFixture.frame(2)).toFuture();
        String nextFrame = node.submissions.nextFrame();
        node.submissions.send(PlainWire.answer(frame, "late"));
        assertThat(next).isNotDone();
        node.submissions.send(PlainWire.answer(nextFrame, "in time"));

        assertThat(next.join())
                .singleElement()
                .isInstanceOfSatisfying(
                        Delivery.Answered.class,
                        answered -> assertThat(answered.answer().body().stringValue())
                                .isEqualTo("in time"));
        assertThat(node.links.traffic().unmatched()).isEqualTo(1);
    }

    @Test
    void readWithoutAnswerIsUnavailable() {
        StepVerifier.create(node.ask("read"))
                .expectErrorSatisfies(failure -> assertThat(failure)
                        .isInstanceOf(NodeException.Unavailable.class)
                        .hasMessage("no answer in time"))
                .verify(PATIENCE);
    }

    private void answerNext(String text) {
        Thread.ofVirtual().start(() -> node.reads.send(PlainWire.answer(node.reads.nextFrame(), text)));
    }
}

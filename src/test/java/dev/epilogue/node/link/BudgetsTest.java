package dev.epilogue.node.link;

import static dev.epilogue.node.link.LinkFixture.CALM;
import static dev.epilogue.node.link.LinkFixture.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.epilogue.node.Budget;
import dev.epilogue.node.Lane;
import dev.epilogue.node.NodeException;
import dev.epilogue.node.NodeSettings.Pace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What callers ask for never stands before what a close waits for. */
class BudgetsTest {

    private static CompletableFuture<Incoming.Answer> ask(LinkFixture node, Budget budget, String what) {
        return node.links.ask(budget, Request.of(what, "{}", what)).toFuture();
    }

    private static CompletableFuture<Incoming.Answer> askedBy(LinkFixture node, String caller, String what) {
        return node.links
                .ask(Budget.WORK, Request.of(what, "{}", what))
                .contextWrite(new Lane(caller)::in)
                .toFuture();
    }

    @Test
    void callersCannotSpendWhatACloseWaitsFor() {
        try (LinkFixture node = LinkFixture.connected(Pace.of(0.1, 11, 32, 64), CALM)) {
            for (int read = 0; read < 30; read++) {
                askedBy(node, "flood", "read " + read);
            }
            for (int taken = 0; taken < 5; taken++) {
                assertThat(node.reads.nextFrame()).contains("read");
            }
            ask(node, Budget.PROOF, "proof");
            ask(node, Budget.WORK, "work");

            assertThat(node.reads.nextFrame()).contains("proof");
            assertThat(node.reads.nextFrame()).contains("work");
            assertThat(node.reads.framesWaiting()).isZero();
        }
    }

    @Test
    void requestsOfCallersThatGetNoAnswerLeaveRoomForOthers() {
        try (LinkFixture node = LinkFixture.connected(Pace.of(10_000, 1_000, 4, 64), CALM)) {
            for (int read = 0; read < 10; read++) {
                askedBy(node, "flood", "read " + read);
            }
            node.reads.nextFrame();
            node.reads.nextFrame();
            ask(node, Budget.PROOF, "proof");

            assertThat(node.reads.nextFrame()).contains("proof");
            assertThat(node.reads.framesWaiting()).isZero();
        }
    }

    @Test
    void whatIsMoreUrgentGoesFirstAndCallersTakeTurns() {
        try (LinkFixture node = LinkFixture.connected(Pace.of(10_000, 1_000, 2, 64), CALM)) {
            ask(node, Budget.WORK, "before");
            ask(node, Budget.WORK, "before them");
            List<String> order = new ArrayList<>();
            String[] waiting = {node.reads.nextFrame(), node.reads.nextFrame()};
            askedBy(node, "greedy", "first of greedy");
            askedBy(node, "greedy", "second of greedy");
            askedBy(node, "modest", "first of modest");
            ask(node, Budget.WORK, "work");
            ask(node, Budget.PROOF, "proof");
            // behind all of these on the loop that the links live on
            node.submit(LinkFixture.frame(1)).subscribe();
            node.submissions.nextFrame();
            for (String frame : waiting) {
                node.reads.send(PlainWire.answer(frame, "x"));
            }
            for (int next = 0; next < 5; next++) {
                String frame = node.reads.nextFrame();
                order.add(frame.split(" ", 3)[2]);
                node.reads.send(PlainWire.answer(frame, "x"));
            }

            assertThat(order)
                    .containsExactly("proof", "work", "first of greedy", "first of modest", "second of greedy");
        }
    }

    @Test
    void whoAsksForMoreThanItsShareIsToldWhenToComeAgainAndOthersAreStillServed() {
        try (LinkFixture node = LinkFixture.connected(Pace.of(10_000, 1_000, 2, 8), CALM)) {
            askedBy(node, "greedy", "in flight");
            String inFlight = node.reads.nextFrame();
            List<CompletableFuture<Incoming.Answer>> two =
                    List.of(askedBy(node, "greedy", "one"), askedBy(node, "greedy", "two"));

            assertThatThrownBy(() -> askedBy(node, "greedy", "three").get())
                    .rootCause()
                    .isInstanceOfSatisfying(
                            NodeException.Overloaded.class,
                            overloaded ->
                                    assertThat(overloaded.retryAfter()).isBetween(Duration.ofSeconds(1), PATIENCE));
            CompletableFuture<Incoming.Answer> modest = askedBy(node, "modest", "of modest");
            assertThat(two).noneMatch(CompletableFuture::isDone);
            node.reads.send(PlainWire.answer(inFlight, "x"));
            for (int next = 0; next < 3; next++) {
                String frame = node.reads.nextFrame();
                node.reads.send(PlainWire.answer(frame, "x"));
            }
            assertThat(modest.join().body().stringValue()).isEqualTo("x");
        }
    }

    /** Sixteen strangers with a lane each fill the line; one more comes. */
    @Test
    void aCallerWithoutAnythingInLineIsLetInAtTheCostOfTheLongestLane() {
        Waiting waiting = new Waiting(8);
        List<CompletableFuture<List<Delivery>>> ignored = new ArrayList<>();
        Job last = null;
        for (int i = 0; i < 6; i++) {
            assertThat(waiting.join(job("lone " + i, ignored))).isNull();
        }
        for (int i = 0; i < 2; i++) {
            last = job("pair", ignored);
            assertThat(waiting.join(last)).isNull();
        }
        Job newcomer = job("newcomer", ignored);

        assertThat(waiting.join(newcomer)).isSameAs(last);
        Job another = job("another", ignored);
        assertThat(waiting.join(another)).as("nobody has more than it").isSameAs(another);
        assertThat(waiting.size()).isEqualTo(8);
    }

    private static Job job(String caller, List<CompletableFuture<List<Delivery>>> outcomes) {
        Job[] made = new Job[1];
        outcomes.add(reactor.core.publisher.Mono.<List<Delivery>>create(sink -> made[0] = new Job(
                        new Turn(Budget.CALLERS, caller),
                        List.of(),
                        dev.epilogue.node.SendDeadline.in(PATIENCE),
                        link -> {},
                        sink))
                .toFuture());
        return made[0];
    }

    @Test
    void aProofNeverSharesAnAnswerThatACallerWaitsFor() {
        try (LinkFixture node = LinkFixture.connected(Pace.of(0.1, 4, 32, 64), CALM)) {
            askedBy(node, "somebody", "same");
            node.reads.nextFrame();
            askedBy(node, "somebody", "other");
            CompletableFuture<Incoming.Answer> waits = askedBy(node, "somebody", "third");
            CompletableFuture<Incoming.Answer> proof = ask(node, Budget.PROOF, "third");
            List<String> frames = List.of(node.reads.nextFrame(), node.reads.nextFrame());
            frames.forEach(frame -> node.reads.send(PlainWire.answer(frame, frame)));

            assertThat(proof.join().body().stringValue()).contains("third");
            assertThat(waits).isNotDone();
        }
    }
}

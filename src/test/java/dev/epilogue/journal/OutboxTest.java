package dev.epilogue.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import reactor.test.StepVerifier;

class OutboxTest {

    private static final Item.Beat ONE = new Item.Beat("1");
    private static final Item.Beat TWO = new Item.Beat("2");

    private final Outbox outbox = new Outbox(3);

    @Test
    void whatHasGatheredLeavesTogether() {
        outbox.offer(ONE);
        outbox.offer(TWO);

        StepVerifier.create(outbox, 0)
                .thenRequest(1)
                .expectNext(List.of(ONE, TWO))
                .then(() -> outbox.offer(ONE))
                .thenRequest(1)
                .expectNext(List.of(ONE))
                .thenCancel()
                .verify();
    }

    @Test
    void aReaderThatIsTooSlowIsToldGoodbyeAndTheRestIsDropped() {
        IntStream.range(0, 10).forEach(n -> outbox.offer(ONE));

        assertThat(outbox.tooSlow()).isTrue();
        StepVerifier.create(outbox).expectNext(List.of(Item.Goodbye.TOO_SLOW)).verifyComplete();
    }

    @Test
    void anEndLetsThroughWhatWaits() {
        outbox.offer(ONE);
        outbox.end(Item.Goodbye.STOPPING);
        outbox.offer(TWO);

        StepVerifier.create(outbox)
                .expectNext(List.of(ONE, Item.Goodbye.STOPPING))
                .verifyComplete();
    }

    @Test
    void aReaderThatWentKeepsNothing() {
        StepVerifier.create(outbox).thenCancel().verify();
        outbox.offer(ONE);

        assertThat(outbox.size()).isZero();
    }

    @Test
    void manyMayOfferAtOnceAndEachItemLeavesOnce() throws InterruptedException {
        Outbox wide = new Outbox(100_000);
        List<Item> came = new ArrayList<>();
        CountDownLatch offered = new CountDownLatch(4);
        CountDownLatch ended = new CountDownLatch(1);
        wide.subscribe(came::addAll, failure -> {}, ended::countDown);
        for (int thread = 0; thread < 4; thread++) {
            int from = thread * 10_000;
            Thread.startVirtualThread(() -> {
                IntStream.range(from, from + 10_000).forEach(n -> wide.offer(new Item.Beat(String.valueOf(n))));
                offered.countDown();
            });
        }
        offered.await();
        wide.end(Item.Goodbye.STOPPING);
        ended.await();

        assertThat(came).filteredOn(Item.Beat.class::isInstance).hasSize(40_000).doesNotHaveDuplicates();
    }
}

package dev.epilogue.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class HorizonWatchTest {

    private final AtomicLong clock = new AtomicLong();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final HorizonWatch watch = new HorizonWatch(Duration.ofSeconds(15), meters, clock::get);

    private void seen(int second, long low, long high) {
        clock.set(Duration.ofSeconds(second).toNanos());
        watch.seen(new FeedPage.Horizon(0, low, high));
    }

    @Test
    void aTransactionThatStaysMakesTheHorizonOlder() {
        seen(0, 100, 101);
        seen(20, 100, 250);

        assertThat(watch.age()).isEqualTo(Duration.ofSeconds(20));
        assertThat(meters.get("epilogue.journal.horizon.age").gauge().value()).isEqualTo(20);
    }

    @Test
    void aHorizonThatMovesIsYoung() {
        seen(0, 100, 101);
        seen(20, 101, 250);

        assertThat(watch.age()).isZero();
    }

    @Test
    void aQuietDatabaseHasNoAge() {
        seen(0, 100, 100);
        seen(500, 100, 100);
        assertThat(watch.age()).isZero();

        seen(501, 100, 101);
        assertThat(watch.age()).isEqualTo(Duration.ofSeconds(1));
    }
}

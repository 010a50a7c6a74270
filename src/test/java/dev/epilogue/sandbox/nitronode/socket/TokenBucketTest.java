package dev.epilogue.sandbox.nitronode.socket;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TokenBucketTest {

    private long now;
    private final TokenBucket bucket = new TokenBucket(new Rate(10, 20), () -> now);

    @Test
    void twentyAtOnceAreFineAndTheTwentyFirstIsNot() {
        assertThat(taken(20)).isEqualTo(20);
        assertThat(bucket.take(1)).isFalse();
    }

    @Test
    void tenMoreAreFineOneSecondLater() {
        taken(20);
        now += 1_000_000_000L;
        assertThat(taken(11)).isEqualTo(10);
    }

    @Test
    void aSteadyNinePerSecondIsFineForEver() {
        taken(20);
        now += 1_000_000_000L;
        for (int second = 0; second < 60; second++) {
            assertThat(taken(9)).isEqualTo(9);
            now += 1_000_000_000L;
        }
    }

    @Test
    void aLongPauseFillsNoMoreThanTheBurst() {
        now += 3_600_000_000_000L;
        assertThat(taken(100)).isEqualTo(20);
    }

    @Test
    void withoutALimitEverythingPasses() {
        TokenBucket unlimited = new TokenBucket(Rate.UNLIMITED, () -> now);
        assertThat(IntStream.range(0, 1_000_000).allMatch(each -> unlimited.take(1)))
                .isTrue();
    }

    private long taken(int attempts) {
        return IntStream.range(0, attempts).filter(each -> bucket.take(1)).count();
    }
}

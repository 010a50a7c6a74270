package dev.epilogue.web.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HeldRefusalsTest {

    private static final Duration LEAST = Duration.ofMillis(500);
    private static final Duration USUAL = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(5);

    private final AtomicLong now = new AtomicLong();
    private final HeldRefusals refusals = new HeldRefusals(now::get);

    @Test
    void oneThatComesAloneIsGivenWithinASecond() {
        for (int i = 0; i < 100; i++) {
            assertThat(refusals.pause("caller " + i)).isBetween(LEAST, USUAL);
        }
    }

    @Test
    void thoseOfOneCallerComeOneAfterTheOther() {
        List<Duration> pauses = pauses("many", 1000);

        assertThat(pauses).isSorted().allSatisfy(pause -> assertThat(pause).isLessThanOrEqualTo(LONGEST));
        for (int i = 1; i < pauses.size(); i++) {
            Duration before = pauses.get(i - 1);
            if (pauses.get(i).compareTo(LONGEST) < 0) {
                assertThat(pauses.get(i).minus(before)).isGreaterThanOrEqualTo(Duration.ofMillis(20));
            }
        }
        assertThat(pauses.getLast()).isEqualTo(LONGEST);
    }

    @Test
    void nobodyWaitsForAnotherCallers() {
        pauses("many", 1000);

        assertThat(refusals.pause("another")).isLessThanOrEqualTo(USUAL);
    }

    @Test
    void whoHasBeenQuietWaitsNoLongerThanOthers() {
        pauses("many", 1000);
        now.addAndGet(LONGEST.toNanos());

        assertThat(refusals.pause("many")).isBetween(LEAST, USUAL);
    }

    private List<Duration> pauses(String caller, int count) {
        return IntStream.range(0, count)
                .mapToObj(each -> refusals.pause(caller))
                .toList();
    }
}

package dev.epilogue.closure;

import static dev.epilogue.testing.Sessions.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.problem.Actor;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** For how long somebody has stood in the way. */
class HindranceTest {

    private final Hindrance refused = new Hindrance("node-refused", "no", Actor.NODE, NOON);

    @Test
    void countsFromTheFirstOfSeveralInARow() {
        Hindrance lost = new Hindrance("answer-lost", "silence", Actor.NODE, NOON.plusSeconds(60)).after(refused);

        assertThat(lost.at()).isEqualTo(NOON);
        assertThat(lost.code()).isEqualTo("answer-lost");
    }

    @Test
    void lastsUntilTheLastTryAndNotUntilSomebodyAsks() {
        Hindrance again = new Hindrance("node-refused", "no", Actor.NODE, NOON.plusSeconds(90)).after(refused);

        assertThat(refused.lasted()).isZero();
        assertThat(again.lasted()).isEqualTo(Duration.ofSeconds(90));
        assertThat(new Hindrance("node-refused", "written before that was noted", Actor.NODE, NOON, null).lasted())
                .isZero();
    }

    @Test
    void anotherPartyBeginsAnew() {
        Hindrance ours = new Hindrance("internal", "oops", Actor.OPERATOR, NOON.plusSeconds(60));

        assertThat(ours.after(refused)).isEqualTo(ours);
        assertThat(refused.after(null)).isEqualTo(refused);
    }
}

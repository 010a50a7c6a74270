package dev.epilogue.closure;

import static dev.epilogue.testing.Sessions.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.problem.Actor;
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
    void anotherPartyBeginsAnew() {
        Hindrance ours = new Hindrance("internal", "oops", Actor.OPERATOR, NOON.plusSeconds(60));

        assertThat(ours.after(refused)).isEqualTo(ours);
        assertThat(refused.after(null)).isEqualTo(refused);
    }
}

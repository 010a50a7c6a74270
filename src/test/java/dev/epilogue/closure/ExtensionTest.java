package dev.epilogue.closure;

import static dev.epilogue.closure.Cases.change;
import static dev.epilogue.closure.Cases.proposed;
import static dev.epilogue.testing.Sessions.NOON;
import static dev.epilogue.testing.Sessions.alicesAndBobs;
import static dev.epilogue.testing.Sessions.asItStands;
import static dev.epilogue.testing.Sessions.nitroRpc;
import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.node.SessionReading;
import dev.epilogue.problem.Problem;
import dev.epilogue.problem.ProblemCode;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** More time: with every signature, or with a new round that was asked for, or not. */
class ExtensionTest {

    private static final SessionReading NITRONODE = alicesAndBobs("extended");

    private final Closure collecting = proposed(asItStands(), NITRONODE);
    private final Duration longest = collecting.policy().maxDeadline();

    @Test
    void aRoundIsKeptUpToItsLongestDeadline() {
        Instant last = collecting.round().openedAt().plus(longest);

        assertThat(Lifetime.keepsRound(collecting, last)).isTrue();
        assertThat(Lifetime.keepsRound(collecting, last.plusSeconds(1))).isFalse();
    }

    @Test
    void beyondThatANewRoundHasToBeAskedFor() {
        Instant later = NOON.plus(Duration.ofMinutes(30));
        Instant deadline = collecting.round().openedAt().plus(longest).plusSeconds(60);

        assertThat(Rounds.notReopenable(collecting, deadline, false, later)).hasValueSatisfying(problem -> {
            assertThat(problem.code()).isEqualTo(ProblemCode.NOT_EXTENDABLE);
            assertThat(problem.detail()).contains("newRound");
        });
        assertThat(Rounds.notReopenable(collecting, deadline, true, later)).isEmpty();
        Closure renewed =
                change(Rounds.reopen(collecting, deadline, NITRONODE, later)).after();
        assertThat(renewed.round().number()).isEqualTo(2);
        assertThat(renewed.times().deadline()).isEqualTo(deadline);
    }

    @Test
    void noNewRoundLastsLongerThanThePolicySays() {
        Instant later = NOON.plus(Duration.ofMinutes(30));

        assertThat(Rounds.notReopenable(collecting, later.plus(longest), true, later))
                .isEmpty();
        assertThat(Rounds.notReopenable(collecting, later.plus(longest).plusSeconds(1), true, later))
                .map(Problem::code)
                .contains(ProblemCode.NOT_EXTENDABLE);
    }

    @Test
    void aFrozenRequestIsNotStretchedBeyondItsWindow() {
        Closure frozen = proposed(asItStands(), nitroRpc("nitrorpc"));
        Instant beyond = frozen.times().deadline().plus(Duration.ofHours(2));

        assertThat(Lifetime.keepsRound(frozen, beyond)).isFalse();
        assertThat(Rounds.notReopenable(frozen, beyond, false, NOON))
                .map(Problem::code)
                .contains(ProblemCode.NOT_EXTENDABLE);
        assertThat(Rounds.notReopenable(frozen, beyond, true, NOON)).isEmpty();
    }

    @Test
    void whatHasEndedForGoodIsToldAsThat() {
        Closure cancelled = change(Lifetime.cancel(collecting, "no", Duration.ofMinutes(10), NOON))
                .after();

        assertThat(Rounds.notReopenable(cancelled, NOON.plusSeconds(60), true, NOON))
                .map(Problem::code)
                .contains(ProblemCode.CLOSURE_ENDED);
    }
}

package dev.epilogue.closure;

import static dev.epilogue.closure.Cases.PACE;
import static dev.epilogue.closure.Cases.changed;
import static dev.epilogue.closure.Cases.ready;
import static dev.epilogue.closure.Cases.submitting;
import static dev.epilogue.testing.Sessions.NOON;
import static dev.epilogue.testing.Sessions.alicesAndBobs;
import static dev.epilogue.testing.Sessions.asItStands;
import static dev.epilogue.testing.Sessions.nitroRpc;
import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.node.SessionReading;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What another database server may have known of a round. */
class FailoversTest {

    private static final SessionReading OPEN = nitroRpc("failover");
    private static final Instant FAILED_OVER = NOON.plus(Duration.ofMinutes(5));
    private static final Instant LATER = FAILED_OVER.plusSeconds(60);

    private final Closure ready = ready(asItStands(), OPEN);
    private final Closure counted = Failovers.counted(ready, LATER).after();

    @Test
    void roundThatIsOlderMayHaveBeenSent() {
        assertThat(Failovers.mayHaveForgotten(ready, FAILED_OVER)).isTrue();
    }

    @Test
    void roundThatWasOpenedSinceHasNot() {
        assertThat(Failovers.mayHaveForgotten(ready, NOON.minusSeconds(1))).isFalse();
    }

    @Test
    void nodeThatBindsAFrameToAVersionTakesItOnceAnyway() {
        assertThat(Failovers.mayHaveForgotten(ready(asItStands(), alicesAndBobs("failover")), FAILED_OVER))
                .isFalse();
    }

    @Test
    void whatIsReadBackAlreadyIsNotAskedAbout() {
        assertThat(Failovers.mayHaveForgotten(submitting(ready), FAILED_OVER)).isFalse();
        assertThat(Failovers.mayHaveForgotten(counted, FAILED_OVER)).isFalse();
    }

    @Test
    void countsAsSentWithItsOutcomeUnknownAndTheGateShut() {
        Change change = Failovers.counted(ready, LATER);

        assertThat(change.gate()).isEqualTo(GateMove.ACQUIRE);
        assertThat(change.frames()).isEmpty();
        assertThat(change.events()).extracting(ClosureEvent::type).containsExactly(EventType.SUBMISSION_UNKNOWN);
        assertThat(counted.status()).isEqualTo(ClosureStatus.SUBMITTING);
        assertThat(counted.submissions()).allMatch(submission -> submission.status() == SubmissionStatus.UNKNOWN);
        assertThat(counted.inDoubt()).isTrue();
    }

    @Test
    void whatIsProvedNotExecutedSinceIsNotDoubtedAgain() {
        Pace settling = PACE.resendingAfter(Duration.ofSeconds(30));
        Closure looked = changed(Readback.conclude(counted, new Evidence.Open(OPEN), settling, LATER));
        Closure again = changed(
                Readback.conclude(looked, new Evidence.Open(OPEN), settling, LATER.plus(Duration.ofMinutes(1))));

        assertThat(again.status()).isEqualTo(ClosureStatus.READY);
        assertThat(Failovers.mayHaveForgotten(again, FAILED_OVER)).isFalse();
        assertThat(List.of(counted, looked)).allMatch(Closure::inDoubt);
    }
}

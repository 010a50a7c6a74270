package dev.epilogue.credential.participant;

import static dev.epilogue.testing.Sessions.ALICE;
import static dev.epilogue.testing.Sessions.NODE;
import static dev.epilogue.testing.Sessions.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.epilogue.closure.Closure;
import dev.epilogue.closure.Decision;
import dev.epilogue.closure.EventType;
import dev.epilogue.closure.Lifetime;
import dev.epilogue.closure.Openings;
import dev.epilogue.closure.Proposals;
import dev.epilogue.problem.ProblemException;
import dev.epilogue.testing.Sessions;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The closure's deadline is an hour after noon, and it can be reopened for a day after it ended. */
class LinkTermsTest {

    private static final Duration LONGEST = Duration.ofDays(30);
    private static final Closure OPEN = Proposals.propose(
                    Sessions.asItStands(), Sessions.alicesAndBobs("links"), NODE, NOON)
            .after();

    @Test
    void aLinkLivesForAsLongAsIsAskedFor() {
        assertThat(until(OPEN, Duration.ofMinutes(10), NOON)).isEqualTo(NOON.plusSeconds(600));
    }

    @Test
    void neverLongerThanTheClosureCouldComeBack() {
        assertThat(until(OPEN, Duration.ofDays(20), NOON)).isEqualTo(NOON.plus(Duration.ofHours(25)));
    }

    @Test
    void neverLongerThanTheServiceAllows() {
        Instant until = LinkTerms.until(OPEN, Duration.ofDays(20), Duration.ofHours(2), NOON);
        assertThat(until).isEqualTo(NOON.plus(Duration.ofHours(2)));
    }

    @Test
    void untilTheEndOfTheTimeInWhichAnExpiredOneCanBeReopened() {
        Instant late = NOON.plus(Duration.ofHours(2));
        Closure expired = after(Lifetime.deadline(OPEN, late));
        assertThat(until(expired, Duration.ofDays(20), late.plusSeconds(60))).isEqualTo(late.plus(Duration.ofDays(1)));
        assertThatThrownBy(() -> until(expired, Duration.ofDays(20), late.plus(Duration.ofDays(1))))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refused ->
                                assertThat(refused.problem().code().wireName()).isEqualTo("closure-ended"));
    }

    @Test
    void noLinkOpensWhatHasEndedForGood() {
        Closure cancelled = after(Lifetime.cancel(OPEN, "over", Duration.ZERO, NOON));
        assertThatThrownBy(() -> until(cancelled, Duration.ofHours(1), NOON.plusSeconds(1)))
                .isInstanceOf(ProblemException.class);
    }

    @Test
    void thatAParticipantHasOpenedItsLinkIsAnEventAndNothingElse() {
        Decision opened = Openings.opened(OPEN, ALICE, NOON.plusSeconds(5));

        Decision.Changed changed = (Decision.Changed) opened;
        assertThat(changed.change().events()).singleElement().satisfies(event -> {
            assertThat(event.type()).isEqualTo(EventType.PARTICIPANT_OPENED);
            assertThat(event.data()).containsOnlyKeys("participant").containsValue(ALICE.checksummed());
        });
        Closure after = changed.change().after();
        assertThat(after.status()).isEqualTo(OPEN.status());
        assertThat(after.consents()).isEqualTo(OPEN.consents());
        assertThat(after.work()).isEqualTo(OPEN.work());
    }

    @Test
    void whatHasEndedForGoodIsNotTouchedByALookAtIt() {
        Closure cancelled = after(Lifetime.cancel(OPEN, "over", Duration.ZERO, NOON));
        assertThat(Openings.opened(cancelled, ALICE, NOON.plusSeconds(5))).isInstanceOf(Decision.Unchanged.class);
    }

    private static Instant until(Closure closure, Duration asked, Instant now) {
        return LinkTerms.until(closure, asked, LONGEST, now);
    }

    private static Closure after(Decision decision) {
        return ((Decision.Changed) decision).change().after();
    }
}

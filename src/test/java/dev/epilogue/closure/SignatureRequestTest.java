package dev.epilogue.closure;

import static dev.epilogue.testing.Sessions.ALICE;
import static dev.epilogue.testing.Sessions.BOB;
import static dev.epilogue.testing.Sessions.NODE;
import static dev.epilogue.testing.Sessions.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.closure.SignatureRequest.State;
import dev.epilogue.testing.Sessions;
import dev.epilogue.value.Address;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a closure tells of each participant's request to sign, from the first round on. */
class SignatureRequestTest {

    private static final Instant LATER = NOON.plusSeconds(60);
    private static final Instant LATE = NOON.plus(Duration.ofHours(1));

    private static final Closure OPEN = Proposals.propose(
                    Sessions.asItStands(), Sessions.alicesAndBobs("requests"), NODE, NOON)
            .after();

    @Test
    void everybodyIsAskedWithTheRound() {
        assertThat(SignatureRequest.of(OPEN, ALICE))
                .containsExactly(new SignatureRequest(1, State.ASKED, NOON, null, null, null, null));
    }

    @Test
    void whoeverComesToLookHasOpenedItAndTheFirstTimeCounts() {
        Closure opened = opened(opened(OPEN, ALICE, LATER), ALICE, LATER.plusSeconds(9));

        assertThat(SignatureRequest.of(opened, ALICE))
                .containsExactly(new SignatureRequest(1, State.OPENED, NOON, LATER, null, null, null));
        assertThat(SignatureRequest.of(opened, BOB))
                .extracting(SignatureRequest::state)
                .containsExactly(State.ASKED);
    }

    @Test
    void aSignatureAndARefusalAreTold() {
        Closure answered = declined(signed(opened(OPEN, ALICE, LATER), ALICE, LATER.plusSeconds(1)), BOB, LATER);

        assertThat(SignatureRequest.of(answered, ALICE))
                .containsExactly(new SignatureRequest(1, State.SIGNED, NOON, LATER, LATER.plusSeconds(1), null, null));
        assertThat(SignatureRequest.of(answered, BOB))
                .containsExactly(new SignatureRequest(1, State.DECLINED, NOON, null, null, LATER, null));
    }

    @Test
    void whoeverSignedAndThenRefusesHasDoneBoth() {
        Closure changed = declined(signed(OPEN, ALICE, LATER), ALICE, LATER.plusSeconds(2));

        assertThat(SignatureRequest.of(changed, ALICE))
                .containsExactly(
                        new SignatureRequest(1, State.DECLINED, NOON, null, LATER, LATER.plusSeconds(2), null));
    }

    @Test
    void anotherRoundSupersedesWhatWasAnsweredAndAsksAnew() {
        Closure again = round(signed(opened(OPEN, BOB, LATER), ALICE, LATER), LATER.plusSeconds(5));

        assertThat(SignatureRequest.of(again, ALICE))
                .containsExactly(
                        new SignatureRequest(1, State.SUPERSEDED, NOON, null, LATER, null, LATER.plusSeconds(5)),
                        new SignatureRequest(2, State.ASKED, LATER.plusSeconds(5), null, null, null, null));
        assertThat(SignatureRequest.of(again, BOB))
                .extracting(SignatureRequest::state)
                .containsExactly(State.SUPERSEDED, State.OPENED);
        assertThat(SignatureRequest.of(signed(again, ALICE, LATER.plusSeconds(9)), ALICE))
                .extracting(SignatureRequest::signedAt)
                .containsExactly(LATER, LATER.plusSeconds(9));
    }

    @Test
    void nobodyIsWaitedForWhenTheTimeIsOver() {
        Closure expired = after(Lifetime.deadline(signed(OPEN, ALICE, LATER), LATE));

        assertThat(SignatureRequest.of(expired, ALICE))
                .extracting(SignatureRequest::state)
                .containsExactly(State.SIGNED);
        assertThat(SignatureRequest.of(expired, BOB))
                .containsExactly(new SignatureRequest(1, State.SUPERSEDED, NOON, null, null, null, LATE));
    }

    private static Closure opened(Closure closure, Address who, Instant at) {
        return after(Openings.opened(closure, who, at));
    }

    private static Closure signed(Closure closure, Address who, Instant at) {
        return after(Consents.accept(
                closure,
                new Consent(who, who, 1, false, at),
                List.of(),
                closure.round().number(),
                at));
    }

    private static Closure declined(Closure closure, Address who, Instant at) {
        return after(Consents.decline(
                closure, new Decline(who, "no", at, null, null), closure.round().number(), at));
    }

    private static Closure round(Closure closure, Instant at) {
        return after(Rounds.counterPropose(
                closure,
                closure.round().number(),
                FinalState.AS_IT_STANDS,
                "COUNTER",
                Sessions.alicesAndBobs("requests"),
                at));
    }

    private static Closure after(Decision decision) {
        return ((Decision.Changed) decision).change().after();
    }
}

package dev.epilogue.closure;

import static dev.epilogue.closure.Cases.PACE;
import static dev.epilogue.closure.Cases.change;
import static dev.epilogue.closure.Cases.changed;
import static dev.epilogue.closure.Cases.proposed;
import static dev.epilogue.closure.Cases.ready;
import static dev.epilogue.closure.Cases.refusal;
import static dev.epilogue.closure.Cases.sign;
import static dev.epilogue.closure.Cases.signedBy;
import static dev.epilogue.testing.Sessions.ALICE;
import static dev.epilogue.testing.Sessions.BOB;
import static dev.epilogue.testing.Sessions.NOON;
import static dev.epilogue.testing.Sessions.alicesAndBobs;
import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.closure.Protection.Action;
import dev.epilogue.closure.Protection.Status;
import dev.epilogue.problem.ProblemCode;
import dev.epilogue.testing.Sessions;
import dev.epilogue.value.Address;
import dev.epilogue.value.Amount;
import dev.epilogue.value.Hash32;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What a closure makes of protections on chain. */
class EscalationsTest {

    private static final Instant AFTER = NOON.plus(Duration.ofDays(2));
    private static final Hash32 SENT = Hash32.of(new byte[32]);

    @Test
    void atTheDeadlineRowsAreBegunAndTheRoundGoesOnTakingSignatures() {
        Change begun = Escalations.begin(collecting(), List.of(challenge()), "DEADLINE", AFTER);

        assertThat(begun.after().status()).isEqualTo(ClosureStatus.ESCALATING);
        assertThat(begun.after().round().open()).isTrue();
        assertThat(begun.after().work().waitingFor()).isEqualTo(WaitingFor.CHAIN);
        assertThat(begun.events()).extracting(ClosureEvent::type).containsExactly(EventType.ESCALATION_STARTED);
        assertThat(Consents.refusal(begun.after(), 1, AFTER)).isEmpty();
    }

    @Test
    void aClockThatLeapsDoesNotSpendThePatienceWithAChain() {
        Duration patience = Duration.ofMinutes(10);
        Instant leapt = AFTER.plus(Duration.ofDays(30));
        Closure asked = collecting();

        for (int tries = 0; tries < PACE.attempts(); tries++) {
            assertThat(Escalations.asksAgain(asked, patience, PACE, leapt)).isTrue();
            asked = Escalations.unasked(asked, "away", PACE, leapt).after();
        }

        assertThat(Escalations.asksAgain(asked, patience, PACE, leapt)).isFalse();
        assertThat(Escalations.asksAgain(asked, patience, PACE, asked.times().deadline()))
                .isTrue();
    }

    @Test
    void aClosureThatWasReadyTakesNoMoreSignatures() {
        Closure ready = ready(request(), alicesAndBobs("unsent"));

        Closure begun =
                Escalations.begin(ready, List.of(challenge()), "UNSENT", AFTER).after();

        assertThat(begun.round().open()).isFalse();
        assertThat(Escalations.consensusWaits(begun, AFTER)).isFalse();
    }

    @Test
    void anExpiredClosureMayEscalateWhileItCanComeBack() {
        Closure expired = changed(Lifetime.deadline(collecting(), AFTER));

        assertThat(Escalations.possible(expired, AFTER)).isTrue();
        assertThat(Escalations.possible(expired, AFTER.plus(Duration.ofDays(2))))
                .isFalse();
        assertThat(Escalations.begin(expired, List.of(challenge()), "REQUEST", AFTER)
                        .after()
                        .outcome())
                .isNull();
    }

    @Test
    void nothingIsUndertakenWhileASubmissionIsInDoubt() {
        Closure submitting = Cases.submitting(ready(request(), alicesAndBobs("doubt")));

        assertThat(Escalations.possible(submitting, AFTER)).isFalse();
    }

    @Test
    void lateConsensusLeadsBackToClosingOnceNothingIsUnderWay() {
        Protection row = challenge();
        Closure escalating = escalating(row);

        Closure signed = changed(sign(changed(sign(escalating, ALICE, AFTER)), BOB, AFTER));
        assertThat(signed.status()).isEqualTo(ClosureStatus.ESCALATING);
        assertThat(Escalations.consensusWaits(signed, AFTER)).isTrue();
        assertThat(signed.work().dueAt()).isEqualTo(AFTER);

        Closure stopped = followed(signed, with(row, Status.STOPPED, "consensus-reached"));
        Change back = change(Escalations.leave(stopped, Optional.empty(), PACE, AFTER));
        assertThat(back.after().status()).isEqualTo(ClosureStatus.READY);
        assertThat(Lifetime.maySend(back.after(), AFTER.plusSeconds(60))).isTrue();
        assertThat(back.events()).extracting(ClosureEvent::type).containsExactly(EventType.CONSENSUS_REACHED);
    }

    @Test
    void aChallengeThatWasSentStandsInTheWayOfClosingUntilItEnds() {
        Protection row = challenge();
        Closure signed = changed(sign(changed(sign(escalating(row), ALICE, AFTER)), BOB, AFTER));

        Closure disputed = followed(signed, with(row, Status.DISPUTED, null));

        assertThat(Escalations.pending(disputed)).isTrue();
        assertThat(followedDecision(disputed, with(row, Status.DISPUTED, null))).isInstanceOf(Decision.Unchanged.class);
    }

    @Test
    void paidOutChannelsEndTheClosureProtectedWithTheSessionStillOpen() {
        Protection row = challenge();
        Closure done = followed(escalating(row), with(row, Status.FINALISED, null));

        Change end = change(Escalations.leave(done, Optional.empty(), PACE, AFTER));

        assertThat(end.after().status()).isEqualTo(ClosureStatus.PROTECTED);
        assertThat(end.after().outcome()).isEqualTo(Outcome.CHALLENGED);
        assertThat(end.after().session().closed()).isFalse();
        assertThat(end.destroyKey()).isTrue();
    }

    @Test
    void aCheckpointSecuresAndTheClosureExpiresAllTheSame() {
        Protection row = Protection.planned(UUID.randomUUID(), target(ALICE), Action.CHECKPOINT);
        Closure done = followed(escalating(row), with(row, Status.CHECKPOINTED, null));

        Closure end = changed(Escalations.leave(done, Optional.empty(), PACE, AFTER));

        assertThat(end.status()).isEqualTo(ClosureStatus.EXPIRED);
        assertThat(end.times().reopenableUntil()).isNotNull();
    }

    @Test
    void beforeTheDeadlineItWaitsForSignaturesWhenNothingIsUnderWay() {
        Protection row = Protection.planned(UUID.randomUUID(), target(ALICE), Action.CHECKPOINT);
        Instant early = NOON.plusSeconds(60);
        Closure begun =
                Escalations.begin(collecting(), List.of(row), "REQUEST", early).after();
        Closure done = changed(
                Escalations.follow(begun, List.of(with(row, Status.CHECKPOINTED, null)), early.plusSeconds(60), early));

        Closure waiting = changed(Escalations.leave(done, Optional.empty(), PACE, early));

        assertThat(waiting.status()).isEqualTo(ClosureStatus.ESCALATING);
        assertThat(waiting.work().dueAt()).isEqualTo(waiting.times().deadline());
        assertThat(Escalations.leave(waiting, Optional.empty(), PACE, early)).isInstanceOf(Decision.Unchanged.class);
    }

    @Test
    void whatTheNodeShowsClosedMeanwhileSupersedesTheRest() {
        Protection row = challenge();
        Closure done = followed(escalating(row), with(row, Status.REFUSED, "would-revert:IncorrectSignature"));
        Evidence closed = new Evidence.Closed(Sessions.closedAt(alicesAndBobs("escalating"), 7), List.of());

        Closure end = changed(Escalations.leave(done, Optional.of(closed), PACE, AFTER));

        assertThat(end.status()).isEqualTo(ClosureStatus.SUPERSEDED);
    }

    @Test
    void eachStepIsToldEvenWhereSeveralWereOverBeforeAnybodyLooked() {
        Protection row = challenge();

        Change seen = change(followedDecision(escalating(row), with(row, Status.FINALISED, null)));

        assertThat(seen.events())
                .extracting(ClosureEvent::type)
                .containsExactly(
                        EventType.ESCALATION_SENT, EventType.ESCALATION_CONFIRMED, EventType.ESCALATION_FINALISED);
        assertThat(seen.events().getLast().data()).containsEntry("recovered", "50");
    }

    @Test
    @DisplayName("0.x checklist 57: where nothing can be protected the closure expires and says why")
    void whereNothingCanBeProtectedTheClosureExpiresAndSaysWhy() {
        Change expired = Escalations.unprotected(collecting(), List.of(Map.of("reason", "no-channel")), AFTER);

        assertThat(expired.after().status()).isEqualTo(ClosureStatus.EXPIRED);
        assertThat(expired.events())
                .extracting(ClosureEvent::type)
                .containsExactly(EventType.ESCALATION_REFUSED, EventType.CLOSURE_EXPIRED);
    }

    @Test
    void neitherExtensionNorCancellationCutsInWhileChannelsAreProtected() {
        Closure escalating = escalating(challenge());

        assertThat(refusal(Lifetime.cancel(escalating, "", Duration.ofMinutes(10), AFTER))
                        .code())
                .isEqualTo(ProblemCode.ROUND_SEALED);
    }

    @Test
    void aRefusalIsNotedAndEndsNothingWhileChannelsAreProtected() {
        Closure declined =
                changed(Consents.decline(escalating(challenge()), new Decline(BOB, "no", AFTER, null, null), 1, AFTER));

        assertThat(declined.status()).isEqualTo(ClosureStatus.ESCALATING);
        assertThat(declined.declines()).hasSize(1);
    }

    private static Closure collecting() {
        return proposed(request(), alicesAndBobs("escalating"));
    }

    private static Closure escalating(Protection... rows) {
        Closure one = signedBy(collecting());
        return Escalations.begin(one, List.of(rows), "DEADLINE", AFTER).after();
    }

    private static Closure followed(Closure closure, Protection... rows) {
        return changed(followedDecision(closure, rows));
    }

    private static Decision followedDecision(Closure closure, Protection... rows) {
        return Escalations.follow(closure, List.of(rows), AFTER.plusSeconds(60), AFTER);
    }

    private static Proposals.Request request() {
        return Sessions.asItStands();
    }

    private static Protection challenge() {
        return Protection.planned(UUID.randomUUID(), target(ALICE), Action.CHALLENGE);
    }

    private static Protection.Target target(Address participant) {
        return new Protection.Target(participant, "yusd", Hash32.of(new byte[32]), 31337, BOB, 6);
    }

    private static Protection with(Protection row, Status status, String reason) {
        return new Protection(
                row.id(),
                row.target(),
                row.action(),
                status,
                reason,
                status == Status.STOPPED || status == Status.REFUSED ? null : SENT,
                status == Status.DISPUTED || status == Status.FINALISED ? AFTER.plusSeconds(3600) : null,
                status == Status.FINALISED ? Amount.parse("50") : null,
                status == Status.FINALISED ? Amount.ZERO : null);
    }
}

package dev.epilogue.closure;

import static dev.epilogue.closure.Cases.LATER;
import static dev.epilogue.closure.Cases.PACE;
import static dev.epilogue.closure.Cases.answered;
import static dev.epilogue.closure.Cases.change;
import static dev.epilogue.closure.Cases.changed;
import static dev.epilogue.closure.Cases.paid;
import static dev.epilogue.closure.Cases.proposed;
import static dev.epilogue.closure.Cases.ready;
import static dev.epilogue.closure.Cases.submitting;
import static dev.epilogue.testing.Sessions.ALICE;
import static dev.epilogue.testing.Sessions.BOB;
import static dev.epilogue.testing.Sessions.alicesAndBobs;
import static dev.epilogue.testing.Sessions.asItStands;
import static dev.epilogue.testing.Sessions.at;
import static dev.epilogue.testing.Sessions.closedAt;
import static dev.epilogue.testing.Sessions.holds;
import static dev.epilogue.testing.Sessions.policy;
import static dev.epilogue.testing.Sessions.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.epilogue.node.Credit;
import dev.epilogue.node.FrameOutcome;
import dev.epilogue.node.NodeError;
import dev.epilogue.node.SessionReading;
import dev.epilogue.signing.Consensus;
import dev.epilogue.value.Amount;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a reading proves, and above all what it does not. */
class ReadbackTest {

    private static final SessionReading OPEN = alicesAndBobs("readback");
    private static final FrameOutcome UNKNOWN = new FrameOutcome.Unknown("connection lost");
    private static final FrameOutcome ACCEPTED = new FrameOutcome.Accepted();

    private final Closure sent = submitting(ready(asItStands(), OPEN));
    private final Closure paidOutSent = submitting(ready(
            request(
                    new FinalState(List.of(holds(ALICE, "80"), holds(BOB, "7.5")), null, null),
                    policy(Consensus.UNANIMOUS)),
            OPEN));

    @Test
    void closedAtOurVersionWithEveryPaymentSettles() {
        Change change = change(conclude(answered(sent, ACCEPTED), closed(sent, 5), LATER));

        assertThat(change.after().status()).isEqualTo(ClosureStatus.SETTLED);
        assertThat(change.after().outcome()).isEqualTo(Outcome.COOPERATIVE);
        assertThat(change.events())
                .extracting(ClosureEvent::type, ClosureEvent::status)
                .containsExactly(
                        tuple(EventType.SESSION_CLOSED, ClosureStatus.SETTLING),
                        tuple(EventType.CLOSURE_ENDED, ClosureStatus.SETTLED));
        assertThat(change.gate()).isEqualTo(GateMove.RELEASE);
        assertThat(change.destroyKey()).isFalse();
    }

    @Test
    void anAcceptedFrameIsNoProofWhilePaymentsAreMissing() {
        List<Credit> one = paid(sent).subList(0, 1);

        Closure after = changed(conclude(answered(sent, ACCEPTED), new Evidence.Closed(closedAt(OPEN, 5), one), LATER));

        assertThat(after.status()).isEqualTo(ClosureStatus.SUBMITTING);
        assertThat(after.outcome()).isNull();
        assertThat(after.work().problem()).extracting(Hindrance::code).isEqualTo("payments-unproved");
    }

    @Test
    void aDoublePaymentIsNeverClaimedAsSettled() {
        List<Credit> twice = new ArrayList<>(paid(sent));
        Credit first = twice.getFirst();
        twice.add(new Credit("again", first.participant(), first.asset(), first.amount(), first.at()));

        Closure after =
                changed(conclude(answered(sent, ACCEPTED), new Evidence.Closed(closedAt(OPEN, 5), twice), LATER));

        assertThat(after.status()).isEqualTo(ClosureStatus.SUBMITTING);
    }

    @Test
    void aWithdrawOfTheSameAmountBeforeTheRoundDoesNotCount() {
        List<Credit> credits = new ArrayList<>(paid(sent));
        credits.add(new Credit("withdraw", ALICE, "yusd", Amount.parse("50"), OPEN.nodeTime()));

        Closure after =
                changed(conclude(answered(sent, ACCEPTED), new Evidence.Closed(closedAt(OPEN, 5), credits), LATER));

        assertThat(after.status()).isEqualTo(ClosureStatus.SETTLED);
    }

    @Test
    void withinTheBaseSecondKnownIdsDecide() {
        Closure ready = ready(asItStands(), OPEN);
        CreditMark mark = ready.round().base().mark().knowing(Set.of("withdraw"));
        Closure early = Submissions.intend(ready, List.of(new SealedFrame(0, 1, "sealed")), mark, LATER)
                .after();
        List<Credit> credits = new ArrayList<>();
        credits.add(new Credit("withdraw", ALICE, "yusd", Amount.parse("50"), OPEN.nodeTime()));
        paid(early)
                .forEach(credit -> credits.add(new Credit(
                        credit.id(), credit.participant(), credit.asset(), credit.amount(), OPEN.nodeTime())));

        Closure after =
                changed(conclude(answered(early, ACCEPTED), new Evidence.Closed(closedAt(OPEN, 5), credits), LATER));

        assertThat(after.status()).isEqualTo(ClosureStatus.SETTLED);
    }

    @Test
    void aLostFrameIsProvedOnlyByTwoLooksApart() {
        Closure unknown = answered(sent, UNKNOWN);
        Closure once = changed(conclude(unknown, new Evidence.Open(OPEN), LATER));
        Closure tooSoon = changed(conclude(once, new Evidence.Open(OPEN), LATER.plusSeconds(4)));
        Closure twice = changed(conclude(tooSoon, new Evidence.Open(OPEN), LATER.plusSeconds(5)));

        assertThat(once.status()).isEqualTo(ClosureStatus.SUBMITTING);
        assertThat(tooSoon.status()).isEqualTo(ClosureStatus.SUBMITTING);
        assertThat(twice.status()).isEqualTo(ClosureStatus.READY);
        assertThat(twice.submissions()).extracting(Submission::status).containsOnly(SubmissionStatus.PENDING);
    }

    @Test
    void aRefusedFrameNeedsNoSecondLook() {
        Closure refused = answered(sent, new FrameOutcome.Refused(NodeError.STALE, "concurrent modification"));

        assertThat(changed(conclude(refused, new Evidence.Open(OPEN), LATER)).status())
                .isEqualTo(ClosureStatus.READY);
    }

    @Test
    void aMovedSessionOpensANewRoundAsItStands() {
        SessionReading moved = at(OPEN, 6, holds(ALICE, "60"), holds(BOB, "27.5"));

        Change change = change(conclude(answered(sent, UNKNOWN), new Evidence.Open(moved), LATER));

        assertThat(change.after().status()).isEqualTo(ClosureStatus.COLLECTING);
        assertThat(change.after().round().number()).isEqualTo(2);
        assertThat(change.after().consents()).isEmpty();
        assertThat(change.after().round().proposal().amountOf(ALICE, "yusd")).isEqualTo(Amount.parse("60"));
        assertThat(change.gate()).isEqualTo(GateMove.RELEASE);
    }

    @Test
    void anExplicitSplitThatNoLongerFitsWaitsForAProposal() {
        SessionReading deposited = at(OPEN, 6, holds(ALICE, "150"), holds(BOB, "37.5"));

        Closure after = changed(conclude(answered(paidOutSent, UNKNOWN, UNKNOWN), new Evidence.Open(deposited), LATER));

        assertThat(after.status()).isEqualTo(ClosureStatus.COLLECTING);
        assertThat(after.work().waitingFor()).isEqualTo(WaitingFor.PROPOSAL);
        assertThat(after.round().open()).isFalse();
    }

    @Test
    void theSplitIsBookedAndOnlyTheCloseIsLeft() {
        SessionReading booked = at(OPEN, 5, holds(ALICE, "80"), holds(BOB, "7.5"));
        FrameOutcome blocked = new FrameOutcome.Refused(NodeError.BLOCKED, "escrow lock");

        Closure after = changed(conclude(answered(paidOutSent, ACCEPTED, blocked), new Evidence.Open(booked), LATER));

        assertThat(after.status()).isEqualTo(ClosureStatus.READY);
        assertThat(after.paidOut()).isTrue();
        assertThat(Submissions.remaining(after)).extracting(Submission::index).containsExactly(1);
        assertThat(after.expectedVersion()).isEqualTo(5);
    }

    @Test
    void oneReadingOfTheClosedSessionProvesBothPayloadsOfAPayOut() {
        Change change = change(conclude(
                answered(paidOutSent, ACCEPTED, ACCEPTED),
                new Evidence.Closed(closedAt(OPEN, 6), paid(paidOutSent)),
                LATER));

        assertThat(change.events())
                .extracting(ClosureEvent::type)
                .startsWith(EventType.PAYLOAD_EXECUTED, EventType.SESSION_CLOSED);
        assertThat(change.events().getFirst().data())
                .containsEntry("payload", 0)
                .containsEntry("versionNumber", 5L);
    }

    @Test
    void closedElsewhereAsProposedIsSaidSo() {
        Closure collecting = proposed(asItStands(), OPEN);

        Closure after = changed(conclude(collecting, closed(collecting, 5), LATER));

        assertThat(after.status()).isEqualTo(ClosureStatus.SETTLED);
        assertThat(after.outcome()).isEqualTo(Outcome.CLOSED_ELSEWHERE);
    }

    @Test
    void closedDifferentlySupersedes() {
        Closure after = changed(conclude(answered(sent, UNKNOWN), closed(sent, 7), LATER));

        assertThat(after.status()).isEqualTo(ClosureStatus.SUPERSEDED);
        assertThat(after.outcome()).isEqualTo(Outcome.CLOSED_ELSEWHERE);
    }

    @Test
    void aNodeThatWentBackIsParkedAndNamed() {
        Closure after = changed(conclude(
                answered(sent, UNKNOWN),
                new Evidence.Open(at(OPEN, 3, holds(ALICE, "50"), holds(BOB, "37.5"))),
                LATER));

        assertThat(after.status()).isEqualTo(ClosureStatus.PARKED);
        assertThat(after.findings().anomalies()).containsExactly("went-back");
    }

    private static Evidence closed(Closure closure, long version) {
        return new Evidence.Closed(closedAt(OPEN, version), paid(closure));
    }

    private static Decision conclude(Closure closure, Evidence evidence, Instant now) {
        return Readback.conclude(closure, evidence, PACE, now);
    }
}

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
import static dev.epilogue.testing.Sessions.CAROL;
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
import java.util.stream.Collectors;
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

    /** A node lists the newest first, and after a close nothing leaves the session. */
    @Test
    void withinTheBaseSecondOfACloseInOneStepTheNewestRecordIsThePayment() {
        List<Credit> credits = new ArrayList<>();
        for (Credit paid : paid(sent)) {
            credits.add(new Credit(paid.id(), paid.participant(), paid.asset(), paid.amount(), OPEN.nodeTime()));
            credits.add(new Credit("withdraw", paid.participant(), paid.asset(), paid.amount(), OPEN.nodeTime()));
        }

        Closure after =
                changed(conclude(answered(sent, ACCEPTED), new Evidence.Closed(closedAt(OPEN, 5), credits), LATER));

        assertThat(after.status()).isEqualTo(ClosureStatus.SETTLED);
        assertThat(after.settlement())
                .hasSizeGreaterThan(1)
                .extracting(SettlementLine::creditId)
                .doesNotContain("withdraw");
    }

    /** A running node held a frame for 40 s behind a lock, and executed it when nobody waited any more. */
    @Test
    void noNumberOfLooksAtTheUnmovedSessionProvesThatALostFrameDidNotRun() {
        Closure looked = answered(sent, UNKNOWN);
        for (int look = 0; look < 200; look++) {
            looked = changed(conclude(looked, new Evidence.Open(OPEN), LATER.plusSeconds(30L * look)));
        }

        assertThat(looked.status()).isEqualTo(ClosureStatus.SUBMITTING);
        assertThat(looked.inDoubt()).isTrue();
        assertThat(looked.work().attempts()).isZero();
        Closure settled = changed(conclude(looked, closed(looked, 5), LATER.plusSeconds(6_001)));
        assertThat(settled.outcome()).isEqualTo(Outcome.COOPERATIVE);
    }

    @Test
    void theIdenticalFrameIsSentAgainAndKeepsTheDoubtWhateverTheNodeAnswersToIt() {
        Closure looked = changed(conclude(answered(sent, UNKNOWN), new Evidence.Open(OPEN), LATER));
        Instant due = LATER.plus(PACE.settlingDelay());
        assertThat(Submissions.resendDue(looked, PACE, due.minusMillis(1))).isFalse();
        assertThat(Submissions.resendDue(looked, PACE, due)).isTrue();
        assertThat(looked.work().dueAt()).isEqualTo(due);

        Closure again = intended(looked, due);
        assertThat(Submissions.resendDue(again, PACE, due)).isFalse();
        assertThat(again.round().base().mark()).isEqualTo(sent.round().base().mark());
        for (FrameOutcome outcome : List.of(
                UNKNOWN,
                new FrameOutcome.NotSent("no connection"),
                new FrameOutcome.Refused(NodeError.BLOCKED, "escrow lock"),
                new FrameOutcome.Refused(NodeError.STALE, "concurrent modification"),
                new FrameOutcome.Refused(NodeError.TRANSIENT, "failed to lock"))) {
            Closure answered =
                    Submissions.answered(again, List.of(outcome), PACE, due).after();
            assertThat(answered.status()).as("%s", outcome).isEqualTo(ClosureStatus.SUBMITTING);
            assertThat(answered.inDoubt()).as("%s", outcome).isTrue();
        }
        Closure refused = Submissions.answered(
                        again, List.of(new FrameOutcome.Refused(NodeError.SIGNATURES, "quorum not met")), PACE, due)
                .after();
        assertThat(refused.status()).as("no time mends that").isEqualTo(ClosureStatus.PARKED);
        assertThat(refused.inDoubt()).isTrue();
    }

    @Test
    void nothingIsSentAgainWhenConsentIsTooOld() {
        Closure looked = changed(conclude(answered(sent, UNKNOWN), new Evidence.Open(OPEN), LATER));
        Instant over = looked.times().deadline().plus(Lifetime.SUBMIT_GRACE);

        assertThat(Submissions.resendDue(looked, PACE, over.minusSeconds(1))).isTrue();
        assertThat(Submissions.resendDue(looked, PACE, over)).isFalse();
    }

    /** Sent again and again, and each time dated on: the payments are still those of the round. */
    @Test
    void theMarkDoesNotMoveHoweverOftenTheFrameIsSent() {
        Closure closure = sent;
        for (int time = 1; time < 20; time++) {
            Instant now = LATER.plusSeconds(60L * time);
            closure = Submissions.answered(closure, List.of(UNKNOWN), PACE, now).after();
            closure = changed(conclude(closure, new Evidence.Open(OPEN), now));
            closure = intended(closure, now.plusSeconds(30));
        }
        List<Credit> inTheFirstSecond = paid(sent).stream()
                .map(credit ->
                        new Credit(credit.id(), credit.participant(), credit.asset(), credit.amount(), OPEN.nodeTime()))
                .toList();

        Closure settled = changed(
                conclude(closure, new Evidence.Closed(closedAt(OPEN, 5), inTheFirstSecond), LATER.plusSeconds(9_000)));

        assertThat(settled.status()).isEqualTo(ClosureStatus.SETTLED);
        assertThat(settled.outcome()).isEqualTo(Outcome.COOPERATIVE);
    }

    @Test
    void somebodyWhoClosesAsProposedWithinTheSecondOfTheReadingIsSaidToHaveDoneSo() {
        Closure refused = answered(sent, new FrameOutcome.Refused(NodeError.ALREADY_CLOSED, "already closed"));
        List<Credit> credits = new ArrayList<>();
        credits.add(new Credit("withdraw", ALICE, "yusd", Amount.parse("50"), OPEN.nodeTime()));
        paid(sent)
                .forEach(credit -> credits.add(new Credit(
                        credit.id(), credit.participant(), credit.asset(), credit.amount(), OPEN.nodeTime())));

        Closure after = changed(conclude(refused, new Evidence.Closed(closedAt(OPEN, 5), credits), LATER));

        assertThat(after.status()).isEqualTo(ClosureStatus.SETTLED);
        assertThat(after.outcome()).isEqualTo(Outcome.CLOSED_ELSEWHERE);
        assertThat(after.settlement())
                .allSatisfy(line -> assertThat(line.status()).isEqualTo(SettlementLine.Status.CREDITED));
    }

    /** Its records came in between our reading and our look at the ids. */
    @Test
    void idsThatWereReadBehindSomebodyElsesCloseHideNoPayment() {
        Closure ready = ready(asItStands(), OPEN);
        List<Credit> early = paid(sent).stream()
                .map(credit ->
                        new Credit(credit.id(), credit.participant(), credit.asset(), credit.amount(), OPEN.nodeTime()))
                .toList();
        CreditMark mark = ready.round()
                .base()
                .mark()
                .knowing(early.stream().map(Credit::id).collect(Collectors.toSet()));
        Closure refused = answered(
                Submissions.intend(ready, List.of(new SealedFrame(0, 1, "sealed")), mark, LATER)
                        .after(),
                new FrameOutcome.Refused(NodeError.ALREADY_CLOSED, "already closed"));

        Closure after = changed(conclude(refused, new Evidence.Closed(closedAt(OPEN, 5), early), LATER));

        assertThat(after.outcome()).isEqualTo(Outcome.CLOSED_ELSEWHERE);
        assertThat(after.status()).isEqualTo(ClosureStatus.SETTLED);
    }

    /** All that a session ever paid comes to what it held: none of it can be older, whatever a clock that was set back says. */
    @Test
    void paymentsDatedBeforeTheRoundAreProvedByAllThatTheSessionEverPaid() {
        Closure answered = answered(paidOutSent, ACCEPTED, ACCEPTED);
        List<Credit> paid = hoursBefore(paid(paidOutSent));

        Closure after = changed(conclude(answered, new Evidence.Closed(closedAt(OPEN, 6), paid, true), LATER));
        assertThat(after.outcome()).isEqualTo(Outcome.COOPERATIVE);
        assertThat(after.settlement()).extracting(SettlementLine::creditId).doesNotContainNull();

        Evidence dated = new Evidence.Closed(closedAt(OPEN, 6), paid);
        assertThat(changed(conclude(answered, dated, LATER)).outcome()).isNull();
        List<Credit> more = new ArrayList<>(paid);
        more.add(hoursBefore(List.of(new Credit("theirs", CAROL, "yusd", Amount.parse("87.5"), LATER)))
                .getFirst());
        Evidence older = new Evidence.Closed(closedAt(OPEN, 6), more, true);
        assertThat(changed(conclude(answered, older, LATER)).outcome())
                .as("some of it is older, and nobody can say which")
                .isNull();
    }

    private static List<Credit> hoursBefore(List<Credit> credits) {
        return credits.stream()
                .map(credit -> new Credit(
                        credit.id(),
                        credit.participant(),
                        credit.asset(),
                        credit.amount(),
                        credit.at().minusSeconds(36_000)))
                .toList();
    }

    /** With another split than the session's, records of the mark's own second may be anybody's: nothing is claimed by them. */
    @Test
    void aPayOutIsNotProvedByRecordsThatMayBeOlder() {
        Instant second = OPEN.nodeTime();
        List<Credit> credits = List.of(
                new Credit("older", ALICE, "yusd", Amount.parse("80"), second),
                new Credit("other", BOB, "yusd", Amount.parse("7.5"), second),
                new Credit("theirs", CAROL, "yusd", Amount.parse("80"), second));

        Closure after = changed(conclude(
                answered(paidOutSent, UNKNOWN, UNKNOWN), new Evidence.Closed(closedAt(OPEN, 6), credits), LATER));

        assertThat(after.outcome()).isNull();
        assertThat(after.work().problem()).extracting(Hindrance::code).isEqualTo("payments-unproved");
    }

    @Test
    void missingPaymentsAreWaitedForLongBeforeAnybodyHasToLook() {
        Evidence without = new Evidence.Closed(closedAt(OPEN, 5), paid(sent).subList(0, 1));
        Closure after = answered(sent, ACCEPTED);
        for (int look = 0; look < 20; look++) {
            after = changed(conclude(after, without, LATER.plusSeconds(29L * look)));
            assertThat(after.status()).isEqualTo(ClosureStatus.SUBMITTING);
        }

        assertThat(changed(conclude(after, without, LATER.plusSeconds(601))).status())
                .isEqualTo(ClosureStatus.PARKED);
    }

    private static Closure intended(Closure closure, Instant now) {
        return Submissions.intend(
                        closure,
                        List.of(new SealedFrame(0, 4712, "sealed")),
                        closure.round().base().mark(),
                        now)
                .after();
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

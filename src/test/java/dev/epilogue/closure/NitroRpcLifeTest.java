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
import static dev.epilogue.testing.Sessions.NOON;
import static dev.epilogue.testing.Sessions.asItStands;
import static dev.epilogue.testing.Sessions.at;
import static dev.epilogue.testing.Sessions.checksummed;
import static dev.epilogue.testing.Sessions.closedAt;
import static dev.epilogue.testing.Sessions.expiring;
import static dev.epilogue.testing.Sessions.holds;
import static dev.epilogue.testing.Sessions.member;
import static dev.epilogue.testing.Sessions.nitroRpc;
import static dev.epilogue.testing.Sessions.onTheNodesClock;
import static dev.epilogue.testing.Sessions.policy;
import static dev.epilogue.testing.Sessions.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.epilogue.node.Credit;
import dev.epilogue.node.FrameOutcome;
import dev.epilogue.node.NodeError;
import dev.epilogue.node.SessionReading;
import dev.epilogue.problem.ProblemException;
import dev.epilogue.signing.Consensus;
import dev.epilogue.signing.Payload;
import dev.epilogue.signing.Scheme;
import dev.epilogue.value.Amount;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Where a 0.x closure lives differently: one frozen request, bound to a time, paid twice by a node that gets it twice. */
class NitroRpcLifeTest {

    private static final SessionReading OPEN = nitroRpc("nitrorpc");
    private static final FrameOutcome UNKNOWN = new FrameOutcome.Unknown("connection lost");

    private final Closure sent = submitting(ready(asItStands(), OPEN));

    @Test
    void anotherSplitIsStillOnePayload() {
        FinalState split = new FinalState(List.of(holds(BOB, "87.5")), null, null);

        List<Payload> payloads = proposed(request(split, policy(Consensus.UNANIMOUS)), OPEN)
                .round()
                .required();

        assertThat(payloads).hasSize(1);
        assertThat(payloads.getFirst().scheme()).isEqualTo(Scheme.RAW);
        assertThat(payloads.getFirst().text()).contains("\"amount\":\"0\"").contains("\"amount\":\"87.5\"");
    }

    @Test
    @DisplayName("0.x checklist 29: the frozen timestamp lies behind the deadline, by the margin")
    void theRequestIsDatedForTheDeadline() {
        Closure closure = proposed(asItStands(), OPEN);

        Instant timestamp = Instant.ofEpochMilli(
                Objects.requireNonNull(closure.round().payloads().getFirst().request())
                        .timestamp());

        assertThat(timestamp).isAfter(closure.times().deadline().plus(Lifetime.SUBMIT_GRACE));
        assertThat(closure.enforceableUntil()).contains(new NodeTime(timestamp.plusSeconds(60)));
        assertThat(closure.round().signableUntil()).isNull();
    }

    @Test
    void aLongDeadlineIsServedByRenewedRounds() {
        Closure closure = proposed(request(FinalState.AS_IT_STANDS, lasting(Duration.ofDays(3))), OPEN);

        assertThat(closure.round().signableUntil()).isBefore(NOON.plus(Duration.ofHours(24)));
        assertThat(closure.work().dueAt())
                .isEqualTo(
                        Objects.requireNonNull(closure.round().signableUntil()).minus(Duration.ofHours(1)));
        Instant lapsed = Objects.requireNonNull(closure.round().signableUntil());
        Closure renewed = changed(Rounds.renewed(closure, OPEN, lapsed));
        assertThat(renewed.round().number()).isEqualTo(2);
        assertThat(renewed.status()).isEqualTo(ClosureStatus.COLLECTING);
        assertThat(renewed.round().payloads().getFirst().digest())
                .isNotEqualTo(closure.round().payloads().getFirst().digest());
    }

    /** Service, database and node: each an hour ahead of the others, half an hour, or behind. */
    @Test
    void aRoundIsDatedByTheNodesClockAsMeasuredWhateverTheThreeClocksSay() {
        for (int node : List.of(-60, -30, 0, 30, 60)) {
            for (int service : List.of(-60, 0, 60)) {
                SessionReading reading =
                        read(NOON.plus(Duration.ofMinutes(service)), NOON.plus(Duration.ofMinutes(node)));
                Closure closure = proposed(asItStands(), reading);
                Closure patient = proposed(request(FinalState.AS_IT_STANDS, lasting(Duration.ofDays(3))), reading);
                String clocks = "node %d, service %d minutes ahead".formatted(node, service);

                assertThat(closure.round().signableUntil()).as(clocks).isNull();
                Instant dead = closure.onOurClock(closure.fence().orElseThrow());
                assertThat(Duration.between(closure.times().deadline(), dead))
                        .as(clocks)
                        .isBetween(Duration.ofMinutes(15), Duration.ofMinutes(17));
                assertThat(Consents.refusal(closure, 1, NOON.plusSeconds(1)))
                        .as(clocks)
                        .isEmpty();
                assertThat(Submissions.windowLapsed(closure, closure.times().deadline()))
                        .as(clocks)
                        .isFalse();
                assertThat(Duration.between(NOON, patient.round().signableUntil()))
                        .as(clocks)
                        .isBetween(Duration.ofHours(23), Duration.ofHours(24));
                assertThat(patient.collectingUntil()).as(clocks).isAfter(NOON.plus(Duration.ofHours(23)));
            }
        }
    }

    private static SessionReading read(Instant readAt, Instant nodeTime) {
        return new SessionReading(
                OPEN.sessionId(),
                OPEN.dialect(),
                OPEN.application(),
                true,
                OPEN.versionNumber(),
                OPEN.quorum(),
                OPEN.participants(),
                OPEN.sessionData(),
                OPEN.allocations(),
                OPEN.decimals(),
                readAt,
                nodeTime);
    }

    @Test
    void windowsThatLapseAreToldBeforeAndSpendNoRounds() {
        Closure closure = proposed(request(FinalState.AS_IT_STANDS, lasting(Duration.ofDays(30))), OPEN);
        assertThat(closure.findings().warnings()).anyMatch(warning -> warning.contains("sign again"));

        int rounds = 1;
        for (Instant until = closure.round().signableUntil();
                until != null;
                until = closure.round().signableUntil()) {
            Instant early = until.minus(Duration.ofHours(1));
            assertThat(Rounds.expiring(closure, early.minusSeconds(1))).isEmpty();
            Change told = change(Rounds.expiring(closure, early).orElseThrow());
            assertThat(told.events()).extracting(ClosureEvent::type).containsExactly(EventType.ROUND_EXPIRING);
            assertThat(told.after().work().dueAt()).isEqualTo(until);
            assertThat(Rounds.expiring(told.after(), early.plusSeconds(1)))
                    .as("told once")
                    .isEmpty();
            closure = changed(Rounds.renewed(told.after(), onTheNodesClock(OPEN, until), until));
            assertThat(closure.status()).isEqualTo(ClosureStatus.COLLECTING);
            rounds++;
        }

        assertThat(rounds).isGreaterThan(29);
        Instant last = closure.times().deadline();
        assertThat(changed(Lifetime.deadline(closure, last)).work().problem())
                .extracting(Hindrance::code)
                .isEqualTo("deadline-passed");
    }

    @Test
    void movesSpendRoundsAndTheReasonOfTheEndStaysReadable() {
        Closure closure = proposed(request(FinalState.AS_IT_STANDS, lasting(Duration.ofDays(30))), OPEN);
        Instant until = Objects.requireNonNull(closure.round().signableUntil());
        closure = changed(Rounds.renewed(closure, onTheNodesClock(OPEN, until), until));
        for (int move = 1; move < policy(Consensus.UNANIMOUS).maxRounds(); move++) {
            SessionReading moved =
                    onTheNodesClock(at(OPEN, 4 + move, holds(ALICE, "4" + move), holds(BOB, "4")), until);
            closure = changed(Readback.conclude(closure, new Evidence.Open(moved), PACE, until.plusSeconds(move)));
            assertThat(closure.status()).isEqualTo(ClosureStatus.COLLECTING);
        }
        SessionReading again = onTheNodesClock(at(OPEN, 20, holds(ALICE, "1"), holds(BOB, "4")), until);

        Change end = change(Readback.conclude(closure, new Evidence.Open(again), PACE, until.plusSeconds(20)));

        assertThat(end.after().status()).isEqualTo(ClosureStatus.SUPERSEDED);
        assertThat(end.after().work().problem()).extracting(Hindrance::code).isEqualTo("rounds-spent");
        assertThat(end.events().getLast().data())
                .containsEntry("reason", "rounds-spent")
                .containsKey("detail");
    }

    @Test
    void anExtensionBeyondTheWindowCannotKeepTheRound() {
        Closure closure = proposed(asItStands(), OPEN);

        assertThat(Lifetime.keepsRound(closure, closure.times().deadline().plusSeconds(60)))
                .isTrue();
        assertThat(Lifetime.keepsRound(closure, closure.times().deadline().plus(Duration.ofHours(2))))
                .isFalse();
    }

    @Test
    void anUpdateThatLeavesEverybodysBalanceKeepsTheRound() {
        Closure ready = ready(asItStands(), OPEN);
        SessionReading touched = at(OPEN, 5, holds(ALICE, "50"), holds(BOB, "37.5"));

        Closure after = changed(Readback.conclude(ready, new Evidence.Open(touched), PACE, LATER));

        assertThat(after.status()).isEqualTo(ClosureStatus.READY);
        assertThat(after.round().number()).isEqualTo(1);
        assertThat(after.consents()).hasSize(2);
        assertThat(after.expectedVersion()).isEqualTo(5);
    }

    @Test
    void anUpdateThatMovesMoneyOpensANewRound() {
        Closure ready = ready(asItStands(), OPEN);
        SessionReading moved = at(OPEN, 5, holds(ALICE, "40"), holds(BOB, "47.5"));

        assertThat(changed(Readback.conclude(ready, new Evidence.Open(moved), PACE, LATER))
                        .round()
                        .number())
                .isEqualTo(2);
    }

    @Test
    @DisplayName("0.x checklist 39: no resend before the lost request can no longer run")
    void aLostFrameWaitsForItsFenceHoweverOftenTheSessionReadsOpen() {
        Closure unknown = answered(sent, UNKNOWN);
        Instant fence = unknown.fence().orElseThrow().instant();

        Closure looked = changed(Readback.conclude(unknown, new Evidence.Open(OPEN), PACE, LATER));
        Closure again = changed(Readback.conclude(
                looked, new Evidence.Open(onTheNodesClock(OPEN, fence.minusSeconds(1))), PACE, fence.minusSeconds(1)));
        Closure lapsed =
                changed(Readback.conclude(again, new Evidence.Open(onTheNodesClock(OPEN, fence)), PACE, fence));

        assertThat(looked.status()).isEqualTo(ClosureStatus.SUBMITTING);
        assertThat(looked.work().waitingFor()).isEqualTo(WaitingFor.FENCE);
        assertThat(again.status()).isEqualTo(ClosureStatus.SUBMITTING);
        assertThat(again.work().dueAt()).isEqualTo(fence);
        assertThat(lapsed.status()).isEqualTo(ClosureStatus.COLLECTING);
        assertThat(lapsed.round().open()).isFalse();
        assertThat(changed(Lifetime.deadline(lapsed, fence)).status()).isEqualTo(ClosureStatus.EXPIRED);
    }

    @Test
    void waitingForAFenceSpendsNoAttempts() {
        Closure looked = answered(sent, UNKNOWN);
        for (int look = 0; look < 5 * PACE.attempts(); look++) {
            Instant now = LATER.plusSeconds(30L * look);
            looked = changed(Readback.conclude(looked, new Evidence.Open(OPEN), PACE, now));
        }
        Instant later = looked.times().updatedAt();

        Closure stumbled = Submissions.failed(looked, PACE, later).after();

        assertThat(looked.work().dueAt()).isEqualTo(later.plus(PACE.longestPause()));
        assertThat(stumbled.status()).isEqualTo(ClosureStatus.SUBMITTING);
        assertThat(stumbled.work().attempts()).isEqualTo(1);
    }

    @Test
    void whenTimePassesAtTheNodeALostFrameIsFollowedByANewRound() {
        Closure unknown = answered(sent, UNKNOWN);
        Instant fence = unknown.fence().orElseThrow().instant();

        Closure lapsed =
                changed(Readback.conclude(unknown, new Evidence.Open(onTheNodesClock(OPEN, fence)), PACE, LATER));

        assertThat(lapsed.status()).isEqualTo(ClosureStatus.COLLECTING);
        assertThat(lapsed.round().number()).isEqualTo(2);
        assertThat(lapsed.consents()).isEmpty();
        assertThat(lapsed.fence().orElseThrow().instant()).isAfter(fence);
    }

    /** Whoever sets a clock back makes the wait longer at most: the node decides by its own time whether it takes the frame. */
    @Test
    void aFenceIsTheNodesOwnTimeWhicheverClockIsSetBack() {
        Closure unknown = answered(sent, UNKNOWN);
        Instant fence = unknown.fence().orElseThrow().instant();
        Instant anHourBefore = fence.minusSeconds(3_600);

        Closure waits = changed(Readback.conclude(
                unknown, new Evidence.Open(onTheNodesClock(OPEN, anHourBefore)), PACE, fence.plusSeconds(7_200)));
        assertThat(waits.status()).as("the database's time is none").isEqualTo(ClosureStatus.SUBMITTING);
        assertThat(waits.work().waitingFor()).isEqualTo(WaitingFor.FENCE);
        assertThat(waits.work().dueAt())
                .as("the node is asked again in a moment, not when its clock was to be there")
                .isBetween(fence.plusSeconds(7_200), fence.plusSeconds(7_200).plus(PACE.longestPause()));

        Closure goesOn = changed(Readback.conclude(
                waits, new Evidence.Open(onTheNodesClock(OPEN, fence)), PACE, LATER.minusSeconds(3_600)));
        assertThat(goesOn.status()).as("though the database is set back").isEqualTo(ClosureStatus.COLLECTING);
        assertThat(goesOn.round().number()).isEqualTo(2);
        assertThat(goesOn.fence().orElseThrow().instant())
                .as("dated by the node's clock as it is now")
                .isAfter(fence.plus(Duration.between(
                        LATER.minusSeconds(3_600), goesOn.times().deadline())));
    }

    @Test
    void aMovedSessionDoesNotProveThatALostFrameIsDead() {
        SessionReading moved = at(OPEN, 5, holds(ALICE, "40"), holds(BOB, "47.5"));

        Closure after = changed(Readback.conclude(answered(sent, UNKNOWN), new Evidence.Open(moved), PACE, LATER));

        assertThat(after.status()).isEqualTo(ClosureStatus.SUBMITTING);
        assertThat(after.work().waitingFor()).isEqualTo(WaitingFor.FENCE);
    }

    @Test
    @DisplayName(
            "0.x checklist 43: closed, the next version and one payment for each entry prove the close; then it is counted again")
    void aProvedCloseIsCountedOnceMore() {
        Closure settling = changed(
                Readback.conclude(answered(sent, new FrameOutcome.Accepted()), closed(paid(sent)), PACE, LATER));

        assertThat(settling.status()).isEqualTo(ClosureStatus.SETTLING);
        assertThat(settling.outcome()).isEqualTo(Outcome.COOPERATIVE);
        assertThat(settling.work().dueAt()).isEqualTo(LATER.plusSeconds(30));
        assertThat(changed(ClosedSession.recount(settling, paid(sent), PACE, LATER.plusSeconds(30)))
                        .status())
                .isEqualTo(ClosureStatus.SETTLED);
    }

    @Test
    @DisplayName("0.x checklist 38: a double payment is detected and reported")
    void aPaymentBookedTwiceIsReported() {
        Change change = change(Readback.conclude(answered(sent, UNKNOWN), closed(twice()), PACE, LATER));

        assertThat(change.after().status()).isEqualTo(ClosureStatus.SETTLING);
        assertThat(change.after().findings().anomalies()).containsExactly("paid-twice");
        assertThat(change.events()).extracting(ClosureEvent::type).contains(EventType.PAYMENT_DOUBLED);
    }

    @Test
    void secondCountThatCannotBeHadIsToldAndChangesNothingThatIsProved() {
        Closure settling = changed(
                Readback.conclude(answered(sent, new FrameOutcome.Accepted()), closed(paid(sent)), PACE, LATER));

        assertThat(ClosedSession.countable(settling, Settling.until(settling).minusSeconds(1)))
                .isTrue();
        assertThat(ClosedSession.countable(settling, Settling.until(settling))).isFalse();
        Closure ended = changed(ClosedSession.uncounted(settling, Settling.until(settling)));
        assertThat(ended.status()).isEqualTo(ClosureStatus.SETTLED);
        assertThat(ended.outcome()).isEqualTo(Outcome.COOPERATIVE);
        assertThat(ended.findings().anomalies()).containsExactly("not-recounted");
    }

    @Test
    void aPaymentBookedTwiceLateIsReportedByTheRecount() {
        Closure settling = changed(
                Readback.conclude(answered(sent, new FrameOutcome.Accepted()), closed(paid(sent)), PACE, LATER));

        Change change = change(ClosedSession.recount(settling, twice(), PACE, LATER.plusSeconds(30)));

        assertThat(change.events())
                .extracting(ClosureEvent::type)
                .containsExactly(EventType.PAYMENT_DOUBLED, EventType.CLOSURE_ENDED);
        assertThat(change.after().status()).isEqualTo(ClosureStatus.SETTLED);
    }

    @Test
    void whatRestsOnAnEndedMandateIsNotSent() {
        Instant ends = NOON.plusSeconds(40);
        Closure proposed = proposed(asItStands(), OPEN);
        Closure byKey = changed(Consents.accept(
                proposed, new Consent(ALICE, CAROL, 50, true, NOON, ends), List.of(), 1, NOON.plusSeconds(1)));
        Closure ready = changed(Cases.sign(byKey, BOB, NOON.plusSeconds(2)));

        assertThat(ready.status()).isEqualTo(ClosureStatus.READY);
        assertThat(Consents.mandateEnded(ready, ends)).isEmpty();
        Change change = change(Consents.mandateEnded(ready, ends.plusMillis(1)).orElseThrow());

        assertThat(change.after().status()).isEqualTo(ClosureStatus.COLLECTING);
        assertThat(change.after().consents()).extracting(Consent::participant).containsExactly(BOB);
        assertThat(change.removed()).containsExactly(ALICE);
        assertThat(change.events())
                .extracting(ClosureEvent::type)
                .containsExactly(EventType.SIGNATURE_REMOVED, EventType.CONSENSUS_LOST);
        assertThat(change.events().getFirst().data())
                .containsEntry("reason", "MANDATE_ENDED")
                .containsKey("cure");
    }

    @Test
    void theFenceFollowsTheNodesOwnExpiry() {
        Closure usual = proposed(asItStands(), OPEN);
        Closure patient = proposed(asItStands(), expiring(OPEN, Duration.ofMinutes(10)));

        assertThat(patient.fence().orElseThrow().instant())
                .isEqualTo(usual.fence().orElseThrow().instant().plus(Duration.ofMinutes(9)));
        assertThat(patient.enforceableUntil().orElseThrow().instant())
                .isEqualTo(usual.enforceableUntil().orElseThrow().instant().plus(Duration.ofMinutes(9)));
    }

    /** A node dates its records when it begins a close, which another one can overtake. */
    @Test
    void aSecondPaymentThatWasBegunBeforeTheRoundCountsToo() {
        Closure settling = changed(
                Readback.conclude(answered(sent, new FrameOutcome.Accepted()), closed(paid(sent)), PACE, LATER));
        Instant longBefore = OPEN.nodeTime().minusSeconds(90);
        List<Credit> credits = new ArrayList<>(paid(sent));
        paid(sent).forEach(credit -> credits.add(again(credit, credit.amount(), longBefore)));

        Closure after = changed(ClosedSession.recount(settling, credits, PACE, LATER.plusSeconds(30)));

        assertThat(after.findings().anomalies()).containsExactly("paid-twice");
    }

    @Test
    void aSecondPaymentByAnotherSplitCountsToo() {
        Closure settling = changed(
                Readback.conclude(answered(sent, new FrameOutcome.Accepted()), closed(paid(sent)), PACE, LATER));
        List<Credit> credits = new ArrayList<>(paid(sent));
        credits.add(again(paid(sent).getFirst(), Amount.parse("87.5"), LATER));

        Closure atOnce =
                changed(Readback.conclude(answered(sent, new FrameOutcome.Accepted()), closed(credits), PACE, LATER));
        Closure late = changed(ClosedSession.recount(settling, credits, PACE, LATER.plusSeconds(30)));

        assertThat(atOnce.findings().anomalies()).containsExactly("paid-twice");
        assertThat(late.findings().anomalies()).containsExactly("paid-twice");
    }

    @Test
    void recordsThatTheNodeShowedBeforeAreNoSecondPayment() {
        List<Credit> credits = new ArrayList<>(paid(sent));
        credits.add(again(paid(sent).getFirst(), Amount.parse("50"), LATER));
        Closure ready = ready(asItStands(), OPEN);
        CreditMark mark =
                ready.round().base().mark().knowing(Set.of(credits.getLast().id()));
        Closure submitted = Submissions.intend(ready, List.of(new SealedFrame(0, 1, "sealed")), mark, LATER)
                .after();

        Closure after = changed(
                Readback.conclude(answered(submitted, new FrameOutcome.Accepted()), closed(credits), PACE, LATER));

        assertThat(after.status()).isEqualTo(ClosureStatus.SETTLING);
        assertThat(after.findings().anomalies()).isEmpty();
    }

    @Test
    void paymentsThatAreGoneAtTheRecountAreNotCalledSettled() {
        Closure settling = changed(
                Readback.conclude(answered(sent, new FrameOutcome.Accepted()), closed(paid(sent)), PACE, LATER));

        Closure after = changed(ClosedSession.recount(settling, paid(sent).subList(0, 1), PACE, LATER.plusSeconds(30)));

        assertThat(after.status()).isEqualTo(ClosureStatus.SETTLING);
        assertThat(after.work().problem()).extracting(Hindrance::code).isEqualTo("payments-unproved");
    }

    @Test
    @DisplayName("0.x checklist 41: invalid message timestamp leads to a new freeze, not a resend")
    void aLapsedTimestampAsksForANewRound() {
        Closure refused = answered(sent, new FrameOutcome.Refused(NodeError.TIMESTAMP, "invalid message timestamp"));

        assertThat(refused.status()).isEqualTo(ClosureStatus.READY);
        assertThat(Submissions.windowLapsed(refused, LATER)).isTrue();
    }

    @Test
    @DisplayName("0.x checklist 23: a participant that is not in EIP-55 is flagged before anyone signs")
    void whoeverCannotSignIsFlaggedOrMakesConsensusUnreachable() {
        SessionReading lowerCase = nitroRpc("lower", checksummed(ALICE, 100), member(BOB, 0), checksummed(CAROL, 0));
        SessionReading needed = nitroRpc("needed", checksummed(ALICE, 50), member(BOB, 50));

        Closure flagged = proposed(request(FinalState.AS_IT_STANDS, policy(Consensus.QUORUM)), lowerCase);

        assertThat(flagged.findings().prerequisites())
                .filteredOn(found -> found.result() == Prerequisite.Result.WARN)
                .extracting(Prerequisite::name)
                .containsExactly("participants-can-sign");
        assertThatThrownBy(() -> proposed(asItStands(), needed))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("consensus-unreachable");
    }

    private List<Credit> twice() {
        List<Credit> all = new ArrayList<>(paid(sent));
        paid(sent)
                .forEach(credit -> all.add(new Credit(
                        "again-" + credit.id(), credit.participant(), credit.asset(), credit.amount(), credit.at())));
        return all;
    }

    private static Credit again(Credit credit, Amount amount, Instant at) {
        return new Credit("again-" + credit.id(), credit.participant(), credit.asset(), amount, at);
    }

    private static Evidence closed(List<Credit> credits) {
        return new Evidence.Closed(closedAt(OPEN, 5), credits);
    }

    private static Policy lasting(Duration timeout) {
        Policy policy = policy(Consensus.UNANIMOUS);
        return new Policy(
                policy.consensus(),
                null,
                timeout,
                timeout,
                null,
                policy.onVersionChange(),
                policy.maxRounds(),
                policy.channelUpdate(),
                policy.settleFor(),
                policy.escalation(),
                policy.reopenFor());
    }
}

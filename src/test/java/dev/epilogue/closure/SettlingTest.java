package dev.epilogue.closure;

import static dev.epilogue.closure.Cases.LATER;
import static dev.epilogue.closure.Cases.PACE;
import static dev.epilogue.closure.Cases.answered;
import static dev.epilogue.closure.Cases.change;
import static dev.epilogue.closure.Cases.changed;
import static dev.epilogue.closure.Cases.paid;
import static dev.epilogue.closure.Cases.ready;
import static dev.epilogue.closure.Cases.submitting;
import static dev.epilogue.testing.Sessions.ALICE;
import static dev.epilogue.testing.Sessions.BOB;
import static dev.epilogue.testing.Sessions.alicesAndBobs;
import static dev.epilogue.testing.Sessions.closedAt;
import static dev.epilogue.testing.Sessions.policy;
import static dev.epilogue.testing.Sessions.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.closure.SettlementLine.Status;
import dev.epilogue.node.Dialect;
import dev.epilogue.node.FrameOutcome;
import dev.epilogue.node.SessionReading;
import dev.epilogue.signing.Consensus;
import dev.epilogue.value.Address;
import dev.epilogue.value.Hash32;
import dev.epilogue.value.Keccak;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What a closed closure makes of its participants' channels. */
class SettlingTest {

    private static final SessionReading OPEN = alicesAndBobs("settling");
    private static final Hash32 CHANNEL = Keccak.hash("channel".getBytes());

    private final Closure settling = closed(Policy.ChannelUpdate.ACKNOWLEDGE);

    @Test
    void aPolicyThatAsksForMoreThanProofWaitsForTheChannels() {
        assertThat(settling.status()).isEqualTo(ClosureStatus.SETTLING);
        assertThat(settling.work().waitingFor()).isEqualTo(WaitingFor.CHANNELS);
        assertThat(settling.outcome()).isEqualTo(Outcome.COOPERATIVE);
        assertThat(settling.settlement()).extracting(SettlementLine::status).containsOnly(Status.CREDITED);
    }

    @Test
    void proofAloneSettlesAtOnce() {
        assertThat(closed(Policy.ChannelUpdate.VERIFY).status()).isEqualTo(ClosureStatus.SETTLED);
    }

    @Test
    void whatAnUpdateReachedIsFoldedInWithAnEventForEachLine() {
        Change change = change(Settling.fold(settling, List.of(waiting(ALICE), done(BOB, Status.NO_CHANNEL)), LATER));

        assertThat(change.after().status()).isEqualTo(ClosureStatus.SETTLING);
        assertThat(change.events()).extracting(ClosureEvent::type).containsOnly(EventType.CHANNEL_UPDATED);
        assertThat(change.events())
                .extracting(event -> event.data().get("update"))
                .containsExactlyInAnyOrder("WAITING_SIGNATURE", "NO_CHANNEL");
        assertThat(statusOf(change.after(), BOB)).isEqualTo(Status.NO_CHANNEL);
        assertThat(statusOf(change.after(), ALICE)).isEqualTo(Status.CREDITED);
    }

    @Test
    void theSameFactsAgainChangeNothing() {
        Closure once = changed(Settling.fold(settling, List.of(waiting(ALICE)), LATER));

        assertThat(Settling.fold(once, List.of(waiting(ALICE)), LATER.plusSeconds(1)))
                .isInstanceOf(Decision.Unchanged.class);
    }

    @Test
    void whenEveryUpdateHasEndedTheClosureIsSettled() {
        Change change = change(Settling.fold(
                settling, List.of(done(ALICE, Status.ACKNOWLEDGED), done(BOB, Status.CHALLENGED)), LATER));

        assertThat(change.after().status()).isEqualTo(ClosureStatus.SETTLED);
        assertThat(change.after().outcome()).isEqualTo(Outcome.COOPERATIVE);
        assertThat(change.destroyKey()).isFalse();
        assertThat(change.events().getLast().type()).isEqualTo(EventType.CLOSURE_ENDED);
    }

    @Test
    void whoeverNeverAcknowledgesHoldsNobodyUpAfterTheTimeForIt() {
        Instant over = Settling.until(settling);
        Closure settled =
                changed(Settling.fold(settling, List.of(done(ALICE, Status.ACKNOWLEDGED), waiting(BOB)), over));

        assertThat(settled.status()).isEqualTo(ClosureStatus.SETTLED);
        assertThat(statusOf(settled, ALICE)).isEqualTo(Status.ACKNOWLEDGED);
        assertThat(statusOf(settled, BOB)).isEqualTo(Status.UNACKNOWLEDGED);
    }

    @Test
    void aLookIsNeverPlannedPastTheEnd() {
        Instant until = Settling.until(settling);

        assertThat(Settling.lookAgain(settling, until.minusSeconds(5))).isEqualTo(until);
        assertThat(Settling.lookAgain(settling, LATER)).isEqualTo(LATER.plus(Duration.ofMinutes(1)));
    }

    @Test
    void aParkedClosureGoesOnWhereItWas() {
        Closure parked = changed(Operators.park(settling, "look", LATER));
        Closure resumed = changed(Operators.resume(parked, LATER));

        assertThat(resumed.status()).isEqualTo(ClosureStatus.SETTLING);
        assertThat(changed(Settling.fold(
                                resumed,
                                List.of(done(ALICE, Status.ACKNOWLEDGED), done(BOB, Status.ACKNOWLEDGED)),
                                LATER))
                        .status())
                .isEqualTo(ClosureStatus.SETTLED);
    }

    @Test
    void whatCouldNotBeProtectedGoesBackToWaitingForTheChannels() {
        Protection row = Protection.planned(
                new UUID(1, 3),
                new Protection.Target(ALICE, "yusd", CHANNEL, 31337, BOB, 6),
                Protection.Action.CHALLENGE);
        Closure waiting = changed(Settling.fold(settling, List.of(waiting(ALICE)), LATER));
        Closure escalating =
                Escalations.begin(waiting, List.of(row), "UNSERVED", LATER).after();

        Closure back = changed(Escalations.leave(escalating, Optional.empty(), PACE, LATER));

        assertThat(back.status()).isEqualTo(ClosureStatus.SETTLING);
        assertThat(back.work().waitingFor()).isEqualTo(WaitingFor.CHANNELS);
        assertThat(back.outcome()).isEqualTo(Outcome.COOPERATIVE);
        assertThat(changed(Settling.fold(back, List.of(waiting(ALICE)), Settling.until(back)))
                        .status())
                .isEqualTo(ClosureStatus.SETTLED);
    }

    @Test
    void unservedWithNothingToProtectIsToldAndSettlingGoesOn() {
        Change told = Escalations.unservedUnprotected(settling, List.of(Map.of("reason", "pack-missing")), LATER);

        assertThat(told.events()).extracting(ClosureEvent::type).containsExactly(EventType.ESCALATION_REFUSED);
        assertThat(told.after().status()).isEqualTo(ClosureStatus.SETTLING);
        assertThat(told.after().work().waitingFor()).isEqualTo(WaitingFor.CHANNELS);
        assertThat(Escalations.toldUnserved(settling)).isFalse();
        assertThat(Escalations.toldUnserved(told.after())).isTrue();
    }

    @Test
    void eachDialectHasItsOwnModes() {
        assertThat(Settling.possible(Dialect.NITRONODE_V1, Policy.ChannelUpdate.CHECKPOINT))
                .isTrue();
        assertThat(Settling.possible(Dialect.NITRONODE_V1, Policy.ChannelUpdate.RESIZE))
                .isFalse();
        assertThat(Settling.possible(Dialect.NITRORPC_04, Policy.ChannelUpdate.RESIZE))
                .isTrue();
        assertThat(Settling.possible(Dialect.NITRORPC_02, Policy.ChannelUpdate.ACKNOWLEDGE))
                .isFalse();
        assertThat(Settling.possible(Dialect.NITRORPC_02, Policy.ChannelUpdate.VERIFY))
                .isTrue();
    }

    private static Closure closed(Policy.ChannelUpdate mode) {
        Policy standard = policy(Consensus.UNANIMOUS);
        Policy asking = new Policy(
                standard.consensus(),
                standard.requiredParticipants(),
                standard.timeout(),
                standard.maxDeadline(),
                standard.signableFor(),
                standard.onVersionChange(),
                standard.maxRounds(),
                mode,
                Duration.ofHours(6),
                standard.escalation(),
                standard.reopenFor());
        Closure sent = submitting(ready(request(FinalState.AS_IT_STANDS, asking), OPEN));
        Closure answered = answered(sent, new FrameOutcome.Accepted());
        return changed(
                Readback.conclude(answered, new Evidence.Closed(closedAt(OPEN, 5), paid(answered)), PACE, LATER));
    }

    private static ChannelFact waiting(Address participant) {
        return new ChannelFact(
                participant,
                "yusd",
                CHANNEL,
                Status.CREDITED,
                new ChannelStep(new UUID(1, 1), "WAITING_SIGNATURE", null, null, null),
                false);
    }

    private static ChannelFact done(Address participant, Status reached) {
        String status = reached == Status.ACKNOWLEDGED ? "CONFIRMED" : reached.name();
        return new ChannelFact(
                participant, "yusd", CHANNEL, reached, new ChannelStep(new UUID(1, 2), status, null, null, null), true);
    }

    private static Status statusOf(Closure closure, Address participant) {
        return closure.settlement().stream()
                .filter(line -> line.participant().equals(participant))
                .findFirst()
                .orElseThrow()
                .status();
    }
}

package dev.epilogue.channel.update;

import static dev.epilogue.channel.update.Updates.CREDIT;
import static dev.epilogue.channel.update.Updates.SESSION;
import static dev.epilogue.channel.update.Updates.before;
import static dev.epilogue.channel.update.Updates.channel;
import static dev.epilogue.channel.update.Updates.release;
import static dev.epilogue.channel.update.Updates.shown;
import static dev.epilogue.channel.update.Updates.signed;
import static dev.epilogue.testing.Sessions.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.closure.GivenChallenge;
import dev.epilogue.closure.Policy;
import dev.epilogue.closure.SettlementLine.Status;
import dev.epilogue.node.NodeChannel;
import dev.epilogue.node.NodeState;
import dev.epilogue.signing.Payload;
import dev.epilogue.signing.Purpose;
import dev.epilogue.signing.nitronode.ChannelState;
import dev.epilogue.signing.nitronode.SettlementPayloads;
import dev.epilogue.value.Amount;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a v1 node's states call for. */
class NitronodeCourseTest {

    private static final NodeState UNSIGNED_BY_USER = shown(release(), false, true);
    private static final NodeState ACKNOWLEDGED = shown(release().acknowledged(), true, true);
    private static final Instant LATE = NOON.plusSeconds(7200);

    private final ChannelUpdate acknowledging = Updates.of(Policy.ChannelUpdate.ACKNOWLEDGE);
    private final ChannelUpdate checkpointing = Updates.of(Policy.ChannelUpdate.CHECKPOINT);

    @Test
    @DisplayName(
            "v1 checklist 49: an acknowledgement is asked for only while the newest state lacks the user's signature")
    void anAcknowledgementIsAskedForOnlyWhileTheNewestStateLacksTheUsersSignature() {
        Next asked = decide(acknowledging, UNSIGNED_BY_USER);

        assertThat(asked).isInstanceOf(Next.AskFor.class);
        Payload required = ((Next.AskFor) asked).payloads().getFirst();
        assertThat(required.purpose()).isEqualTo(Purpose.ACKNOWLEDGE);
        assertThat(required.required()).isTrue();
        assertThat(required.digest())
                .isEqualTo(release().acknowledged().packed(6, 6).orElseThrow().digest());
        assertThat(decide(acknowledging, shown(release(), true, true)))
                .isEqualTo(new Next.End(Stage.Result.CONFIRMED, Status.ACKNOWLEDGED, null));
    }

    @Test
    void theReleaseItselfMayBeSignedWhereTheNodeHasSignedIt() {
        assertThat(NitronodeCourse.payloads(UNSIGNED_BY_USER, false))
                .extracting(Payload::purpose)
                .containsExactly(Purpose.ACKNOWLEDGE, Purpose.RELEASE);
        assertThat(NitronodeCourse.payloads(shown(release(), false, false), false))
                .extracting(Payload::purpose)
                .containsExactly(Purpose.ACKNOWLEDGE);
    }

    @Test
    void aSignedAcknowledgementIsRelayedAndItsFrameSentAgainWhileItDoesNotShow() {
        ChannelUpdate signed = signedAcknowledgement(acknowledging);

        assertThat(decide(signed, UNSIGNED_BY_USER)).isInstanceOf(Next.Relay.class);
        ChannelUpdate relaying = signed.moved(new Stage.Relaying(7, "sealed", null, 1, NOON, true), NOON);
        assertThat(decide(relaying, UNSIGNED_BY_USER)).isEqualTo(new Next.SendAgain());
        NodeState proved = shown(release().acknowledged(), true, true);
        assertThat(decide(relaying, proved)).isEqualTo(new Next.End(Stage.Result.CONFIRMED, Status.ACKNOWLEDGED, null));
    }

    @Test
    void whatWasSignedForAnOlderStateIsAskedAnew() {
        ChannelUpdate signed = signedAcknowledgement(acknowledging);
        ChannelState moved = release().released(SESSION, Amount.parse("7")).orElseThrow();

        Next next = decide(signed, shown(moved, false, true));

        assertThat(next).isInstanceOf(Next.AskFor.class);
        assertThat(((Next.AskFor) next).because()).isEqualTo("STATE_MOVED");
        ChannelUpdate anew = signed.asked(((Next.AskFor) next).payloads(), null, "STATE_MOVED", NOON, NOON);
        assertThat(anew.ask().orElseThrow().round()).isEqualTo(2);
        assertThat(anew.progress().signatures()).allMatch(old -> old.sealed() == null);
    }

    @Test
    void whatWasSignedAlongServesWhereTheNodeIssuedTheSameBytes() {
        List<Payload> predicted = SettlementPayloads.predict(2, before(), SESSION, CREDIT, 6);
        ChannelUpdate along = along(acknowledging, predicted);

        assertThat(decide(along, UNSIGNED_BY_USER)).isInstanceOf(Next.Relay.class);
    }

    @Test
    void whatWasSignedAlongIsDroppedWhereAByteDiffers() {
        List<Payload> predicted = SettlementPayloads.predict(2, before(), SESSION, Amount.parse("49"), 6);
        Next next = decide(along(acknowledging, predicted), UNSIGNED_BY_USER);

        assertThat(next).isInstanceOf(Next.AskFor.class);
        assertThat(((Next.AskFor) next).because()).isEqualTo("PREDICTION_DIFFERS");
    }

    @Test
    void anAuthorityToChallengeThatWasSignedAlongIsHandedOnAsSoonAsBothHaveSignedItsState() {
        ChannelUpdate along = along(acknowledging, SettlementPayloads.predict(2, before(), SESSION, CREDIT, 6));

        assertThat(decide(along, UNSIGNED_BY_USER)).isInstanceOf(Next.Relay.class);
        Next next = decide(along, ACKNOWLEDGED);
        assertThat(next).isInstanceOf(Next.KeepChallenge.class);
        ChannelUpdate kept = along.challenge(GivenChallenge.kept(), NOON);
        assertThat(kept.fact().step().challenge()).isEqualTo(GivenChallenge.kept());
        assertThat(kept.challenge()).isEmpty();
        assertThat(decide(kept, ACKNOWLEDGED))
                .isEqualTo(new Next.End(Stage.Result.CONFIRMED, Status.ACKNOWLEDGED, null));
        assertThat(kept.ended(Stage.Result.CONFIRMED, Status.ACKNOWLEDGED, null, NOON)
                        .fact()
                        .step()
                        .challenge())
                .isEqualTo(GivenChallenge.kept());
    }

    @Test
    void anAuthorityToChallengeWithAnotherStateThanBothHaveSignedIsDropped() {
        List<Payload> other = SettlementPayloads.predict(2, before(), SESSION, Amount.parse("49"), 6);
        ChannelUpdate along = along(checkpointing, other);

        assertThat(decide(along, ACKNOWLEDGED)).isEqualTo(new Next.DropChallenge("STATE_DIFFERS"));
        ChannelUpdate dropped = along.challenge(GivenChallenge.discarded("STATE_DIFFERS"), NOON);
        assertThat(dropped.challenge()).isEmpty();
        assertThat(decide(dropped, ACKNOWLEDGED)).isInstanceOf(Next.Checkpoint.class);
    }

    @Test
    void anAuthorityToChallengeThatDiffersIsAskedForAnewAndOneThatFitsIsNotAskedForTwice() {
        List<Payload> differing = SettlementPayloads.predict(2, before(), SESSION, Amount.parse("49"), 6);
        ChannelUpdate along = along(acknowledging, differing);
        Next.AskFor ask = (Next.AskFor) decide(along, UNSIGNED_BY_USER);

        assertThat(ask.payloads())
                .extracting(Payload::purpose)
                .containsExactly(Purpose.ACKNOWLEDGE, Purpose.RELEASE, Purpose.CHALLENGE);
        ChannelUpdate asked = along.asked(ask.payloads(), null, ask.because(), NOON, NOON);
        assertThat(asked.fact().step().challenge()).isEqualTo(GivenChallenge.discarded("PREDICTION_DIFFERS"));
        assertThat(asked.progress().signatures()).allMatch(old -> old.sealed() == null);
        ChannelUpdate anew = asked.signedBy(
                ask.payloads().stream().map(payload -> signed(1, payload)).toList(), NOON);
        assertThat(decide(anew, ACKNOWLEDGED)).isInstanceOf(Next.KeepChallenge.class);

        Payload fitting =
                SettlementPayloads.predict(2, before(), SESSION, CREDIT, 6).getLast();
        ChannelUpdate onlyThat = along(acknowledging, List.of(fitting));
        Next.AskFor rest = (Next.AskFor) decide(onlyThat, UNSIGNED_BY_USER);
        assertThat(rest.because()).isEqualTo("SETTLING");
        ChannelUpdate waiting = onlyThat.asked(rest.payloads(), null, rest.because(), NOON, NOON);
        assertThat(waiting.challenge()).isPresent();
        assertThat(waiting.fact().step().challenge()).isNull();
    }

    @Test
    void anAuthorityToChallengeIsNotLostWithoutAWordWhenTheUpdateEnds() {
        ChannelUpdate along = along(acknowledging, SettlementPayloads.predict(2, before(), SESSION, CREDIT, 6));

        ChannelUpdate over = along.ended(Stage.Result.CHALLENGED, Status.CHALLENGED, null, NOON);

        assertThat(over.fact().step().challenge()).isEqualTo(GivenChallenge.discarded("NOT_SIGNED_BY_BOTH"));
        assertThat(acknowledging
                        .ended(Stage.Result.CHALLENGED, Status.CHALLENGED, null, NOON)
                        .fact()
                        .step()
                        .challenge())
                .isNull();
    }

    @Test
    void anAcknowledgedStateGoesOnChainAndTheReleaseDoesSoWithoutTheNode() {
        assertThat(decide(checkpointing, shown(release().acknowledged(), true, true)))
                .isInstanceOf(Next.Checkpoint.class);
        List<Payload> predicted = SettlementPayloads.predict(2, before(), SESSION, CREDIT, 6);
        ChannelUpdate releaseOnly = along(checkpointing, List.of(predicted.getFirst()));
        Next next = decide(releaseOnly, UNSIGNED_BY_USER);
        assertThat(next).isInstanceOf(Next.Checkpoint.class);
        assertThat(((Next.Checkpoint) next).signature()).isNotNull();
        assertThat(decide(releaseOnly, shown(release(), false, false))).isInstanceOf(Next.AskFor.class);
    }

    @Test
    void anOlderStateOfTheSameChannelServesWhereItHoldsTheCredit() {
        ChannelUpdate knowing =
                acknowledging.with(acknowledging.progress().found(Updates.CHANNEL, Floor.of(release())));
        NodeState later =
                shown(release().acknowledged().released(SESSION, CREDIT).orElseThrow(), false, true);
        NodeState acknowledged = shown(release().acknowledged(), true, true);
        NodeState beforeTheClose = shown(before(), true, true);

        assertThat(decide(knowing, later, acknowledged)).isInstanceOf(Next.End.class);
        assertThat(decide(knowing, later, beforeTheClose)).isInstanceOf(Next.AskFor.class);
    }

    @ParameterizedTest
    @CsvSource({"CHALLENGED,CHALLENGED", "CLOSING,NO_CHANNEL", "CLOSED,NO_CHANNEL"})
    @DisplayName("v1 checklist 48: participants with a challenged, closing or closed channel are reported as such")
    void aChannelThatCannotBeBroughtAnywhereEndsTheUpdate(NodeChannel.Status status, Status reached) {
        Next next = NitronodeCourse.decide(acknowledging, reading(UNSIGNED_BY_USER, null, channel(status)), NOON);

        assertThat(next).isInstanceOf(Next.End.class);
        assertThat(((Next.End) next).reached()).isEqualTo(reached);
    }

    @Test
    @DisplayName(
            "v1 checklist 48: participants without a channel are reported as such, with a void one they may acknowledge")
    void participantsWithoutAChannelAreReportedAsSuch() {
        ChannelState credit = ChannelState.none(release().wallet(), "yusd")
                .released(SESSION, CREDIT)
                .orElseThrow();

        Next without = NitronodeCourse.decide(
                acknowledging,
                new NitronodeReading(Optional.of(shown(credit, false, false)), Optional.empty(), List.of()),
                NOON);
        assertThat(((Next.End) without).reached()).isEqualTo(Status.NO_CHANNEL);
        assertThat(NitronodeCourse.decide(
                        acknowledging,
                        reading(shown(release(), false, false), null, channel(NodeChannel.Status.VOID)),
                        NOON))
                .isInstanceOf(Next.AskFor.class);
    }

    @Test
    void whoeverDoesNotSignInTimeIsGivenUpAndWhatWasReachedStays() {
        assertThat(NitronodeCourse.decide(acknowledging, reading(UNSIGNED_BY_USER, null), LATE))
                .isEqualTo(new Next.End(Stage.Result.UNACKNOWLEDGED, Status.UNACKNOWLEDGED, null));
        Next late =
                NitronodeCourse.decide(checkpointing, reading(shown(release().acknowledged(), true, true), null), LATE);
        assertThat(((Next.End) late).reached()).isEqualTo(Status.ACKNOWLEDGED);
    }

    @Test
    void aNodeThatKnowsNothingOfTheWalletCreditedNothing() {
        Next next = NitronodeCourse.decide(
                acknowledging, new NitronodeReading(Optional.empty(), Optional.empty(), List.of()), NOON);

        assertThat(((Next.End) next).result()).isEqualTo(Stage.Result.NO_CREDIT);
    }

    private static Next decide(ChannelUpdate update, NodeState newest) {
        return NitronodeCourse.decide(update, reading(newest, null), NOON.plusSeconds(1));
    }

    private static Next decide(ChannelUpdate update, NodeState newest, NodeState coSigned) {
        return NitronodeCourse.decide(update, reading(newest, coSigned), NOON.plusSeconds(1));
    }

    private static NitronodeReading reading(NodeState newest, NodeState coSigned) {
        return reading(newest, coSigned, channel(NodeChannel.Status.OPEN));
    }

    private static NitronodeReading reading(NodeState newest, NodeState coSigned, NodeChannel channel) {
        return new NitronodeReading(Optional.of(newest), Optional.ofNullable(coSigned), List.of(channel));
    }

    private static ChannelUpdate signedAcknowledgement(ChannelUpdate update) {
        List<Payload> payloads = NitronodeCourse.payloads(UNSIGNED_BY_USER, false);
        ChannelUpdate asked = update.asked(payloads, null, "SETTLING", NOON, NOON);
        return asked.signedBy(List.of(signed(1, payloads.getFirst())), NOON);
    }

    private static ChannelUpdate along(ChannelUpdate update, List<Payload> predicted) {
        return update.with(update.progress()
                .asks(List.of(), predicted.stream().map(each -> signed(0, each)).toList()));
    }
}

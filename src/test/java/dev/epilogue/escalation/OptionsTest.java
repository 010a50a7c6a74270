package dev.epilogue.escalation;

import static dev.epilogue.escalation.Channels.END;
import static dev.epilogue.escalation.Channels.START;
import static dev.epilogue.escalation.Channels.coSigned;
import static dev.epilogue.escalation.Channels.disputed;
import static dev.epilogue.escalation.Channels.hub;
import static dev.epilogue.escalation.Channels.open;
import static dev.epilogue.escalation.Channels.target;
import static dev.epilogue.node.Dialect.NITRONODE_V1;
import static dev.epilogue.node.Dialect.NITRORPC_04;
import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.chain.ChannelOnChain;
import dev.epilogue.closure.Policy.Escalation;
import dev.epilogue.closure.Protection.Action;
import dev.epilogue.node.Dialect;
import dev.epilogue.signing.nitronode.HubState;
import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What the protocol allows for one channel, and the names of what stands against it. */
class OptionsTest {

    private static final PackFacts PACK = new PackFacts(0, BigInteger.valueOf(6), true);
    private static final BigInteger PLENTY = BigInteger.valueOf(1_000_000_000);

    @Test
    void aCheckpointComesFirstWhileTheNodeServes() {
        Options options = Options.of(known(open(4, 10), coSigned(6), PACK), terms(NITRONODE_V1, true));

        assertThat(options.actions()).containsExactly(Action.CHECKPOINT, Action.CHALLENGE);
    }

    @Test
    void anUnservedUserLeavesWithTheNewestState() {
        Options options = Options.of(known(open(4, 10), coSigned(6), PACK), terms(NITRONODE_V1, false));

        assertThat(options.actions()).containsExactly(Action.CHALLENGE, Action.CHECKPOINT);
    }

    @Test
    void nobodyIsFrozenWhileClosingByAgreementMaySucceed() {
        Terms early = new Terms(NITRONODE_V1, Escalation.CHALLENGE, null, true, true);

        Options options = Options.of(known(open(4, 10), coSigned(6), PACK), early);

        assertThat(options.actions()).containsExactly(Action.CHECKPOINT);
        assertThat(options.reasons()).containsExactly(Reasons.COOPERATIVE_CLOSE_POSSIBLE);
    }

    @Test
    @DisplayName("v1 checklist 54: status, version, net flow and liquidity are checked before anything is sent")
    void whatTheContractWouldRefuseIsNamed() {
        assertReasons(known(open(6, 10), coSigned(6), null), Reasons.NOTHING_NEWER, Reasons.PACK_MISSING);
        assertReasons(known(open(4, 10), null, null), Reasons.NO_CO_SIGNED_STATE, Reasons.PACK_MISSING);
        assertReasons(
                known(open(4, 10), state(hub(6, HubState.DEPOSIT, 150, 0)), null),
                Reasons.NOT_CHECKPOINTABLE,
                Reasons.PACK_MISSING);
        assertReasons(
                known(open(4, 10), state(hub(6, HubState.OPERATE, 150, 7)), null),
                Reasons.USER_NET_FLOW_DIFFERS,
                Reasons.PACK_MISSING);
        assertReasons(
                new Known(target(), open(4, 10), coSigned(6), null, BigInteger.TEN, null),
                Reasons.NODE_LIQUIDITY_SHORT,
                Reasons.PACK_MISSING);
        assertReasons(
                known(Channels.channel(ChannelOnChain.Status.CLOSED, 4, null, START, 9), coSigned(6), PACK),
                "channel-closed");
    }

    @Test
    void aPackMustBeForTheNewestStateThatBothSigned() {
        PackFacts older = new PackFacts(0, BigInteger.valueOf(5), true);
        PackFacts destroyed = new PackFacts(0, BigInteger.valueOf(6), false);

        assertThat(Options.of(known(open(6, 10), coSigned(6), older), terms(NITRONODE_V1, false))
                        .reasons())
                .contains(Reasons.PACK_STALE);
        assertThat(Options.of(known(open(6, 10), coSigned(6), destroyed), terms(NITRONODE_V1, false))
                        .reasons())
                .contains(Reasons.PACK_STALE);
    }

    @Test
    @DisplayName("0.x checklist 51: a challenge needs an active channel with money in it and the participant's word")
    void aCustodyChannelIsChallengedOnlyWithMoneyInIt() {
        PackFacts stored = new PackFacts(0, BigInteger.valueOf(4), true);

        assertThat(Options.of(known(open(4, 10), null, stored), terms(NITRORPC_04, true))
                        .actions())
                .containsExactly(Action.CHALLENGE);
        assertThat(Options.of(known(empty(open(4, 10)), null, stored), terms(NITRORPC_04, true))
                        .reasons())
                .containsExactly(Reasons.NOTHING_TO_RECOVER);
        assertThat(Options.of(known(open(4, 10), null, null), terms(NITRORPC_04, true))
                        .reasons())
                .containsExactly(Reasons.PACK_MISSING);
    }

    @Test
    void anOldDisputeIsAnsweredInTimeAndPaidOutOtherwise() {
        assertThat(Options.of(known(disputed(4, END, 10), coSigned(6), null), terms(NITRONODE_V1, true))
                        .actions())
                .containsExactly(Action.CHECKPOINT);
        assertThat(Options.of(known(disputed(4, END.plusSeconds(1), 10), coSigned(6), null), terms(NITRONODE_V1, true))
                        .actions())
                .containsExactly(Action.FINALISE);
        assertThat(Options.of(known(disputed(6, START, 10), coSigned(6), null), terms(NITRONODE_V1, true))
                        .reasons())
                .containsExactly(Reasons.CHALLENGED_BY_OTHERS);
    }

    @Test
    void whatATenantMayNotDoIsNotOffered() {
        Terms checkpointsOnly = new Terms(NITRONODE_V1, Escalation.CHECKPOINT, null, false, false);
        Terms nothing = new Terms(NITRONODE_V1, Escalation.NONE, null, false, false);

        assertThat(Options.of(known(open(4, 10), coSigned(6), PACK), checkpointsOnly)
                        .actions())
                .containsExactly(Action.CHECKPOINT);
        assertThat(Options.of(known(open(4, 10), coSigned(6), PACK), nothing))
                .isEqualTo(new Options(List.of(), List.of(Reasons.NOT_ALLOWED)));
    }

    @Test
    void whoeverInsistsOnOneGetsNoOther() {
        Terms leave = new Terms(NITRONODE_V1, Escalation.CHALLENGE, Action.CHALLENGE, false, true);
        Terms secure = new Terms(NITRONODE_V1, Escalation.CHALLENGE, Action.CHECKPOINT, false, true);

        assertThat(Options.of(known(open(4, 10), coSigned(6), PACK), leave).actions())
                .containsExactly(Action.CHALLENGE);
        assertThat(Options.of(known(open(4, 10), coSigned(6), PACK), secure).actions())
                .containsExactly(Action.CHECKPOINT);
    }

    private static void assertReasons(Known known, String... reasons) {
        Options options = Options.of(known, terms(NITRONODE_V1, true));
        assertThat(options.actions()).isEmpty();
        assertThat(options.reasons()).containsExactly(reasons);
    }

    private static CoSigned state(dev.epilogue.chain.SignedState state) {
        return new CoSigned(Channels.ID, 0, state);
    }

    private static Known known(ChannelOnChain channel, CoSigned newest, PackFacts pack) {
        return new Known(target(), channel, newest, pack, PLENTY, null);
    }

    private static Terms terms(Dialect dialect, boolean served) {
        return new Terms(dialect, Escalation.CHALLENGE, null, false, served);
    }

    private static ChannelOnChain empty(ChannelOnChain channel) {
        return new ChannelOnChain(
                channel.channelId(),
                channel.status(),
                channel.user(),
                channel.node(),
                channel.wallet(),
                channel.token(),
                channel.challengeDuration(),
                channel.stateVersion(),
                channel.last(),
                channel.challengeExpiresAt(),
                channel.userAmount(),
                BigInteger.ZERO,
                channel.readAt());
    }
}

package dev.epilogue.channel.update;

import static dev.epilogue.channel.update.Updates.CHANNEL;
import static dev.epilogue.channel.update.Updates.TOKEN;
import static dev.epilogue.channel.update.Updates.before;
import static dev.epilogue.channel.update.Updates.release;
import static dev.epilogue.testing.Sessions.ALICE;
import static dev.epilogue.testing.Sessions.NODE;
import static dev.epilogue.testing.Sessions.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.chain.BlockRef;
import dev.epilogue.chain.ChannelOnChain;
import dev.epilogue.chain.SignedState;
import dev.epilogue.channel.update.CheckpointCheck.Finding;
import dev.epilogue.signing.nitronode.ChannelLedger;
import dev.epilogue.signing.nitronode.ChannelState;
import dev.epilogue.signing.nitronode.HubState;
import dev.epilogue.value.Amount;
import dev.epilogue.value.Hash32;
import java.math.BigInteger;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Which states a contract would take as a checkpoint. */
class CheckpointCheckTest {

    private static final HubState CANDIDATE = release().acknowledged().onChain(6, 6);
    private static final BigInteger PLENTY = BigInteger.TEN.pow(12);

    @Test
    @DisplayName(
            "v1 checklist 54: status, version, user net flow and node liquidity are checked before anything is sent")
    void aNewerStateOfAnOpenChannelFitsWhileTheNodeCanPay() {
        assertThat(CheckpointCheck.of(CANDIDATE, onChain(ChannelOnChain.Status.OPEN, before()), PLENTY))
                .isEqualTo(new Finding.Fit());
        assertThat(blocked(CANDIDATE, before(), BigInteger.valueOf(49_999_999))).isEqualTo("node-liquidity");
        assertThat(CheckpointCheck.of(
                        CANDIDATE, onChain(ChannelOnChain.Status.OPEN, before()), BigInteger.valueOf(50_000_000)))
                .isEqualTo(new Finding.Fit());
    }

    @Test
    void whatTheChainHoldsAlreadyIsDone() {
        ChannelOnChain same = onChain(ChannelOnChain.Status.OPEN, release().acknowledged());

        assertThat(CheckpointCheck.of(CANDIDATE, same, PLENTY)).isEqualTo(new Finding.Done());
    }

    @Test
    void noCheckpointGoesPastADepositThatWasNotSubmitted() {
        ChannelLedger less =
                new ChannelLedger(31337, TOKEN, Amount.parse("40"), Amount.parse("40"), Amount.ZERO, Amount.ZERO);
        ChannelState old = new ChannelState(ALICE, "yusd", 0, 2, CHANNEL, before().transition(), less, null);

        assertThat(blocked(CANDIDATE, old, PLENTY)).isEqualTo("operation-not-on-chain");
        assertThat(blocked(before().onChain(6, 6), old, PLENTY)).isEqualTo("operation-not-on-chain");
    }

    @Test
    void aChannelThatIsNotOpenTakesNone() {
        assertThat(CheckpointCheck.of(CANDIDATE, onChain(ChannelOnChain.Status.CHALLENGED, before()), PLENTY))
                .isEqualTo(new Finding.Challenged());
        assertThat(((Finding.Blocked)
                                CheckpointCheck.of(CANDIDATE, onChain(ChannelOnChain.Status.VOID, before()), PLENTY))
                        .code())
                .isEqualTo("channel-not-on-chain");
    }

    private static String blocked(HubState candidate, ChannelState stored, BigInteger liquidity) {
        Finding finding = CheckpointCheck.of(candidate, onChain(ChannelOnChain.Status.OPEN, stored), liquidity);
        assertThat(finding).isInstanceOf(Finding.Blocked.class);
        return ((Finding.Blocked) finding).code();
    }

    private static ChannelOnChain onChain(ChannelOnChain.Status status, ChannelState stored) {
        return new ChannelOnChain(
                CHANNEL,
                status,
                ALICE,
                NODE.address(),
                ALICE,
                TOKEN,
                Duration.ofDays(1),
                BigInteger.valueOf(stored.version()),
                SignedState.Hub.unsigned(stored.onChain(6, 6)),
                null,
                BigInteger.ZERO,
                BigInteger.ZERO,
                new BlockRef(1, Hash32.of(new byte[32]), Hash32.of(new byte[32]), NOON));
    }
}

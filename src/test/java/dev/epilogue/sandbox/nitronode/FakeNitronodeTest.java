package dev.epilogue.sandbox.nitronode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.sandbox.nitronode.encoding.Eip191;
import dev.epilogue.sandbox.nitronode.encoding.StateEncoding;
import dev.epilogue.sandbox.nitronode.ledger.ChannelState;
import dev.epilogue.signing.Secp256k1;
import dev.epilogue.value.Address;
import dev.epilogue.value.Amount;
import dev.epilogue.value.EcdsaSignature;
import dev.epilogue.value.SessionId;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a test can set up directly, and what a client then sees. */
class FakeNitronodeTest {

    private final TestClock clock = new TestClock(Instant.parse("2026-01-01T00:00:00Z"));
    private final FakeNitronode node =
            FakeNitronode.start(FakeNitronodeOptions.defaults().withClock(clock));
    private final TestWire wire = TestWire.to(node.url());
    private final TestParty party = TestParty.two("demo");
    private final SessionId session = node.ledger().openSession(party.seed());

    @AfterEach
    void stop() {
        wire.close();
        node.close();
    }

    @Test
    void closesASeededSessionAndReleasesItsFunds() throws Exception {
        assertThat(wire.call(party.close(session, 2).frame(1)))
                .startsWith("[2,1,\"app_sessions.v1.submit_app_state\",{},");
        assertThat(node.ledger().session(session).closed()).isTrue();
        assertThat(node.ledger().releases(session))
                .extracting(each -> each.amount().toPlainString())
                .containsExactly("25", "75");
    }

    @Test
    void paysAnotherSplitByOperateAndCloseSentTogether() throws Exception {
        wire.send(party.operate(session, 2, "10", "90").frame(1));
        wire.send(party.closeAt(session, 3, "10", "90").frame(2));
        assertThat(wire.next()).startsWith("[2,1,");
        assertThat(wire.next()).startsWith("[2,2,");
        assertThat(node.executed()).extracting(each -> each.version()).containsExactly(2L, 3L);
    }

    @Test
    void aReleaseOnASeededChannelCarriesTheNodesSignature() throws Exception {
        node.ledger().openChannel(TestParty.ANN, "yusd", Amount.parse("1000"));
        wire.call(party.close(session, 2).frame(1));

        ChannelState release = node.ledger().states(TestParty.ann(), "yusd").getLast();
        assertThat(new Amount(release.home().userBalance())).isEqualTo(Amount.parse("1075"));
        assertThat(signer(release, release.nodeSig())).isEqualTo(node.nodeAddress());
        assertThat(release.userSig()).isNull();
        ChannelState deposit = node.ledger().states(TestParty.ann(), "yusd").getFirst();
        assertThat(signer(deposit, deposit.userSig())).isEqualTo(TestParty.ann());
    }

    @Test
    void aReleaseOnAChallengedChannelIsSignedOnceTheChallengeIsAnswered() throws Exception {
        String channel = node.ledger().openChannel(TestParty.ANN, "yusd", Amount.parse("1000"));
        node.ledger().channelChallenged(channel, 1, clock.instant().plus(Duration.ofDays(1)));
        wire.call(party.close(session, 2).frame(1));
        assertThat(node.ledger().states(TestParty.ann(), "yusd").getLast().nodeSig())
                .isNull();

        node.ledger().channelCheckpointed(channel, 1, null);
        ChannelState release = node.ledger().states(TestParty.ann(), "yusd").getLast();
        assertThat(signer(release, release.nodeSig())).isEqualTo(node.nodeAddress());
    }

    @Test
    void aSeededSessionKeySignsForItsOwnerUntilItExpires() throws Exception {
        Address key = Secp256k1.best().addressOf(TestParty.KEY);
        long expiry = clock.instant().plusSeconds(60).getEpochSecond();
        node.ledger().registerKey(TestParty.ann(), key, "demo", expiry);
        String byKey = party.close(session, 2).frameSignedByKey(1);

        clock.advance(Duration.ofSeconds(60));
        assertThat(wire.call(byKey)).contains("no active session key found for key " + key.lowerCase());
        clock.advance(Duration.ofSeconds(-1));
        assertThat(wire.call(byKey)).startsWith("[2,1,");
    }

    @Test
    void thePortCanBeChosen() {
        int port = node.url().getPort();
        node.close();
        try (FakeNitronode other =
                FakeNitronode.start(FakeNitronodeOptions.defaults().withPort(port))) {
            assertThat(other.url()).isEqualTo(node.url());
        }
    }

    private static Address signer(ChannelState state, String signature) {
        byte[] packed = StateEncoding.packed(state, 6);
        return Secp256k1.best()
                .recover(Eip191.digest(packed), EcdsaSignature.parse("0x" + signature.substring(4)))
                .orElseThrow();
    }
}

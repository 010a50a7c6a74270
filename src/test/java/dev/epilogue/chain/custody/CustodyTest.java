package dev.epilogue.chain.custody;

import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.chain.ChannelEvent;
import dev.epilogue.chain.ChannelOnChain;
import dev.epilogue.chain.ChannelOnChain.Status;
import dev.epilogue.chain.ContractCall;
import dev.epilogue.chain.Revert;
import dev.epilogue.chain.SignedState;
import dev.epilogue.problem.ProblemException;
import dev.epilogue.sandbox.Wallet;
import dev.epilogue.signing.nitrorpc.CustodyState;
import dev.epilogue.testing.EnabledIfAnvil;
import dev.epilogue.testing.LocalChain;
import dev.epilogue.testing.LocalCustody;
import dev.epilogue.value.Address;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import reactor.test.StepVerifier;

/** A 0.x channel through the adapter, on a real chain. */
@EnabledIfAnvil
class CustodyTest {

    private static final Address STRANGER = LocalChain.STRANGER.address();

    private static LocalChain chain;

    @BeforeAll
    static void start() {
        chain = LocalChain.start(31337);
        LocalCustody.deposit(chain, LocalChain.NODE, 1_000_000);
    }

    @AfterAll
    static void stop() {
        chain.close();
    }

    @Test
    void aChannelWithAnotherNodeIsRefused() {
        LocalCustody channel = LocalCustody.open(chain, Wallet.ALICE, 99);
        Custody another = new Custody(chain.chain(), chain.custody(), STRANGER);

        StepVerifier.create(another.read(channel.id()))
                .expectErrorSatisfies(refused -> assertThat(refused)
                        .isInstanceOf(ProblemException.class)
                        .hasMessageContaining("is with the node"))
                .verify();
    }

    @Test
    void aResizeMovesMoneyFromTheNodesAccountIntoTheChannel() {
        LocalCustody channel = LocalCustody.open(chain, Wallet.ALICE, 1);
        SignedState.Custody resized = channel.resized(1, 0, 300, 300);
        ContractCall call = channel.contract().resize(channel.id(), resized, channel.initial());
        assertThat(simulated(channel, call)).isEmpty();
        assertThat(chain.send(STRANGER, call).succeeded()).isTrue();

        ChannelOnChain locked = channel.read();
        assertThat(locked.status()).isEqualTo(Status.OPEN);
        assertThat(locked.last()).isEqualTo(resized);
        assertThat(locked.locked()).isEqualTo(300);
        assertThat(locked.wallet()).isEqualTo(Wallet.ALICE.address());
        assertThat(events(channel))
                .last()
                .isInstanceOfSatisfying(
                        ChannelEvent.Resized.class,
                        event -> assertThat(event.deltas()).containsExactly(BigInteger.ZERO, BigInteger.valueOf(300)));
    }

    @Test
    @DisplayName("0.x checklist 52: an expired dispute is finalised with exactly the stored state, and not before")
    void anExpiredDisputeIsFinalisedWithTheStoredState() {
        LocalCustody channel = funded(Wallet.BOB, 1, 250);
        SignedState stored = channel.read().last();
        ContractCall challenge = channel.contract()
                .challenge(
                        channel.id(),
                        stored,
                        List.of(),
                        channel.challengerSignature(((SignedState.Custody) stored).state()));
        assertThat(chain.send(STRANGER, challenge).succeeded()).isTrue();
        ChannelOnChain disputed = channel.read();
        assertThat(disputed.status()).isEqualTo(Status.CHALLENGED);
        ContractCall finalise = channel.contract().finalise(disputed);
        assertThat(CustodyCall.read(finalise.data()))
                .contains(new CustodyCall.Close(channel.id(), (SignedState.Custody) stored, List.of()));

        assertThat(simulated(channel, finalise)).contains("InvalidState");
        chain.travel(Duration.ofSeconds(LocalCustody.CHALLENGE_SECONDS));
        assertThat(chain.send(STRANGER, finalise).succeeded()).isTrue();

        assertThat(channel.read().status()).isEqualTo(Status.VOID);
        assertThat(channel.contract()
                        .reclaimable(Wallet.BOB.address(), chain.usd())
                        .block())
                .isEqualTo(250);
        assertThat(events(channel))
                .last()
                .isInstanceOfSatisfying(
                        ChannelEvent.Closed.class,
                        event -> assertThat(event.candidate()).isEqualTo(stored));
    }

    @Test
    void aPlainStateSignatureAuthorisesNoChallenge() {
        LocalCustody channel = funded(Wallet.CAROL, 1, 250);
        SignedState.Custody stored = (SignedState.Custody) channel.read().last();
        ContractCall challenge = channel.contract()
                .challenge(channel.id(), stored, List.of(), stored.signatures().getFirst());

        assertThat(simulated(channel, challenge)).contains("InvalidChallengerSignature");
    }

    @Test
    void aFinalStateOfBothClosesAtOnce() {
        LocalCustody channel = funded(Wallet.CAROL, 2, 100);
        SignedState.Custody finalState = channel.coSigned(channel.state(CustodyState.Intent.FINALIZE, 2, "0x", 100, 0));
        ContractCall close = channel.contract().close(channel.id(), finalState);

        assertThat(chain.send(STRANGER, close).succeeded()).isTrue();
        assertThat(channel.read().status()).isEqualTo(Status.VOID);
        assertThat(simulated(channel, close)).contains("ChannelNotFound");
    }

    @Test
    @DisplayName("0.x checklist 54: no call of the adapter creates a channel")
    void noCallCreatesAChannel() {
        LocalCustody channel = funded(Wallet.ALICE, 3, 10);
        ChannelOnChain read = channel.read();
        SignedState state = channel.initial();
        Custody custody = channel.contract();

        assertThat(List.of(
                        custody.checkpoint(channel.id(), state),
                        custody.challenge(channel.id(), state, List.of(), "0x"),
                        custody.close(channel.id(), state),
                        custody.resize(channel.id(), state, state)))
                .allSatisfy(call -> assertThat(CustodyCall.read(call.data()).orElseThrow())
                        .isNotInstanceOfAny(CustodyCall.Create.class, CustodyCall.DepositAndCreate.class));
        assertThat(read.status()).isEqualTo(Status.OPEN);
    }

    private static LocalCustody funded(Wallet user, long nonce, long amount) {
        LocalCustody channel = LocalCustody.open(chain, user, nonce);
        ContractCall resize =
                channel.contract().resize(channel.id(), channel.resized(1, 0, amount, amount), channel.initial());
        assertThat(chain.send(STRANGER, resize).succeeded()).isTrue();
        return channel;
    }

    private static Optional<String> simulated(LocalCustody channel, ContractCall call) {
        return channel.contract().simulate(call, STRANGER).block().map(Revert::name);
    }

    private static List<ChannelEvent> events(LocalCustody channel) {
        return channel.contract()
                .events(channel.id(), 0, chain.anvil().blockNumber())
                .block();
    }
}

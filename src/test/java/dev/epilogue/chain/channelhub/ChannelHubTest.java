package dev.epilogue.chain.channelhub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.epilogue.chain.ChannelEvent;
import dev.epilogue.chain.ChannelOnChain;
import dev.epilogue.chain.ChannelOnChain.Status;
import dev.epilogue.chain.ContractCall;
import dev.epilogue.chain.Revert;
import dev.epilogue.chain.SignedState;
import dev.epilogue.sandbox.Wallet;
import dev.epilogue.signing.nitronode.HubState;
import dev.epilogue.testing.EnabledIfAnvil;
import dev.epilogue.testing.LocalChain;
import dev.epilogue.testing.LocalHub;
import dev.epilogue.value.Address;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A v1 channel through the adapter, on a real chain. */
@EnabledIfAnvil
class ChannelHubTest {

    private static final Address STRANGER = LocalChain.STRANGER.address();

    private static LocalChain chain;

    @BeforeAll
    static void start() {
        chain = LocalChain.start(31338);
        LocalHub.deposit(chain, chain.usd(), 1_000_000);
    }

    @AfterAll
    static void stop() {
        chain.close();
    }

    @Test
    void anUnknownChannelIsVoid() {
        LocalHub channel = LocalHub.open(chain, Wallet.ALICE, 1, 500);
        ChannelOnChain unknown = channel.contract()
                .read(dev.epilogue.value.Hash32.of(new byte[32]))
                .block();

        assertThat(unknown.status()).isEqualTo(Status.VOID);
        assertThat(unknown.last()).isNull();
        assertThat(channel.contract().openChannels(Wallet.ALICE.address()).block())
                .contains(channel.id());
    }

    @Test
    void aStrangerSecuresAReleaseByACheckpoint() {
        LocalHub channel = LocalHub.open(chain, Wallet.ALICE, 2, 500);
        BigInteger free = channel.contract().nodeLiquidity(chain.usd()).block();
        SignedState.Hub release = channel.coSigned(channel.state(2, HubState.OPERATE, 500, 800));
        ContractCall checkpoint = channel.contract().checkpoint(channel.id(), release);

        assertThat(simulated(channel, checkpoint)).isEmpty();
        assertThat(chain.send(STRANGER, checkpoint).succeeded()).isTrue();

        ChannelOnChain secured = channel.read();
        assertThat(secured.status()).isEqualTo(Status.OPEN);
        assertThat(secured.last()).isEqualTo(release);
        assertThat(secured.userAmount()).isEqualTo(800);
        assertThat(secured.locked()).isEqualTo(800);
        assertThat(channel.contract().nodeLiquidity(chain.usd()).block())
                .isEqualTo(free.subtract(BigInteger.valueOf(300)));
        assertThat(events(channel))
                .last()
                .isInstanceOfSatisfying(
                        ChannelEvent.Checkpointed.class,
                        event -> assertThat(event.state()).isEqualTo(release));
        assertThat(simulated(channel, checkpoint)).contains("IncorrectStateVersion");
    }

    @Test
    void aReleaseBeyondTheNodesMoneyIsRefusedByName() {
        LocalHub channel = LocalHub.open(chain, Wallet.ALICE, 3, 500);
        SignedState.Hub release = channel.coSigned(channel.state(2, HubState.OPERATE, 500, 900_000_000));

        assertThat(simulated(channel, channel.contract().checkpoint(channel.id(), release)))
                .contains("InsufficientNodeBalance");
    }

    @Test
    @DisplayName("v1 checklist 57: the disputed state is read from storage, whatever the event says")
    void theDisputedStateComesFromStorage() {
        LocalHub channel = LocalHub.open(chain, Wallet.BOB, 1, 500);
        HubState forged = channel.state(1, HubState.DEPOSIT, 500, 77);
        ContractCall challenge = channel.contract()
                .challenge(
                        channel.id(), SignedState.Hub.unsigned(forged), List.of(), channel.challengerSignature(forged));
        assertThat(chain.send(STRANGER, challenge).succeeded()).isTrue();

        assertThat(events(channel))
                .last()
                .isInstanceOfSatisfying(
                        ChannelEvent.Challenged.class,
                        event -> assertThat(event.candidate().userAmount()).isEqualTo(77));
        ChannelOnChain disputed = channel.read();
        assertThat(disputed.status()).isEqualTo(Status.CHALLENGED);
        assertThat(disputed.userAmount()).isEqualTo(500);
        assertThat(disputed.challengeExpiresAt())
                .isEqualTo(disputed.readAt().timestamp().plusSeconds(LocalHub.CHALLENGE_SECONDS));
    }

    @Test
    void anExpiredDisputePaysTheUserAndNotBefore() {
        LocalHub channel = LocalHub.open(chain, Wallet.CAROL, 1, 500);
        SignedState.Hub release = channel.coSigned(channel.state(2, HubState.OPERATE, 500, 700));
        assertThat(chain.send(STRANGER, challenge(channel, release)).succeeded())
                .isTrue();
        ChannelOnChain disputed = channel.read();
        ContractCall finalise = channel.contract().finalise(disputed);

        assertThat(simulated(channel, finalise)).contains("IncorrectStateIntent");
        chain.travel(Duration.ofSeconds(LocalHub.CHALLENGE_SECONDS + 1));
        assertThat(simulated(channel, finalise)).isEmpty();
        BigInteger before = chain.balance(chain.usd(), Wallet.CAROL.address());
        assertThat(chain.send(STRANGER, finalise).succeeded()).isTrue();

        assertThat(chain.balance(chain.usd(), Wallet.CAROL.address())).isEqualTo(before.add(BigInteger.valueOf(700)));
        assertThat(channel.read().status()).isEqualTo(Status.CLOSED);
        assertThat(events(channel)).last().isInstanceOf(ChannelEvent.Closed.class);
    }

    @Test
    void aFailedPayoutWaitsForItsOwner() {
        LocalHub channel = LocalHub.open(chain, Wallet.BOB, 7, 400);
        assertThat(chain.send(
                                STRANGER,
                                challenge(channel, channel.coSigned(channel.state(2, HubState.OPERATE, 400, 400))))
                        .succeeded())
                .isTrue();
        ContractCall finalise = channel.contract().finalise(channel.read());
        chain.travel(Duration.ofSeconds(LocalHub.CHALLENGE_SECONDS + 1));
        chain.setMood(chain.usd(), LocalChain.Mood.REVERTS);
        LocalChain.Receipt receipt = chain.send(STRANGER, finalise);
        chain.setMood(chain.usd(), LocalChain.Mood.WORKS);

        assertThat(receipt.logs().stream().flatMap(log -> channel.contract().decode(log).stream()))
                .anyMatch(ChannelEvent.TransferFailed.class::isInstance);
        assertThat(channel.contract()
                        .reclaimable(Wallet.BOB.address(), chain.usd())
                        .block())
                .isEqualTo(400);
        BigInteger before = chain.balance(chain.usd(), Wallet.BOB.address());
        chain.sendWell(
                Wallet.BOB.address(), chain.hub(), new HubCall.Claim(chain.usd(), Wallet.BOB.address()).encoded());
        assertThat(chain.balance(chain.usd(), Wallet.BOB.address())).isEqualTo(before.add(BigInteger.valueOf(400)));
    }

    @Test
    void onlyADisputeIsFinalised() {
        LocalHub channel = LocalHub.open(chain, Wallet.BOB, 8, 10);
        ChannelOnChain open = channel.read();

        assertThatIllegalArgumentException().isThrownBy(() -> channel.contract().finalise(open));
    }

    private static ContractCall challenge(LocalHub channel, SignedState.Hub candidate) {
        return channel.contract()
                .challenge(channel.id(), candidate, List.of(), channel.challengerSignature(candidate.state()));
    }

    private static Optional<String> simulated(LocalHub channel, ContractCall call) {
        return channel.contract().simulate(call, STRANGER).block().map(Revert::name);
    }

    private static List<ChannelEvent> events(LocalHub channel) {
        return channel.contract()
                .events(channel.id(), 0, chain.anvil().blockNumber())
                .block();
    }
}

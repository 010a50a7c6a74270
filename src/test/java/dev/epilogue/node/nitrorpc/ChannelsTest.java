package dev.epilogue.node.nitrorpc;

import static dev.epilogue.node.nitrorpc.Table.ALICE;
import static dev.epilogue.node.nitrorpc.Table.BOB;
import static dev.epilogue.node.nitrorpc.Table.PATIENCE;
import static dev.epilogue.node.nitrorpc.Table.address;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.epilogue.node.ChannelRequests;
import dev.epilogue.node.FrameAnswer;
import dev.epilogue.node.FrameOutcome;
import dev.epilogue.node.NodeChannel;
import dev.epilogue.node.NodeChannel.Status;
import dev.epilogue.node.NodeChannels;
import dev.epilogue.node.NodeContract;
import dev.epilogue.node.NodeError;
import dev.epilogue.node.PreparedState;
import dev.epilogue.node.SendDeadline;
import dev.epilogue.node.Token;
import dev.epilogue.sandbox.clearnode.engine.Channel;
import dev.epilogue.signing.Secp256k1;
import dev.epilogue.signing.nitrorpc.CustodyChannel;
import dev.epilogue.signing.nitrorpc.FrozenChannelRequest;
import dev.epilogue.signing.nitrorpc.FrozenChannelRequest.Close;
import dev.epilogue.signing.nitrorpc.FrozenChannelRequest.Resize;
import dev.epilogue.value.Address;
import dev.epilogue.value.Hash32;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Channels of a ClearNode, read and resized through a real socket. */
class ChannelsTest {

    private static final Address USDC = Address.parse("0x749d20d85555330d20862770b58a72939285c42a");
    private static final Address ADJUDICATOR = Address.parse("0xcbbc03a873c11beefa8d99477e830be48d8ae6d7");
    private static final long CHAIN = 31337;

    private final Table table = Table.set();
    private final NodeChannels channels = table.client.channels();
    private long nonces = 1_795_485_894_480L;
    private long ids = 1L << 41;

    @AfterEach
    void clear() {
        table.close();
    }

    /** Open on chain, empty. */
    private Hash32 open(byte[] key) {
        BigInteger nonce = BigInteger.valueOf(++nonces);
        Hash32 id = new CustodyChannel(
                        List.of(address(key), table.node.brokerAddress()), ADJUDICATOR, 3600, nonce.longValue())
                .id(CHAIN);
        Channel.Terms terms = new Channel.Terms(
                address(key).checksummed(), USDC.checksummed(), CHAIN, ADJUDICATOR.checksummed(), 3600, nonce);
        table.node.alter(state -> state.channels().offer(id.hex(), terms));
        table.node.chain().channelCreated(id.hex());
        return id;
    }

    private NodeChannel shown(byte[] key) {
        return channels.ofWallet(address(key)).block(PATIENCE).getFirst();
    }

    private Resize lock(Hash32 id, byte[] key, long units) {
        return new Resize(
                ++ids, id, BigInteger.ZERO, BigInteger.valueOf(units), address(key), System.currentTimeMillis());
    }

    private FrameAnswer submit(FrozenChannelRequest request, NodeChannel channel, byte[] signer) {
        ChannelRequests requests = channels.requests().orElseThrow();
        return requests.submit(
                        requests.frame(request, channel, Secp256k1.best().sign(request.digest(), signer)),
                        SendDeadline.in(PATIENCE))
                .block(PATIENCE);
    }

    private PreparedState prepared(FrozenChannelRequest request, NodeChannel channel, FrameAnswer answer) {
        return channels.requests()
                .orElseThrow()
                .prepared(request, channel, table.node.brokerAddress(), Objects.requireNonNull(answer.text()));
    }

    @Test
    @DisplayName("0.x checklist 45: a channel is shown under the id that follows from its terms, on its own chain only")
    void channelsAreShownAsTheyAre() {
        Hash32 id = open(ALICE);

        NodeChannel channel = shown(ALICE);

        assertThat(channel.channelId()).isEqualTo(id);
        assertThat(channel.status()).isEqualTo(Status.OPEN);
        assertThat(channel.asset()).isEqualTo("usdc");
        assertThat(channel.challenge()).isEqualTo(Duration.ofHours(1));
        assertThat(channel.rawAmount()).isZero();
        CustodyChannel terms = new CustodyChannel(
                List.of(channel.signer(), table.node.brokerAddress()),
                Objects.requireNonNull(channel.adjudicator()),
                channel.challenge().toSeconds(),
                channel.nonce());
        assertThat(terms.id(channel.chainId())).isEqualTo(id);
        assertThat(terms.id(1)).isNotEqualTo(id);
        assertThat(channels.ofWallet(address(BOB)).block(PATIENCE)).isEmpty();
        assertThat(channels.current(address(ALICE), "usdc").block(PATIENCE)).contains(channel);
        assertThat(channels.current(address(ALICE), "eth").block(PATIENCE)).isEmpty();
    }

    @Test
    void moreChannelsThanAPageAreAllListed() {
        for (int i = 0; i < 101; i++) {
            Hash32 id = open(ALICE);
            table.node.chain().channelClosed(id.hex(), BigInteger.ZERO, 1);
        }
        Hash32 newest = open(ALICE);

        List<NodeChannel> listed = channels.ofWallet(address(ALICE)).block(PATIENCE);

        assertThat(listed).hasSize(102);
        assertThat(listed.getFirst().channelId()).isEqualTo(newest);
    }

    @Test
    void contractsAndTokensAreTheConfigurations() {
        assertThat(channels.contracts().block(PATIENCE))
                .containsExactly(new NodeContract(
                        CHAIN,
                        "anvil",
                        Address.parse("0x8658501c98c3738026c4e5c361c6c3fa95dfb255"),
                        ADJUDICATOR,
                        null));
        assertThat(channels.token("usdc", CHAIN).block(PATIENCE)).contains(new Token("usdc", CHAIN, USDC, 6));
        assertThat(channels.token("usdc", 1).block(PATIENCE)).isEmpty();
    }

    @Test
    void theBalanceIsTheUnifiedOne() {
        table.node.fund(address(ALICE), "usdc", "12.5");
        table.node.fund(address(ALICE), "usdc", "0.5");
        table.node.fund(address(BOB), "usdc", "7");

        assertThat(channels.balance(address(ALICE), "usdc").block(PATIENCE)).hasToString("13");
        assertThat(channels.balance(address(ALICE), "eth").block(PATIENCE)).hasToString("0");
    }

    @Test
    @DisplayName("0.x checklist 55: a resize's answer comes back with its exact text, and is read from that text alone")
    void aResizeIsPreparedOutOfTheStoredText() {
        table.node.fund(address(ALICE), "usdc", "20");
        NodeChannel before = shownAfterOpening();
        Resize lock = lock(before.channelId(), ALICE, 5_000_000);

        FrameAnswer answer = submit(lock, before, ALICE);

        assertThat(answer.outcome()).isEqualTo(new FrameOutcome.Accepted());
        assertThat(answer.toString()).doesNotContain("0x");
        assertThat(shown(ALICE).status()).isEqualTo(Status.RESIZING);
        assertThat(prepared(lock, before, answer)).isInstanceOfSatisfying(PreparedState.Signed.class, signed -> {
            assertThat(signed.packed().state().version()).isEqualTo(before.stateVersion() + 1);
            assertThat(signed.packed().state().allocations().getFirst().amount())
                    .isEqualTo(5_000_000);
            assertThat(Secp256k1.best().recover(signed.packed().rawDigest(), signed.nodeSignature()))
                    .contains(table.node.brokerAddress());
        });
    }

    private NodeChannel shownAfterOpening() {
        open(ALICE);
        return shown(ALICE);
    }

    @Test
    @DisplayName("0.x checklist 55: an answer that differs from what was asked for is not to be signed")
    void anotherStateThanAskedForIsUnusable() {
        table.node.fund(address(ALICE), "usdc", "20");
        NodeChannel before = shownAfterOpening();
        Resize lock = lock(before.channelId(), ALICE, 5_000_000);
        FrameAnswer answer = submit(lock, before, ALICE);
        String text = Objects.requireNonNull(answer.text());

        assertUnusable(
                lock.id(), lock(before.channelId(), ALICE, 5_000_001), before, answer, "it answers another request");
        assertUnusable(lock, before, text.replace("5000000", "6000000"), "the node did not sign it");
        Resize more = new Resize(
                lock.id(),
                lock.channelId(),
                BigInteger.ZERO,
                BigInteger.valueOf(6_000_000),
                lock.fundsDestination(),
                lock.timestamp());
        assertUnusable(more, before, text, "it moves other amounts");
        Resize elsewhere = new Resize(
                lock.id(),
                lock.channelId(),
                lock.resizeAmount(),
                lock.allocateAmount(),
                address(BOB),
                lock.timestamp());
        assertUnusable(elsewhere, before, text, "it pays somebody else");
        Resize anotherChannel = new Resize(
                lock.id(),
                Hash32.of(new byte[32]),
                lock.resizeAmount(),
                lock.allocateAmount(),
                lock.fundsDestination(),
                lock.timestamp());
        assertUnusable(anotherChannel, before, text, "it is about another channel");
        assertUnusable(lock, before, "{}", "it carries no signature");
        assertUnusable(lock, before, "nonsense", "it is not an answer that this version reads");
    }

    private void assertUnusable(
            long id, FrozenChannelRequest request, NodeChannel channel, FrameAnswer answer, String reason) {
        assertThat(request.id()).isNotEqualTo(id);
        assertUnusable(request, channel, Objects.requireNonNull(answer.text()), reason);
    }

    private void assertUnusable(FrozenChannelRequest request, NodeChannel channel, String answer, String reason) {
        assertThat(channels.requests().orElseThrow().prepared(request, channel, table.node.brokerAddress(), answer))
                .isEqualTo(new PreparedState.Unusable(reason));
    }

    @Test
    @DisplayName("0.x checklist 55: no request pays anybody but the participant itself")
    void fundsGoToTheParticipantItself() {
        NodeChannel channel = shownAfterOpening();
        Close toBob = new Close(++ids, channel.channelId(), address(BOB), System.currentTimeMillis());

        assertThatIllegalArgumentException().isThrownBy(() -> submit(toBob, channel, ALICE));
    }

    @Test
    void aCloseIsPreparedAndPaysTheWholeChannel() {
        table.node.fund(address(ALICE), "usdc", "3");
        NodeChannel empty = shownAfterOpening();
        submit(lock(empty.channelId(), ALICE, 3_000_000), empty, ALICE);
        table.node.chain().channelResized(empty.channelId().hex(), BigInteger.ZERO, BigInteger.valueOf(3_000_000));
        NodeChannel locked = shown(ALICE);
        Close close = new Close(++ids, locked.channelId(), address(ALICE), System.currentTimeMillis());

        FrameAnswer answer = submit(close, locked, ALICE);

        assertThat(locked.rawAmount()).isEqualTo(3_000_000);
        assertThat(prepared(close, locked, answer)).isInstanceOfSatisfying(PreparedState.Signed.class, signed -> {
            assertThat(signed.packed().state().version()).isEqualTo(2);
            assertThat(signed.packed().state().allocations().getFirst().amount())
                    .isEqualTo(3_000_000);
        });
    }

    @Test
    void refusalsAreClassifiedAndChangeNothing() {
        NodeChannel channel = shownAfterOpening();

        assertRefused(submit(lock(channel.channelId(), ALICE, 1), channel, ALICE), NodeError.STALE);
        assertRefused(submit(lock(channel.channelId(), ALICE, 1), channel, BOB), NodeError.SIGNATURES);
        table.node.chain().channelChallenged(channel.channelId().hex());
        assertRefused(submit(lock(channel.channelId(), ALICE, 1), channel, ALICE), NodeError.BLOCKED);
        assertThat(shown(ALICE).status()).isEqualTo(Status.CHALLENGED);
    }

    private static void assertRefused(FrameAnswer answer, NodeError error) {
        assertThat(answer.outcome())
                .isInstanceOfSatisfying(
                        FrameOutcome.Refused.class,
                        refused -> assertThat(refused.error()).isEqualTo(error));
    }

    @Test
    void aFrameThatIsTooLateIsNotSent() {
        NodeChannel channel = shownAfterOpening();
        Resize lock = lock(channel.channelId(), ALICE, 1);
        ChannelRequests requests = channels.requests().orElseThrow();

        FrameAnswer answer = requests.submit(
                        requests.frame(lock, channel, Secp256k1.best().sign(lock.digest(), ALICE)),
                        SendDeadline.in(Duration.ofMillis(-1)))
                .block(PATIENCE);

        assertThat(answer.outcome()).isInstanceOf(FrameOutcome.NotSent.class);
        assertThat(answer.text()).isNull();
    }
}

package dev.epilogue.channel.update;

import static dev.epilogue.channel.update.UpdateCalls.lineOf;
import static dev.epilogue.sandbox.Wallet.ALICE;
import static dev.epilogue.sandbox.Wallet.BOB;
import static dev.epilogue.testing.Stage.holds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.chain.ChannelEvent;
import dev.epilogue.chain.ChannelOnChain;
import dev.epilogue.sandbox.clearnode.engine.Channel;
import dev.epilogue.sandbox.clearnode.fault.Fault;
import dev.epilogue.signing.Eip191;
import dev.epilogue.signing.nitrorpc.CustodyChannel;
import dev.epilogue.testing.ChainFollower;
import dev.epilogue.testing.ClearNodeStand;
import dev.epilogue.testing.Closing;
import dev.epilogue.testing.EnabledIfAnvil;
import dev.epilogue.testing.LocalChain;
import dev.epilogue.testing.LocalCustody;
import dev.epilogue.testing.Stage;
import dev.epilogue.value.Hash32;
import dev.epilogue.value.Hex;
import dev.epilogue.value.Keccak;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** 0.x: a request that the wallet signs, the node's state that it signs too, and a transaction at a real contract's rules. */
@Tag("database")
@EnabledIfAnvil
class ResizingEndToEndTest {

    private LocalChain chain;
    private ClearNodeStand stand;
    private Stage stage;
    private UpdateCalls updates;
    private ChainFollower follower;
    private LocalCustody alices;

    @BeforeEach
    void open() {
        chain = LocalChain.start(31337);
        LocalCustody.deposit(chain, LocalChain.NODE, 1_000_000_000);
        stand = ClearNodeStand.on(chain, ClearNodeStand.V04);
        follower = ChainFollower.start(chain.chain(), chain.custody(), stand.node());
        offer();
        alices = LocalCustody.open(chain, ALICE, 1);
        follower.catchUp();
        stage = stand.stage(LocalNodes.settings(chain));
        updates = new UpdateCalls(stage);
    }

    @AfterEach
    void close() {
        follower.close();
        stage.close();
        chain.close();
    }

    @Test
    @DisplayName(
            "0.x checklist 49, 55, 56: the node's answer is kept, the signed state goes on chain once, with v of 27 or 28")
    void aResizeLocksTheCreditInTheChannelOnChain() {
        Closing closing = closed("RESIZE");
        String update = updates.asking(closing, ALICE);
        JsonNode request = updates.payloads(update).path("payloads").get(0);
        assertThat(request.path("scheme").asString()).isEqualTo("RAW");
        assertThat(request.path("text").asString()).contains("\"allocate_amount\":\"50000000\"");
        Hash32 digest = Hash32.parse(request.path("digest").asString());
        updates.post(update, ALICE, 1, List.of(ALICE.sign(Eip191.digest(digest)).hex()), List.of())
                .expect(422, "signature-prefix");
        updates.post(update, ALICE, 1, List.of(BOB.sign(digest).hex()), List.of())
                .expect(422, "signature-stranger");
        updates.sign(update, ALICE, ALICE).expect(201);

        JsonNode state = prepared(update);
        stand.node().refuseConnections();
        stand.node().dropConnections();
        stage.restartService();
        updates = new UpdateCalls(stage);
        assertThat(prepared(update)).as("without the node").isEqualTo(state);
        byte[] message = Hex.decode(state.path("message").asString());
        String raw = withSmallV(ALICE.sign(Keccak.hash(message)).hex());
        updates.post(update, ALICE, 2, List.of(raw), List.of()).expect(201);
        stand.node().acceptConnections();

        JsonNode closure = closing.await("SETTLED");
        assertThat(lineOf(closure, ALICE).path("status").asString())
                .as("%s", closure)
                .isEqualTo("RESIZED");
        JsonNode moved = lineOf(closure, ALICE).at("/channelUpdate/moved");
        assertThat(moved.path("lockedInChannel").asString()).as("%s", moved).isEqualTo("50");
        assertThat(moved.path("nodeBalance").asString())
                .as("the same money, now backed by the channel")
                .isEqualTo("50");
        assertThat(moved.path("paidOut").isNull()).isTrue();
        assertThat(closure.path("warnings").toString()).contains("neither create, join nor fund a session");
        assertThat(lineOf(closure, BOB).path("status").asString()).isEqualTo("NO_CHANNEL");
        assertThat(alices.read().userAmount()).isEqualTo(BigInteger.valueOf(50_000_000));
        assertThat(resizes()).isEqualTo(1);
    }

    @Test
    void aClosedChannelIsPaidOutOnChain() {
        Closing closing = closed("CLOSE_CHANNEL");
        String update = updates.asking(closing, ALICE);
        updates.sign(update, ALICE, ALICE).expect(201);
        prepared(update);
        updates.sign(update, ALICE, ALICE).expect(201);

        JsonNode line = lineOf(closing.await("SETTLED"), ALICE);
        assertThat(line.path("status").asString()).isEqualTo("CHANNEL_CLOSED");
        assertThat(line.at("/channelUpdate/moved/paidOut").asString())
                .as("the channel held nothing: %s", line)
                .isEqualTo("0");
        assertThat(line.at("/channelUpdate/moved/nodeBalance").asString())
                .as("what the session credited is in the node's books")
                .isEqualTo("50");
        assertThat(alices.read().status()).isEqualTo(ChannelOnChain.Status.VOID);
    }

    @Test
    @DisplayName("0.x checklist 55: a resize whose answer got lost is not sent again, and what is left is named")
    void aResizeWhoseAnswerGotLostIsNotSentAgain() {
        stand.node().faults().on("resize_channel").inject(new Fault.DropAfter());
        Closing closing = closed("RESIZE");
        String update = updates.asking(closing, ALICE);
        updates.sign(update, ALICE, ALICE).expect(201);

        JsonNode closure = closing.await("SETTLED");
        assertThat(lineOf(closure, ALICE).path("status").asString()).isEqualTo("CREDITED");
        JsonNode failed = updates.find(update);
        assertThat(failed.path("status").asString()).isEqualTo("FAILED");
        assertThat(failed.path("detail").asString()).contains("only closing the channel");
        assertThat(resizes()).isZero();
    }

    @Test
    void aResizeThatTheNodeFailedAtIsNotSentAgainWhileItMayHaveRun() {
        stand.node().faults().on("resize_channel").inject(new Fault.Refuse("failed to sign state"));
        String update = updates.asking(closed("RESIZE"), ALICE);
        updates.sign(update, ALICE, ALICE).expect(201);

        Awaitility.await()
                .atMost(UpdateCalls.PATIENCE)
                .untilAsserted(
                        () -> assertThat(updates.find(update).path("detail").asString(""))
                                .contains("may still run"));
        assertThat(stand.node().journal().of("resize_channel")).hasSize(1);
    }

    /** A node follows only channels that it has offered. */
    private void offer() {
        CustodyChannel channel = new CustodyChannel(
                List.of(ALICE.address(), LocalChain.NODE.address()),
                chain.adjudicator(),
                LocalCustody.CHALLENGE_SECONDS,
                1);
        Channel.Terms terms = new Channel.Terms(
                ALICE.address().checksummed(),
                chain.usd().checksummed(),
                chain.id(),
                chain.adjudicator().checksummed(),
                LocalCustody.CHALLENGE_SECONDS,
                BigInteger.ONE);
        stand.node()
                .alter(state -> state.channels().offer(channel.id(chain.id()).hex(), terms));
    }

    private Closing closed(String mode) {
        Closing closing = stage.propose(
                        stand.session(2, List.of(ALICE, BOB), holds(ALICE, "50"), holds(BOB, "37.5")),
                        Map.of("channelUpdate", mode, "settleFor", "PT6H"))
                .signedBy(ALICE, BOB);
        closing.booked("COOPERATIVE");
        return closing.recounted();
    }

    /** What the node prepared for the participant to sign. */
    private JsonNode prepared(String update) {
        long deadline = System.nanoTime() + UpdateCalls.PATIENCE.toNanos();
        JsonNode asked = updates.payloads(update);
        while (!asked.path("because").asString("").equals("PREPARED")) {
            assertThat(System.nanoTime()).as("%s", asked).isLessThan(deadline);
            Thread.onSpinWait();
            asked = updates.payloads(update);
        }
        return asked.path("payloads").get(0);
    }

    /** As hardware wallets and old libraries have it: 0 or 1. */
    private static String withSmallV(String signature) {
        int v = Integer.parseInt(signature.substring(130), 16);
        return signature.substring(0, 130) + (v == 27 ? "00" : "01");
    }

    private long resizes() {
        return alices
                .contract()
                .events(alices.id(), 0, chain.chain().head().block().number())
                .block()
                .stream()
                .filter(event -> event instanceof ChannelEvent.Resized)
                .count();
    }
}

package dev.epilogue.channel.update;

import static dev.epilogue.channel.update.UpdateCalls.lineOf;
import static dev.epilogue.sandbox.Wallet.ALICE;
import static dev.epilogue.sandbox.Wallet.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.sandbox.Wallet;
import dev.epilogue.sandbox.nitronode.encoding.StateEncoding;
import dev.epilogue.sandbox.nitronode.ledger.Channel;
import dev.epilogue.sandbox.nitronode.ledger.ChannelState;
import dev.epilogue.sandbox.nitronode.ledger.HomeLedger;
import dev.epilogue.sandbox.nitronode.ledger.Transition;
import dev.epilogue.signing.Eip191;
import dev.epilogue.signing.nitronode.StateSignature;
import dev.epilogue.testing.ChainFollower;
import dev.epilogue.testing.Closing;
import dev.epilogue.testing.EnabledIfAnvil;
import dev.epilogue.testing.LocalChain;
import dev.epilogue.testing.LocalHub;
import dev.epilogue.testing.RunningEpilogue;
import dev.epilogue.testing.Stage;
import dev.epilogue.value.Amount;
import dev.epilogue.value.Hash32;
import dev.epilogue.value.Hex;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** v1: the acknowledged state goes on a local chain, with the contract's own rules and real transactions. */
@Tag("database")
@EnabledIfAnvil
class CheckpointingEndToEndTest {

    private static final long PLENTY = 10_000_000_000L;

    private LocalChain chain;
    private Stage stage;
    private UpdateCalls updates;
    private ChainFollower follower;
    private LocalHub alices;

    @BeforeEach
    void open() {
        chain = LocalChain.start(31337);
        stage = Stage.open(LocalNodes.nitronode(chain), LocalNodes.settings(chain));
        updates = new UpdateCalls(stage);
        alices = channelOf(ALICE, 1);
        follower = ChainFollower.start(chain.chain(), chain.hub(), stage.node());
    }

    @AfterEach
    void close() {
        follower.close();
        stage.close();
        chain.close();
    }

    @Test
    void oneVisitBringsTheCreditOnChain() {
        LocalHub.deposit(chain, chain.usd(), PLENTY);
        Closing closing = propose();
        closing.signInOneVisit(ALICE).expect(201);
        closing.signedBy(BOB);

        JsonNode closure = closing.await("SETTLED");
        assertThat(lineOf(closure, ALICE).path("status").asString())
                .as("%s", closure)
                .isEqualTo("CHECKPOINTED");
        assertThat(lineOf(closure, BOB).path("status").asString()).isEqualTo("NO_CHANNEL");
        assertThat(alices.read().userAmount()).isEqualTo(BigInteger.valueOf(150_000_000));
        assertThat(alices.read().stateVersion()).isEqualTo(BigInteger.valueOf(3));
    }

    @Test
    void aNodeWithoutLiquidityIsNamedAndTheCheckpointComesWhenItHasSome() {
        Closing closing = propose();
        closing.signInOneVisit(ALICE).expect(201);
        closing.signedBy(BOB);
        JsonNode line = updates.line(
                closing,
                ALICE,
                each -> each.path("channelUpdate").path("detail").asString("").contains("free in the contract"),
                "a word about the node's liquidity");
        assertThat(line.path("status").asString()).isEqualTo("ACKNOWLEDGED");
        String update = line.path("channelUpdate").path("id").asString();
        assertThat(updates.find(update).path("problem").path("code").asString()).isEqualTo("node-liquidity");

        LocalHub.deposit(chain, chain.usd(), PLENTY);
        assertThat(lineOf(closing.await("SETTLED"), ALICE).path("status").asString())
                .isEqualTo("CHECKPOINTED");
    }

    @Test
    void twoServicesAndARestartBringItOnChainOnce() {
        LocalHub.deposit(chain, chain.usd(), PLENTY);
        try (RunningEpilogue replica = stage.replica()) {
            Closing closing = propose();
            closing.signInOneVisit(ALICE).expect(201);
            closing.signedBy(BOB);
            stage.restartService();

            assertThat(lineOf(closing.await("SETTLED"), ALICE).path("status").asString())
                    .isEqualTo("CHECKPOINTED");
        }
        assertThat(alices
                        .contract()
                        .events(alices.id(), 0, chain.chain().head().block().number())
                        .block()
                        .stream()
                        .filter(event -> event instanceof dev.epilogue.chain.ChannelEvent.Checkpointed))
                .hasSize(1);
    }

    @Test
    void aChannelIsBroughtOnChainOnRequestToo() {
        LocalHub.deposit(chain, chain.usd(), PLENTY);
        Closing closing = stage.propose(stage.session(), Map.of()).signedBy(ALICE, BOB);
        closing.await("SETTLED");

        String path = "/v1/channels/" + alices.id().hex() + "/update?participant=" + ALICE.address();
        assertThat(stage.api().post(path, Map.of()).expect(200).path("status").asString())
                .isEqualTo("REFLECTED");
        JsonNode asked = stage.api().post(path, Map.of("mode", "CHECKPOINT")).expect(202);
        String update = asked.path("id").asString();
        assertThat(stage.api()
                        .post(path, Map.of("mode", "CHECKPOINT"))
                        .expect(202)
                        .path("id")
                        .asString())
                .isEqualTo(update);
        updates.await(update, "WAITING_SIGNATURE");
        assertThat(stage.api()
                        .get("/v1/participants/" + ALICE.address() + "/payloads")
                        .ok()
                        .path("channelUpdates"))
                .hasSize(1);
        updates.sign(update, ALICE, ALICE).expect(201);

        JsonNode done = updates.await(update, "CONFIRMED");
        assertThat(done.path("allocation").path("onChain").path("balance").asString())
                .isEqualTo("150");
        stage.api().post(path, Map.of("mode", "RESIZE")).expect(400, "invalid-parameter");
    }

    @Test
    void aDepositThatWasNeverSubmittedKeepsItsOwnChannelOffTheChainAndNobodyElses() {
        LocalHub.deposit(chain, chain.usd(), PLENTY);
        LocalHub bobs = channelOf(BOB, 2);
        promisedDeposit(BOB, "25");
        Closing closing = propose();
        closing.signInOneVisit(ALICE).expect(201);
        closing.signInOneVisit(BOB).expect(201);

        JsonNode line = blocked(closing, "operation-not-on-chain");
        assertThat(line.path("status").asString()).isEqualTo("ACKNOWLEDGED");
        checkpointed(closing);
        assertThat(bobs.read().stateVersion()).isEqualTo(BigInteger.ONE);

        overdue(line);
        JsonNode closure = closing.await("SETTLED");
        assertThat(lineOf(closure, ALICE).path("status").asString()).isEqualTo("CHECKPOINTED");
        assertThat(lineOf(closure, BOB).path("status").asString()).isEqualTo("ACKNOWLEDGED");
        assertThat(lineOf(closure, BOB).at("/channelUpdate/status").asString()).isEqualTo("FAILED");
        assertThat(lineOf(closure, BOB).at("/channelUpdate/detail").asString())
                .contains("deposit or withdrawal that it has not sent to the chain");
    }

    @Test
    void aChannelThatNeverCameOnChainIsReportedAndHoldsNobodyUp() {
        LocalHub.deposit(chain, chain.usd(), PLENTY);
        String bobs = stage.node().ledger().openChannel(Hex.decode(BOB.privateKey()), "yusd", Amount.parse("100"));
        Channel open = stage.node().ledger().channel(bobs).orElseThrow();
        stage.node()
                .ledger()
                .put(new Channel(open.id(), open.account(), open.terms(), open.token(), Channel.Status.VOID, 0, null));
        Closing closing = propose();
        closing.signInOneVisit(ALICE).expect(201);
        closing.signInOneVisit(BOB).expect(201);

        JsonNode line = blocked(closing, "channel-not-on-chain");
        assertThat(line.path("status").asString()).isEqualTo("ACKNOWLEDGED");
        checkpointed(closing);

        overdue(line);
        JsonNode closure = closing.await("SETTLED");
        assertThat(lineOf(closure, BOB).path("status").asString()).isEqualTo("ACKNOWLEDGED");
        assertThat(lineOf(closure, BOB).at("/channelUpdate/status").asString()).isEqualTo("FAILED");
    }

    /** Bob's line, as soon as his update names what is in its way. */
    private JsonNode blocked(Closing closing, String code) {
        JsonNode line = updates.line(
                closing,
                BOB,
                each -> each.path("status").asString().equals("ACKNOWLEDGED"),
                "an acknowledgement of Bob's");
        String update = line.at("/channelUpdate/id").asString();
        Awaitility.await()
                .atMost(UpdateCalls.PATIENCE)
                .untilAsserted(() -> assertThat(
                                updates.find(update).at("/problem/code").asString(""))
                        .isEqualTo(code));
        return line;
    }

    private void checkpointed(Closing closing) {
        updates.line(
                closing,
                ALICE,
                each -> each.path("status").asString().equals("CHECKPOINTED"),
                "Alice's checkpoint, whatever becomes of Bob's");
    }

    /** The time until which it is tried is over. */
    private void overdue(JsonNode line) {
        stage.database()
                .execute("UPDATE channel_update SET due_at = now(),"
                        + " ordered = jsonb_set(ordered, '{deadline}', '\"2026-01-01T00:00:00Z\"') WHERE id = '"
                        + line.at("/channelUpdate/id").asString() + "'");
    }

    /** Agreed with the node and signed by both; the wallet has not sent it to the chain. */
    private void promisedDeposit(Wallet wallet, String amount) {
        ChannelState newest =
                stage.node().ledger().states(wallet.address(), "yusd").getLast();
        BigDecimal more = new BigDecimal(amount);
        HomeLedger home = new HomeLedger(
                newest.home().token(),
                newest.home().chainId(),
                newest.home().userBalance().add(more),
                newest.home().userNetFlow().add(more),
                newest.home().nodeBalance(),
                newest.home().nodeNetFlow());
        Hash32 id = StateEncoding.stateId(wallet.address(), "yusd", newest.epoch(), newest.version() + 1);
        String channel = String.valueOf(newest.homeChannelId());
        Transition deposit = new Transition(
                Transition.HOME_DEPOSIT,
                StateEncoding.transactionId(channel, id).hex(),
                channel,
                more);
        ChannelState promised = new ChannelState(
                id.hex(), deposit, newest.account(), newest.epoch(), newest.version() + 1, channel, home, null, null);
        Hash32 digest = Eip191.digest(StateEncoding.packed(promised, 6));
        stage.node()
                .ledger()
                .append(new ChannelState(
                        promised.id(),
                        deposit,
                        promised.account(),
                        promised.epoch(),
                        promised.version(),
                        channel,
                        home,
                        new StateSignature(wallet.sign(digest)).wire(),
                        new StateSignature(LocalChain.NODE.sign(digest)).wire()));
    }

    private Closing propose() {
        return stage.propose(stage.session(), Map.of("channelUpdate", "CHECKPOINT", "settleFor", "PT6H"));
    }

    private LocalHub channelOf(Wallet wallet, long nonce) {
        String id = stage.node().ledger().openChannel(Hex.decode(wallet.privateKey()), "yusd", Amount.parse("100"));
        LocalHub channel = LocalHub.open(chain, wallet, nonce, 100_000_000);
        assertThat(channel.id().hex()).isEqualTo(id);
        return channel;
    }
}

package dev.epilogue.channel.update;

import static dev.epilogue.channel.update.UpdateCalls.lineOf;
import static dev.epilogue.sandbox.Wallet.ALICE;
import static dev.epilogue.sandbox.Wallet.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.sandbox.Wallet;
import dev.epilogue.testing.ChainFollower;
import dev.epilogue.testing.Closing;
import dev.epilogue.testing.EnabledIfAnvil;
import dev.epilogue.testing.LocalChain;
import dev.epilogue.testing.LocalHub;
import dev.epilogue.testing.RunningEpilogue;
import dev.epilogue.testing.Stage;
import dev.epilogue.value.Amount;
import dev.epilogue.value.Hex;
import java.math.BigInteger;
import java.util.Map;
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

package dev.epilogue.escalation;

import static dev.epilogue.sandbox.Wallet.ALICE;
import static dev.epilogue.sandbox.Wallet.BOB;
import static dev.epilogue.testing.Stage.holds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.epilogue.sandbox.Api;
import dev.epilogue.sandbox.nitronode.FakeNitronode;
import dev.epilogue.sandbox.nitronode.FakeNitronodeOptions;
import dev.epilogue.testing.ChainFollower;
import dev.epilogue.testing.ClearNodeStand;
import dev.epilogue.testing.EnabledIfAnvil;
import dev.epilogue.testing.LocalChain;
import dev.epilogue.testing.LocalHub;
import dev.epilogue.testing.RunningEpilogue;
import dev.epilogue.testing.TestDatabase;
import dev.epilogue.value.Amount;
import dev.epilogue.value.Hash32;
import dev.epilogue.value.Hex;
import dev.epilogue.value.SessionId;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A Nitronode and a ClearNode of one operator, under one key and on one chain: neither's closures touch the other's channels. */
@EnabledIfAnvil
@Tag("database")
class NodesUnderOneKeyEndToEndTest {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final LocalChain chain = LocalChain.start(31337);
    private final FakeNitronode young = FakeNitronode.start(FakeNitronodeOptions.defaults()
            .withNodeKey(LocalChain.NODE.privateKey())
            .onChain(chain.id(), chain.hub(), chain.usd(), chain.weth()));
    private final ClearNodeStand old = ClearNodeStand.on(chain, ClearNodeStand.V04);
    private final ChainFollower follower = ChainFollower.start(chain.chain(), chain.hub(), young);
    private final TestDatabase database = TestDatabase.migrated();
    private LocalHub channel;
    private RunningEpilogue service;
    private Api api;

    @BeforeEach
    void start() {
        young.ledger().openChannel(Hex.decode(ALICE.privateKey()), "yusd", Amount.parse("100"));
        LocalHub.deposit(chain, chain.usd(), 1_000_000_000);
        channel = LocalHub.open(chain, ALICE, 1, 100_000_000);
        follower.catchUp();
        RunningEpilogue.Starter starter = RunningEpilogue.on(database)
                .node("young", young.url().toString(), "nitronode-v1")
                .node("old", old.url(), old.dialect())
                .with("epilogue.chains.local.id", chain.id())
                .with("epilogue.chains.local.urls", chain.anvil().url())
                .with("epilogue.chains.local.poll", "100ms")
                .with("epilogue.chains.local.confirmations", 1)
                .with("epilogue.chains.local.account.plain-key", LocalChain.STRANGER.privateKey())
                .with("epilogue.chains.local.account.sandbox", true)
                .with("epilogue.closure.limits.min-timeout", "1s")
                .with("epilogue.escalation.level", "CHALLENGE")
                .with("epilogue.escalation.watch-interval", "1s");
        old.settings().forEach((name, value) -> starter.with("epilogue.nodes.old." + name, value));
        service = starter.start();
        api = new Api(URI.create(service.url()));
    }

    @AfterEach
    void stop() {
        service.close();
        follower.close();
        young.close();
        old.close();
        database.close();
        chain.close();
    }

    @Test
    void aClosureAtTheOneLeavesAWatchedChannelAtTheOtherAlone() {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(api.get("/v1/nodes").ok().path("nodes"))
                        .extracting(node -> node.path("sharesKeyWith").toString())
                        .containsExactlyInAnyOrder("[\"young\"]", "[\"old\"]"));
        depositPack();
        SessionId session = old.session(2, List.of(ALICE, BOB), holds(ALICE, "50"), holds(BOB, "37.5"));
        long nonce = chain.anvil().nonce(LocalChain.STRANGER.address());
        String closure = api.post(
                        "/v1/closures",
                        Map.of(
                                "node",
                                "old",
                                "sessionId",
                                session,
                                "policy",
                                Map.of("timeout", "PT4S", "escalation", "CHALLENGE")))
                .ok()
                .path("id")
                .asString();

        await().atMost(PATIENCE)
                .until(() -> closure(closure).path("status").asString().equals("EXPIRED"));
        assertThat(closure(closure).path("protections").toString())
                .doesNotContain(channel.id().hex());
        assertThat(chain.anvil().nonce(LocalChain.STRANGER.address()))
                .as("nothing was sent")
                .isEqualTo(nonce);
        long head = chain.chain().head().block(PATIENCE).number();
        assertThat(channel.contract().events(channel.id(), 0, head).block(PATIENCE))
                .extracting(event -> event.getClass().getSimpleName())
                .noneMatch(name -> name.contains("Challenge"));
    }

    private JsonNode closure(String id) {
        return api.get("/v1/closures/" + id).ok();
    }

    private void depositPack() {
        String path = "/v1/channels/" + channel.id() + "/escalation-pack?node=young&participant=" + ALICE.address();
        JsonNode offer = api.get(path).ok();
        String digest = offer.path("sign").path("digest").asString();
        api.post(
                        path,
                        Map.of(
                                "signature",
                                ALICE.sign(Hash32.parse(digest)).hex(),
                                "stateVersion",
                                offer.path("candidate").path("stateVersion").asString()))
                .ok();
    }
}

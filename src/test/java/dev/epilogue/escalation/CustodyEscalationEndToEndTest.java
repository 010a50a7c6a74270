package dev.epilogue.escalation;

import static dev.epilogue.sandbox.Wallet.ALICE;
import static dev.epilogue.sandbox.Wallet.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.chain.ChannelOnChain.Status;
import dev.epilogue.closure.ClosureId;
import dev.epilogue.sandbox.Wallet;
import dev.epilogue.sandbox.clearnode.FakeClearNode;
import dev.epilogue.sandbox.clearnode.FakeClearNodeOptions;
import dev.epilogue.sandbox.clearnode.encoding.Definition;
import dev.epilogue.sandbox.clearnode.engine.Channel;
import dev.epilogue.sandbox.clearnode.engine.Share;
import dev.epilogue.signing.nitrorpc.CustodyState;
import dev.epilogue.store.LeaseStore;
import dev.epilogue.testing.Certified;
import dev.epilogue.testing.ChainFollower;
import dev.epilogue.testing.EnabledIfAnvil;
import dev.epilogue.testing.LocalChain;
import dev.epilogue.testing.LocalCustody;
import dev.epilogue.testing.RunningEpilogue;
import dev.epilogue.testing.TestDatabase;
import dev.epilogue.value.Hash32;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** From a deadline to recovered funds at a 0.x node's Custody, on a real chain through the whole service. */
@EnabledIfAnvil
@Tag("database")
class CustodyEscalationEndToEndTest {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String LOGIN_KEY = "0x8b3a350cf5c34c9194ca85829a2df0ec3153be0318b5e2d3348e872092edffba";

    private final LocalChain chain = LocalChain.start(31337);
    private final FakeClearNode node = FakeClearNode.start(FakeClearNodeOptions.defaults()
            .onChain(chain.id(), chain.custody(), chain.adjudicator(), chain.usd(), chain.weth()));
    private final TestDatabase database = TestDatabase.migrated();
    private final Caller caller = new Caller();
    private LocalCustody channel;
    private ChainFollower follower;
    private RunningEpilogue service;

    @BeforeEach
    void start() {
        channel = LocalCustody.open(chain, ALICE, 7);
        node.alter(state -> state.channels()
                .put(new Channel(
                        channel.id().hex(),
                        new Channel.Terms(
                                ALICE.address().checksummed(),
                                chain.usd().checksummed(),
                                chain.id(),
                                chain.adjudicator().checksummed(),
                                LocalCustody.CHALLENGE_SECONDS,
                                BigInteger.valueOf(7)),
                        "open",
                        BigInteger.ZERO,
                        0,
                        Instant.now(),
                        Instant.now())));
        follower = ChainFollower.start(chain.chain(), chain.custody(), node);
        service = RunningEpilogue.on(database)
                .node("sandbox", node.url(), "nitrorpc")
                .with("epilogue.nodes.sandbox.address", node.brokerAddress())
                .with("epilogue.nodes.sandbox.login.private-key", LOGIN_KEY)
                .with("epilogue.chains.local.id", chain.id())
                .with("epilogue.chains.local.urls", chain.anvil().url())
                .with("epilogue.chains.local.poll", "100ms")
                .with("epilogue.chains.local.confirmations", 1)
                .with("epilogue.chains.local.account.plain-key", LocalChain.STRANGER.privateKey())
                .with("epilogue.chains.local.account.sandbox", true)
                .with("epilogue.escalation.level", "CHALLENGE")
                .with("epilogue.escalation.watch-interval", "1s")
                .with("epilogue.escalation.node-unreachable-for", "3s")
                .start();
    }

    @AfterEach
    void stop() {
        service.close();
        follower.close();
        node.close();
        database.close();
        chain.close();
    }

    @Test
    @DisplayName(
            "0.x checklist 51, 52: a channel with money is challenged at the deadline and paid out with its stored state")
    void fromTheDeadlineToRecoveredFunds() {
        fill(300_000);
        depositPack();
        String closure = propose("PT1H");
        atItsDeadline(closure);

        await(closure, "ESCALATING");
        Awaitility.await().atMost(PATIENCE).until(() -> channel.read().status() == Status.CHALLENGED);
        await(closure, "DISPUTED");
        chain.travel(Duration.ofSeconds(LocalCustody.CHALLENGE_SECONDS + 5));
        chain.anvil().mine(1);

        await(closure, "PROTECTED");
        JsonNode protection = get("/v1/closures/" + closure).at("/protections/0");
        assertThat(protection.get("status").asString()).isEqualTo("FINALISED");
        assertThat(protection.get("recovered").asString()).isEqualTo("0.3");
        // the money is in Alice's account at the contract, for her alone to withdraw
        assertThat(protection.get("reclaimable").asString()).isEqualTo("0.3");
        assertThat(protection.get("claim").asString()).contains("withdraw");
        JsonNode certified = Certified.closure("0x-protected", get("/v1/closures/" + closure + "/certificate"));
        assertThat(certified.get("status").asString()).isEqualTo("PROTECTED");
        assertThat(certified.at("/protections/0/reclaimable").asString()).isEqualTo("0.3");
    }

    @Test
    @DisplayName("0.x checklist 57: an empty channel is no remedy, and the report says what stays out of reach")
    void anEmptyChannelIsNoRemedy() {
        String closure = propose("PT1H");

        JsonNode report = get("/v1/closures/" + closure + "/challenge");

        assertThat(report.get("possible").asBoolean()).isFalse();
        assertThat(report.get("notRecoverable").toString())
                .contains("SESSION_FUNDS")
                .contains("no contract can pay it out");
        atItsDeadline(closure);
        await(closure, "EXPIRED");
        assertThat(get("/v1/closures/" + closure + "/timeline?limit=100").toString())
                .contains("escalation.refused");
    }

    @Test
    @DisplayName("0.x checklist 53: somebody else's close ends the escalation cleanly")
    void somebodyElsesCloseEndsTheEscalation() {
        fill(300_000);
        depositPack();
        String closure = propose("PT1H");
        atItsDeadline(closure);
        await(closure, "DISPUTED");
        var last = channel.coSigned(channel.state(CustodyState.Intent.FINALIZE, 2, "0x", 300_000, 0));

        chain.send(BOB.address(), channel.contract().close(channel.id(), last));

        await(closure, "EXPIRED");
        assertThat(get("/v1/closures/" + closure).at("/protections/0/status").asString())
                .isEqualTo("CLOSED_BY_AGREEMENT");
    }

    @Test
    void nodeThatIsAwayWhenPaymentsAreCountedOnceMoreDoesNotKeepAChannelFromBeingProtected() {
        fill(300_000);
        depositPack();
        String closure = propose("PT10M");
        sign(closure, ALICE);
        sign(closure, BOB);
        await(closure, "SETTLING");

        node.refuseConnections();
        node.dropConnections();
        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> {
            // the second count is due half a minute after the first; nobody needs to wait that long here
            service.bean(LeaseStore.class)
                    .wake(ClosureId.parse(closure).orElseThrow())
                    .block(PATIENCE);
            assertThat(get("/v1/closures/" + closure).get("status").asString()).isEqualTo("ESCALATING");
        });
        Awaitility.await().atMost(PATIENCE).until(() -> channel.read().status() == Status.CHALLENGED);
        assertThat(get("/v1/closures/" + closure + "/timeline?limit=100").toString())
                .contains("\"because\":\"UNSERVED\"");
        assertThat(get("/v1/closures/" + closure).at("/session/closed").asBoolean())
                .isTrue();
    }

    private void sign(String closure, Wallet wallet) {
        JsonNode payload = get("/v1/closures/" + closure + "/payloads").at("/payloads/0");
        String signature =
                wallet.sign(Hash32.parse(payload.get("digest").asString())).hex();
        caller.call(
                service,
                "POST",
                "/v1/closures/" + closure + "/signatures",
                "{'participant':'%s','round':1,'signatures':['%s']}".formatted(wallet.address(), signature),
                201);
    }

    /** By a resize that the node pays for. */
    private void fill(long amount) {
        LocalCustody.deposit(chain, LocalChain.NODE, amount);
        var resized = channel.resized(1, 0, amount, amount);
        chain.send(BOB.address(), channel.contract().resize(channel.id(), resized, channel.initial()));
        assertThat(channel.read().locked()).isEqualTo(BigInteger.valueOf(amount));
        follower.catchUp();
    }

    private void depositPack() {
        String path = "/v1/channels/" + channel.id() + "/escalation-pack?participant=" + ALICE.address();
        String digest = get(path).at("/sign/digest").asString();
        String signature = ALICE.sign(Hash32.parse(digest)).hex();
        caller.call(service, "POST", path, "{'signature':'" + signature + "'}", 201);
    }

    /** The time until the deadline passes at once. */
    private void atItsDeadline(String closure) {
        database.execute("UPDATE closure SET deadline = now(), due_at = now() WHERE status = 'COLLECTING' AND id = '"
                + closure + "'");
    }

    private String propose(String timeout) {
        Definition definition = new Definition(
                "closure-demo",
                "NitroRPC/0.4",
                Stream.of(ALICE, BOB)
                        .map(wallet -> wallet.address().checksummed())
                        .toList(),
                Collections.nCopies(2, BigInteger.ONE),
                BigInteger.TWO,
                BigInteger.valueOf(86_400),
                BigInteger.valueOf(System.nanoTime()));
        node.openSession(
                definition, List.of(new Share(ALICE.address().checksummed(), "usdc", new BigDecimal("50"))), "");
        return caller.call(
                        service,
                        "POST",
                        "/v1/closures",
                        "{'sessionId':'%s','policy':{'timeout':'%s','escalation':'CHALLENGE'}}"
                                .formatted(definition.id(), timeout),
                        201)
                .get("id")
                .asString();
    }

    private void await(String closure, String word) {
        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(get("/v1/closures/" + closure).toString()).contains('"' + word + '"'));
    }

    private JsonNode get(String path) {
        return caller.call(service, "GET", path, null, 200);
    }
}

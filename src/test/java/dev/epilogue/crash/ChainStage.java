package dev.epilogue.crash;

import static dev.epilogue.sandbox.Wallet.ALICE;
import static dev.epilogue.sandbox.Wallet.BOB;

import dev.epilogue.sandbox.Wallet;
import dev.epilogue.sandbox.nitronode.FakeNitronode;
import dev.epilogue.sandbox.nitronode.FakeNitronodeOptions;
import dev.epilogue.sandbox.nitronode.SessionSeed;
import dev.epilogue.sandbox.nitronode.ledger.Definition;
import dev.epilogue.testing.ChainFollower;
import dev.epilogue.testing.LocalChain;
import dev.epilogue.testing.LocalHub;
import dev.epilogue.testing.NitronodeStand;
import dev.epilogue.value.Amount;
import dev.epilogue.value.Hex;
import dev.epilogue.value.SessionId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.springframework.r2dbc.core.DatabaseClient;

/**
 * A chain, a node that follows it and a database, which outlive services; Alice and Bob have a channel each, and a session. The
 * chain is taken back afterwards and serves the next one.
 */
final class ChainStage implements AutoCloseable {

    private static final long CHANNEL = 100_000_000;

    private final LocalChain chain;
    private final String before;
    private final long paidBefore;
    private final FakeNitronode node;
    private final ChainFollower follower;
    private final Stage stage;
    private final List<LocalHub> channels;
    private final SessionId session;

    ChainStage(LocalChain chain) {
        this.chain = chain;
        before = chain.anvil().snapshot();
        paidBefore = paid();
        node = FakeNitronode.start(FakeNitronodeOptions.defaults()
                .withoutRateLimits()
                .withNodeKey(LocalChain.NODE.privateKey())
                .onChain(chain.id(), chain.hub(), chain.usd(), chain.weth()));
        stage = new Stage(NitronodeStand.of(node));
        follower = ChainFollower.start(chain.chain(), chain.hub(), node);
        channels = List.of(channel(ALICE, 1), channel(BOB, 2));
        follower.catchUp();
        session = node.ledger()
                .openSession(SessionSeed.of(
                                Definition.unanimous("closure-demo", 1, ALICE.address(), BOB.address()),
                                Story.holds(ALICE, "50"),
                                Story.holds(BOB, "37.5"))
                        .atVersion(4));
    }

    private LocalHub channel(Wallet wallet, long nonce) {
        node.ledger().openChannel(Hex.decode(wallet.privateKey()), "yusd", Amount.parse("100"));
        return LocalHub.open(chain, wallet, nonce, CHANNEL);
    }

    /** Its way to the chain is closed by the caller. */
    MortalService service(MortalChain way, CrashPoints points) {
        return new MortalService(
                stage,
                points,
                Map.ofEntries(
                        Map.entry("epilogue.work.enabled", "true"),
                        Map.entry("epilogue.work.poll", "200ms"),
                        Map.entry("epilogue.work.lease", "1s"),
                        Map.entry("epilogue.work.stop-within", "0s"),
                        Map.entry("epilogue.pipeline.lease", "1s"),
                        Map.entry("epilogue.chains.local.id", "" + chain.id()),
                        Map.entry("epilogue.chains.local.urls", way.url()),
                        Map.entry("epilogue.chains.local.poll", "200ms"),
                        Map.entry("epilogue.chains.local.confirmations", "1"),
                        Map.entry("epilogue.chains.local.account.plain-key", LocalChain.STRANGER.privateKey()),
                        Map.entry("epilogue.chains.local.account.sandbox", "true"),
                        Map.entry("epilogue.escalation.level", "CHALLENGE"),
                        Map.entry("epilogue.escalation.watch-interval", "500ms"),
                        Map.entry("epilogue.channels.updates.send-margin", "200ms"),
                        Map.entry("epilogue.channels.updates.follow-transaction", "100ms"),
                        Map.entry("epilogue.channels.updates.first-pause", "100ms"),
                        Map.entry("epilogue.channels.updates.longest-pause", "500ms"),
                        Map.entry("epilogue.channels.updates.look-again", "300ms")));
    }

    MortalChain way(CrashPoints points) {
        return MortalChain.before(chain.anvil().url(), points);
    }

    SessionId session() {
        return session;
    }

    List<LocalHub> channels() {
        return channels;
    }

    LocalChain chain() {
        return chain;
    }

    DatabaseClient rows() {
        return stage.rows();
    }

    /** The account's transactions in blocks since the beginning. */
    long sent() {
        return paid() - paidBefore;
    }

    private long paid() {
        return chain.anvil().nonce(LocalChain.STRANGER.address());
    }

    /** The disputes' windows pass. */
    void pastTheWindow() {
        chain.travel(Duration.ofSeconds(LocalHub.CHALLENGE_SECONDS + 60));
        chain.anvil().mine();
    }

    @Override
    public void close() {
        follower.close();
        stage.close();
        node.close();
        chain.anvil().revert(before);
    }
}

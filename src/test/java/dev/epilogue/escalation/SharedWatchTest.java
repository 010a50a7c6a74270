package dev.epilogue.escalation;

import static dev.epilogue.sandbox.Wallet.ALICE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.epilogue.chain.Chain;
import dev.epilogue.chain.ChainProperties;
import dev.epilogue.chain.channelhub.ChannelHub;
import dev.epilogue.chain.rpc.RpcChains;
import dev.epilogue.closure.Change;
import dev.epilogue.closure.Closure;
import dev.epilogue.closure.Decision;
import dev.epilogue.closure.FinalState;
import dev.epilogue.closure.Lifetime;
import dev.epilogue.closure.Policy;
import dev.epilogue.closure.Proposals;
import dev.epilogue.closure.Protection;
import dev.epilogue.closure.TenantId;
import dev.epilogue.node.Dialect;
import dev.epilogue.node.NodeRegistry;
import dev.epilogue.signing.ClosureVault;
import dev.epilogue.signing.Consensus;
import dev.epilogue.signing.MasterKey;
import dev.epilogue.signing.nitronode.HubState;
import dev.epilogue.store.ClosureStore;
import dev.epilogue.store.Guard;
import dev.epilogue.store.Shards;
import dev.epilogue.testing.EnabledIfAnvil;
import dev.epilogue.testing.LocalChain;
import dev.epilogue.testing.LocalHub;
import dev.epilogue.testing.RpcProxy;
import dev.epilogue.testing.Sessions;
import dev.epilogue.testing.TestDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/** What looking after many channels costs, and for how long they are looked after. */
@EnabledIfAnvil
@Tag("database")
class SharedWatchTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int CHANNELS = 12;

    private final LocalChain local = LocalChain.start(31337);
    private final RpcProxy proxy = RpcProxy.before(local.anvil().url());
    private final RpcChains chains = new RpcChains(chainProperties(), new SimpleMeterRegistry());
    private final TestDatabase database = TestDatabase.migrated();
    private final ConnectionPool pool =
            new ConnectionPool(ConnectionPoolConfiguration.builder(database.connectionFactory())
                    .initialSize(1)
                    .maxSize(2)
                    .build());
    private final DatabaseClient client = DatabaseClient.create(pool);
    private final WatchStore store = new WatchStore(client);
    private final EscalationSettings settings = settings();

    @AfterEach
    void close() {
        pool.dispose();
        database.close();
        proxy.close();
        local.close();
    }

    @Test
    void manyQuietChannelsCostOneReadOfLogsAndTheOneThatIsDisputedIsSeen() {
        List<LocalHub> channels = new ArrayList<>();
        for (int nonce = 1; nonce <= CHANNELS; nonce++) {
            channels.add(LocalHub.open(local, ALICE, nonce, 1_000_000));
        }
        WatchSights sights = sights();
        List<Watch> watches = channels.stream().map(this::watch).toList();
        for (int round = 0; round < 3; round++) {
            watches = watches.stream().map(watch -> looked(sights, watch)).toList();
            local.anvil().mine(2);
        }

        int before = proxy.methods().size();
        assertThat(watches)
                .allSatisfy(watch ->
                        assertThat(sights.of(watch).block(PATIENCE).sight()).isNull());
        List<String> asked = proxy.methods().subList(before, proxy.methods().size());
        assertThat(asked)
                .as("for %d channels together", CHANNELS)
                .doesNotContain("eth_call")
                .hasSizeLessThanOrEqualTo(4);

        LocalHub disputed = channels.get(7);
        HubState opened = disputed.state(1, HubState.DEPOSIT, 1_000_000, 1_000_000);
        local.send(
                ALICE.address(),
                disputed.contract()
                        .challenge(
                                disputed.id(),
                                disputed.coSigned(opened),
                                List.of(),
                                disputed.challengerSignature(opened)));
        Watch watch = watches.get(7);
        Watch other = watches.get(8);
        await().atMost(PATIENCE).until(() -> sights.of(watch).block(PATIENCE).sight() != null);
        assertThat(sights.of(other).block(PATIENCE).sight()).isNull();
    }

    @Test
    void aWatchByPolicyIsWantedUntilItsLastClosureIsOver() {
        ClosureStore closures = new ClosureStore(client, new Shards(client));
        Change first = proposed("first");
        Change second = proposed("second");
        closures.create(first, "key").block(PATIENCE);
        closures.create(second, "key").block(PATIENCE);
        Watch watch = new Watch(
                UUID.randomUUID(),
                TenantId.DEFAULT,
                "sandbox",
                Sessions.NODE.address(),
                Dialect.NITRONODE_V1,
                Channels.target(),
                Watch.EnrolledBy.POLICY,
                Watch.Progress.NONE);

        assertThat(store.wanted(watch).block(PATIENCE)).isTrue();
        cancel(closures, first.after());
        assertThat(store.wanted(watch).block(PATIENCE))
                .as("the second wants it")
                .isTrue();
        cancel(closures, second.after());
        assertThat(store.wanted(watch).block(PATIENCE)).isFalse();
    }

    private static void cancel(ClosureStore closures, Closure closure) {
        Decision.Changed changed = (Decision.Changed) Lifetime.cancel(
                closure, "enough", Duration.ZERO, closure.times().createdAt());
        closures.write(changed.change(), new Guard.Caller()).block(PATIENCE);
    }

    private static Change proposed(String session) {
        Policy policy = Sessions.policy(Consensus.UNANIMOUS);
        Policy escalating = new Policy(
                policy.consensus(),
                null,
                policy.timeout(),
                policy.maxDeadline(),
                null,
                policy.onVersionChange(),
                policy.maxRounds(),
                policy.channelUpdate(),
                policy.settleFor(),
                Policy.Escalation.CHECKPOINT,
                policy.reopenFor());
        return Proposals.propose(
                Sessions.request(FinalState.AS_IT_STANDS, escalating),
                Sessions.alicesAndBobs(session),
                Sessions.NODE,
                Instant.now());
    }

    private Watch looked(WatchSights sights, Watch watch) {
        WatchSights.Seen seen = sights.of(watch).block(PATIENCE);
        return seen.sight() == null
                ? watch
                : watch.at(Guarding.next(watch, seen.sight(), settings.watchfulness(2))
                        .progress());
    }

    private Watch watch(LocalHub channel) {
        Protection.Target target =
                new Protection.Target(ALICE.address(), "yusd", channel.id(), local.id(), local.usd(), 6);
        return new Watch(
                UUID.randomUUID(),
                TenantId.DEFAULT,
                "sandbox",
                LocalChain.NODE.address(),
                Dialect.NITRONODE_V1,
                target,
                Watch.EnrolledBy.REQUEST,
                Watch.Progress.NONE);
    }

    private WatchSights sights() {
        Chain chain = chains.of(local.id());
        NodeRegistry nodes =
                new NodeRegistry(List.of(new ToldNode("sandbox", LocalChain.NODE.address(), false, List.of())), null);
        KnownContracts known = new KnownContracts(
                nodes, (name, chainId) -> Mono.just(new ChannelHub(chain, local.hub())), chains, client);
        CoSignedStates none = (name, address, target) -> Mono.just(Optional.empty());
        Packs packs = new Packs(new PackStore(client), new ClosureVault(MasterKey.generate(), List.of()));
        Sights sights = new Sights(known, chains, nodes, none, packs);
        // nothing of these was ever sent
        Sending sending = new Sending(null);
        return new WatchSights(sights, new ContractNews(chains, settings), sending, store, settings);
    }

    private ChainProperties chainProperties() {
        Map<String, Object> given = Map.of(
                "epilogue.chains.local.id", 31337,
                "epilogue.chains.local.urls", proxy.url(),
                "epilogue.chains.local.confirmations", 2);
        return new Binder(new MapConfigurationPropertySource(given)).bindOrCreate("epilogue", ChainProperties.class);
    }

    private static EscalationSettings settings() {
        return new Binder(new MapConfigurationPropertySource(Map.of("epilogue.escalation.watch-interval", "8s")))
                .bindOrCreate("epilogue.escalation", Bindable.of(EscalationSettings.class));
    }
}

package dev.epilogue.escalation;

import static dev.epilogue.testing.Sessions.ALICE;
import static dev.epilogue.testing.Sessions.BOB;
import static dev.epilogue.testing.Sessions.CAROL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.closure.Closure;
import dev.epilogue.closure.FinalState;
import dev.epilogue.closure.Policy;
import dev.epilogue.closure.Proposals;
import dev.epilogue.closure.Protection;
import dev.epilogue.closure.TenantId;
import dev.epilogue.node.ClearNode;
import dev.epilogue.node.Dialect;
import dev.epilogue.node.NodeChannel;
import dev.epilogue.node.NodeIdentity;
import dev.epilogue.node.NodeRegistry;
import dev.epilogue.node.SessionReading;
import dev.epilogue.signing.Consensus;
import dev.epilogue.signing.nitronode.HashingOrder;
import dev.epilogue.testing.Sessions;
import dev.epilogue.testing.TestDatabase;
import dev.epilogue.value.Address;
import dev.epilogue.value.Allocation;
import dev.epilogue.value.Amount;
import dev.epilogue.value.Hash32;
import dev.epilogue.value.Keccak;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.r2dbc.core.DatabaseClient;

/**
 * Several nodes, most of them under one key, several assets, chains and participants: whatever was met and told, no plan ever names
 * another's channel, and none of the closure's own is missing.
 */
@Tag("database")
class TargetsPropertyTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long SEED = Long.getLong("epilogue.seed", 20261129L);
    private static final int WORLDS = 25;
    private static final List<String> ASSETS = List.of("yusd", "weth", "dai");
    private static final List<Address> WALLETS = List.of(ALICE, BOB, CAROL);

    private final TestDatabase database = TestDatabase.migrated();
    private final ConnectionPool pool =
            new ConnectionPool(ConnectionPoolConfiguration.builder(database.connectionFactory())
                    .initialSize(1)
                    .maxSize(2)
                    .build());
    private final WatchStore watches = new WatchStore(DatabaseClient.create(pool));
    private final Random random = new Random(SEED);

    /** Whose a channel is in truth. */
    private record Owner(String node, Address wallet, String asset) {}

    private final Map<Hash32, Owner> owners = new HashMap<>();

    @AfterEach
    void close() {
        pool.dispose();
        database.close();
    }

    @Test
    void noPlanEverNamesAnothersChannelAndNoneOfTheClosuresOwnIsMissing() {
        System.out.println("seed " + SEED);
        for (int world = 0; world < WORLDS; world++) {
            owners.clear();
            database.execute("DELETE FROM channel_watch");
            List<Place> places = places();
            places.forEach(this::meet);
            for (Place place : places) {
                check(place, places, world);
            }
        }
    }

    private record Place(ToldNode node, Dialect dialect, List<NodeChannel> met) {}

    private List<Place> places() {
        List<Place> places = new ArrayList<>();
        for (int number = 0; number < 4; number++) {
            Address key = random.nextInt(4) == 0 ? CAROL : Sessions.NODE.address();
            Dialect dialect = Dialect.values()[random.nextInt(Dialect.values().length)];
            String name = "node-" + number;
            List<NodeChannel> all = IntStream.range(0, 1 + random.nextInt(8))
                    .mapToObj(index -> channel(name, dialect))
                    .collect(Collectors.toCollection(ArrayList::new));
            Collections.shuffle(all, random);
            int told = random.nextInt(all.size() + 1);
            ToldNode node = new ToldNode(name, key, random.nextInt(3) == 0, all.subList(0, told));
            places.add(new Place(node, dialect, all.subList(random.nextInt(told + 1), all.size())));
        }
        return places;
    }

    private NodeChannel channel(String node, Dialect dialect) {
        Hash32 id =
                Keccak.hash(ByteBuffer.allocate(8).putLong(random.nextLong()).array());
        Address wallet = WALLETS.get(random.nextInt(WALLETS.size()));
        String asset = ASSETS.get(random.nextInt(ASSETS.size()));
        owners.put(id, new Owner(node, wallet, asset));
        return new NodeChannel(
                id,
                wallet,
                wallet,
                asset,
                1 + random.nextInt(3),
                Channels.TOKEN,
                Channels.WINDOW,
                NodeChannel.Status.OPEN,
                1,
                null,
                1,
                null,
                dialect == Dialect.NITRONODE_V1 ? null : Channels.TOKEN,
                null);
    }

    private void meet(Place place) {
        Watches enrolling = new Watches(watches);
        for (NodeChannel channel : place.met()) {
            Protection.Target target = new Protection.Target(
                    channel.wallet(), channel.asset(), channel.channelId(), channel.chainId(), channel.token(), 6);
            enrolling
                    .enrol(
                            new PackDeposits.Channel(
                                    TenantId.DEFAULT,
                                    place.node().name(),
                                    place.node().address(),
                                    place.dialect(),
                                    target),
                            Watch.EnrolledBy.values()[random.nextInt(3)])
                    .block(PATIENCE);
        }
    }

    private void check(Place place, List<Place> places, int world) {
        List<String> assets = ASSETS.subList(0, 1 + random.nextInt(2));
        Closure closure = closure(place, assets);
        NodeRegistry nodes =
                new NodeRegistry(places.stream().<ClearNode>map(Place::node).toList(), null);
        Targets.Found found =
                new Targets(nodes, watches, settings()).of(closure, List.of()).block(PATIENCE);

        assertThat(found.all())
                .as("world %d of seed %d, node %s", world, SEED, place.node().name())
                .allSatisfy(target -> {
                    assertThat(owners.get(target.channelId()))
                            .isEqualTo(new Owner(place.node().name(), target.participant(), target.asset()));
                    assertThat(target.participant()).isIn(ALICE, BOB);
                    assertThat(target.asset()).isIn(assets);
                });
        assertThat(found.all())
                .extracting(Protection.Target::channelId)
                .containsExactlyInAnyOrderElementsOf(own(place, assets));
    }

    private Set<Hash32> own(Place place, List<String> assets) {
        List<NodeChannel> known = new ArrayList<>(place.met());
        if (!place.node().silent()) {
            known.addAll(place.node().told());
        }
        return known.stream()
                .filter(channel -> !channel.wallet().equals(CAROL) && assets.contains(channel.asset()))
                .map(NodeChannel::channelId)
                .collect(Collectors.toSet());
    }

    private Closure closure(Place place, List<String> assets) {
        Allocation[] held = assets.stream()
                .map(asset -> new Allocation(ALICE, asset, Amount.parse("50")))
                .toArray(Allocation[]::new);
        boolean v1 = place.dialect() == Dialect.NITRONODE_V1;
        SessionReading reading = new SessionReading(
                Sessions.id("session " + random.nextLong()),
                place.dialect(),
                "closure-demo",
                true,
                4,
                2,
                v1
                        ? List.of(Sessions.member(ALICE, 1), Sessions.member(BOB, 1))
                        : List.of(Sessions.checksummed(ALICE, 1), Sessions.checksummed(BOB, 1)),
                "",
                v1 ? HashingOrder.sorted(Arrays.asList(held)) : List.of(held),
                assets.stream().collect(Collectors.toMap(asset -> asset, asset -> 6)),
                Sessions.NOON,
                Sessions.NOON);
        Policy policy = Sessions.policy(Consensus.UNANIMOUS);
        Proposals.Request request = new Proposals.Request(
                TenantId.DEFAULT, place.node().name(), FinalState.AS_IT_STANDS, policy, null, null);
        return Proposals.propose(request, reading, new NodeIdentity(place.node().address(), ""), Sessions.NOON)
                .after();
    }

    private static EscalationSettings settings() {
        return new Binder(new MapConfigurationPropertySource(Map.of("epilogue.escalation.level", "CHALLENGE")))
                .bindOrCreate("epilogue.escalation", Bindable.of(EscalationSettings.class));
    }
}

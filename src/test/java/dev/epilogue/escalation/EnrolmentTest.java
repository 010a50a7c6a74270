package dev.epilogue.escalation;

import static dev.epilogue.testing.Sessions.ALICE;
import static dev.epilogue.testing.Sessions.BOB;
import static dev.epilogue.testing.Sessions.CAROL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.epilogue.chain.Chain;
import dev.epilogue.chain.ChainException;
import dev.epilogue.chain.Chains;
import dev.epilogue.chain.ChannelContract;
import dev.epilogue.chain.ChannelContracts;
import dev.epilogue.chain.channelhub.ChannelHub;
import dev.epilogue.closure.Closure;
import dev.epilogue.closure.FinalState;
import dev.epilogue.closure.Policy;
import dev.epilogue.closure.Proposals;
import dev.epilogue.node.NodeChannel;
import dev.epilogue.node.NodeRegistry;
import dev.epilogue.problem.Problem;
import dev.epilogue.problem.ProblemCode;
import dev.epilogue.signing.ClosureVault;
import dev.epilogue.signing.Consensus;
import dev.epilogue.signing.MasterKey;
import dev.epilogue.testing.Sessions;
import dev.epilogue.testing.TestDatabase;
import dev.epilogue.value.Address;
import dev.epilogue.value.Hash32;
import dev.epilogue.value.Keccak;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/** Who is looked after from a closure's beginning, and who is told not to be. */
@Tag("database")
class EnrolmentTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long NOT_CONFIGURED = 1;
    private static final long OF_A_STRANGER = 2;
    private static final long AWAY = 3;
    private static final long SOUND = 4;

    private final TestDatabase database = TestDatabase.migrated();
    private final ConnectionPool pool =
            new ConnectionPool(ConnectionPoolConfiguration.builder(database.connectionFactory())
                    .initialSize(1)
                    .maxSize(2)
                    .build());
    private final DatabaseClient client = DatabaseClient.create(pool);
    private final WatchStore watches = new WatchStore(client);

    @AfterEach
    void close() {
        pool.dispose();
        database.close();
    }

    @Test
    void whatCannotBeLookedAfterIsTheOnlyThingThatIsNot() {
        Closure closure = closure();
        ToldNode node = new ToldNode(
                "sandbox",
                Sessions.NODE.address(),
                false,
                List.of(
                        channel(ALICE, NOT_CONFIGURED),
                        channel(ALICE, OF_A_STRANGER),
                        channel(ALICE, AWAY),
                        channel(BOB, SOUND)));

        List<Unwatched> unwatched = enrolment(node).of(closure).block(PATIENCE);

        assertThat(unwatched)
                .extracting(Unwatched::channelId, Unwatched::reason)
                .containsExactly(
                        tuple(id(NOT_CONFIGURED), Reasons.CHAIN_NOT_CONFIGURED),
                        tuple(id(OF_A_STRANGER), Reasons.CONTRACT_UNVERIFIED));
        assertThat(watches.targetsOf(closure.tenant(), ChannelNode.of(closure), ALICE)
                        .map(target -> target.channelId())
                        .collectList()
                        .block(PATIENCE))
                .containsExactly(id(AWAY));
        assertThat(watches.targetsOf(closure.tenant(), ChannelNode.of(closure), BOB)
                        .map(target -> target.channelId())
                        .collectList()
                        .block(PATIENCE))
                .containsExactly(id(SOUND));
    }

    private Enrolment enrolment(ToldNode node) {
        NodeRegistry nodes = new NodeRegistry(List.of(node), null);
        Chains chains = new FewChains();
        ChannelContracts contracts = (name, chainId) -> contract(chains, chainId);
        CoSignedStates none = (name, address, target) -> Mono.just(Optional.empty());
        Packs packs = new Packs(new PackStore(client), new ClosureVault(MasterKey.generate(), List.of()));
        Sights sights = new Sights(new KnownContracts(nodes, contracts, chains, client), chains, nodes, none, packs);
        return new Enrolment(new Targets(nodes, watches, settings()), sights, new Watches(watches));
    }

    private static Mono<ChannelContract> contract(Chains chains, long chainId) {
        if (chainId == OF_A_STRANGER) {
            return Mono.error(
                    Problem.of(ProblemCode.CONTRACT_UNVERIFIED, "a stranger's").exception());
        }
        return chainId == AWAY
                ? Mono.error(new ChainException.Unavailable("away"))
                : Mono.just(new ChannelHub(chains.of(chainId), CAROL));
    }

    /** Whatever is configured has only a number. */
    private record FewChains() implements Chains {
        @Override
        public Chain of(long id) {
            return new MuteChain(id);
        }

        @Override
        public Optional<Chain> find(long id) {
            return id == NOT_CONFIGURED ? Optional.empty() : Optional.of(of(id));
        }

        @Override
        public List<Chain> all() {
            return LongStream.of(OF_A_STRANGER, AWAY, SOUND).mapToObj(this::of).toList();
        }
    }

    private static Hash32 id(long chainId) {
        return Keccak.hash(new byte[] {(byte) chainId});
    }

    private static NodeChannel channel(Address wallet, long chainId) {
        return new NodeChannel(
                id(chainId),
                wallet,
                wallet,
                "yusd",
                chainId,
                Channels.TOKEN,
                Channels.WINDOW,
                NodeChannel.Status.OPEN,
                1,
                null,
                1,
                null,
                null,
                null);
    }

    private static Closure closure() {
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
                Policy.Escalation.CHALLENGE,
                policy.reopenFor());
        Proposals.Request request = Sessions.request(FinalState.AS_IT_STANDS, escalating);
        return Proposals.propose(request, Sessions.alicesAndBobs("enrolled"), Sessions.NODE, Sessions.NOON)
                .after();
    }

    private static EscalationSettings settings() {
        return new Binder(new MapConfigurationPropertySource())
                .bindOrCreate("epilogue.escalation", Bindable.of(EscalationSettings.class));
    }
}

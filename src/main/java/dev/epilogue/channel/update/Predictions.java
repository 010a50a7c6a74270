package dev.epilogue.channel.update;

import dev.epilogue.closure.Policy;
import dev.epilogue.node.Budget;
import dev.epilogue.node.Dialect;
import dev.epilogue.node.NodeChannels;
import dev.epilogue.node.NodeRegistry;
import dev.epilogue.node.NodeState;
import dev.epilogue.node.SessionReading;
import dev.epilogue.value.Address;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * v1: reads the participants' newest channel states beside a session, so that a round can offer what its close will make of them.
 * Only a convenience: where a state cannot be read, the participant is asked after the close.
 */
@Component
public class Predictions {

    /** Enough for any table of players; a crowd is asked after the close. */
    private static final int MOST = 64;

    private static final int AT_ONCE = 8;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final NodeRegistry nodes;

    Predictions(NodeRegistry nodes) {
        this.nodes = nodes;
    }

    private record Place(Address participant, String asset) {}

    /** The reading with the states; as it is where the policy has no use for them. */
    public Mono<SessionReading> add(String node, Policy policy, SessionReading session) {
        List<Place> places = places(session);
        boolean wanted = policy.asksInOneVisit()
                && session.open()
                && session.dialect() == Dialect.NITRONODE_V1
                && places.size() <= MOST;
        if (!wanted) {
            return Mono.just(session);
        }
        return Mono.defer(() -> newest(nodes.of(node, Budget.PROOF).channels(), places))
                .map(session::with)
                .timeout(PATIENCE)
                .onErrorReturn(session);
    }

    /** Whoever takes part may be paid in any asset that the session holds. */
    private static List<Place> places(SessionReading session) {
        return session.allocations().stream()
                .filter(row -> !row.amount().isZero())
                .map(row -> row.asset())
                .distinct()
                .flatMap(asset -> session.participants().stream().map(member -> new Place(member.participant(), asset)))
                .toList();
    }

    private static Mono<List<NodeState>> newest(NodeChannels channels, List<Place> places) {
        return Flux.fromIterable(places)
                .flatMapSequential(
                        place -> channels.newest(place.participant(), place.asset())
                                .onErrorReturn(Optional.empty()),
                        AT_ONCE)
                .flatMap(Mono::justOrEmpty)
                .collectList();
    }
}

package dev.epilogue.escalation;

import dev.epilogue.channel.update.ChannelUpdates;
import dev.epilogue.closure.Closure;
import dev.epilogue.closure.Hindrance;
import dev.epilogue.closure.Lifetime;
import dev.epilogue.node.NodeRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Whether a node does what users ask of it, and whether closing by agreement may still succeed. */
@Component
public class NodeService {

    /** What a node's refusal or absence is called in a closure's own record. */
    private static final Set<String> NODE_PROBLEMS =
            Set.of("node-unavailable", "node-refused", "node-failed", "not-sent");

    private final NodeRegistry nodes;
    private final ChannelUpdates updates;
    private final EscalationSettings settings;

    NodeService(NodeRegistry nodes, ChannelUpdates updates, EscalationSettings settings) {
        this.nodes = nodes;
        this.updates = updates;
        this.settings = settings;
    }

    /**
     * Not served: unreachable, or standing in the way, for longer than a node is waited for. Unreachable is what this instance sees,
     * at most since it started, and for as long as its own clock counts, whatever time the database shows. Standing in the way is stored, and so outlives an instance; it lasts from the first try that failed to the last one, so
     * that a node which is back is not blamed for the time until it is tried again.
     */
    public Mono<Boolean> served(Closure closure) {
        if (tooLong(unreachableFor(closure.subject().node())) || tooLong(hinderedFor(closure))) {
            return Mono.just(false);
        }
        if (!closure.session().closed()) {
            return Mono.just(true);
        }
        return updates.hinderedFor(closure).map(lasted -> !tooLong(lasted)).defaultIfEmpty(true);
    }

    /**
     * Until the deadline, and while a complete set may still be sent; a session that is closed needs no agreement any more.
     *
     * @param served by the node, as {@link #served} says
     */
    static boolean cooperative(Closure closure, boolean served, Instant now) {
        Instant deadline = closure.times().deadline();
        return served
                && switch (closure.status()) {
                    case COLLECTING -> now.isBefore(deadline);
                    case READY -> Lifetime.maySend(closure, now);
                    case SUBMITTING, SETTLING, PARKED -> true;
                    case ESCALATING -> closure.session().closed() || now.isBefore(deadline);
                    default -> false;
                };
    }

    private boolean tooLong(Duration lasted) {
        return lasted.compareTo(settings.nodeUnreachableFor()) > 0;
    }

    /** Zero while it is of use, and where it is not configured any more. */
    private Duration unreachableFor(String name) {
        return nodes.find(name).map(node -> node.status().awayFor()).orElse(Duration.ZERO);
    }

    private static Duration hinderedFor(Closure closure) {
        Hindrance problem = closure.work().problem();
        return problem != null && NODE_PROBLEMS.contains(problem.code()) ? problem.lasted() : Duration.ZERO;
    }
}

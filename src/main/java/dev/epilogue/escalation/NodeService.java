package dev.epilogue.escalation;

import dev.epilogue.closure.Closure;
import dev.epilogue.closure.ClosureStatus;
import dev.epilogue.closure.Hindrance;
import dev.epilogue.closure.Lifetime;
import dev.epilogue.node.NodeRegistry;
import dev.epilogue.node.NodeStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Whether a node does what users ask of it, and whether closing by agreement may still succeed. */
@Component
public class NodeService {

    /** What a node's refusal or absence is called in a closure's own record. */
    private static final Set<String> NODE_PROBLEMS =
            Set.of("node-unavailable", "node-refused", "node-failed", "not-sent");

    private final NodeRegistry nodes;
    private final EscalationSettings settings;

    NodeService(NodeRegistry nodes, EscalationSettings settings) {
        this.nodes = nodes;
        this.settings = settings;
    }

    /** Not served: unreachable, or refusing, for longer than a node is waited for. */
    public boolean served(Closure closure, Instant now) {
        return !longerThanWaitedFor(unreachableSince(closure.subject().node()), now)
                && !longerThanWaitedFor(hinderedSince(closure), now);
    }

    /** Until the deadline, and while a complete set may still be sent; a session that is closed needs no agreement any more. */
    boolean cooperative(Closure closure, Instant now) {
        boolean served = served(closure, now);
        return switch (closure.status()) {
            case COLLECTING -> served && now.isBefore(closure.times().deadline());
            case READY -> served && Lifetime.maySend(closure, now);
            case SUBMITTING, SETTLING -> served;
            case ESCALATING ->
                served
                        && (closure.session().closed()
                                || now.isBefore(closure.times().deadline()));
            default -> closure.status() == ClosureStatus.PARKED && served;
        };
    }

    private boolean longerThanWaitedFor(@Nullable Instant since, Instant now) {
        return since != null && Duration.between(since, now).compareTo(settings.nodeUnreachableFor()) > 0;
    }

    /** Null while it can be reached, and where nobody knows for how long it cannot. */
    private @Nullable Instant unreachableSince(String name) {
        return nodes.find(name)
                .map(node -> node.status())
                .filter(status -> status.link() != NodeStatus.LinkState.UP)
                .map(NodeStatus::lastHeardAt)
                .orElse(null);
    }

    private static @Nullable Instant hinderedSince(Closure closure) {
        Hindrance problem = closure.work().problem();
        return problem != null && NODE_PROBLEMS.contains(problem.code()) ? problem.at() : null;
    }
}

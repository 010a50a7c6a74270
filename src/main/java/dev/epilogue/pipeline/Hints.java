package dev.epilogue.pipeline;

import dev.epilogue.node.ClearNode;
import dev.epilogue.node.NodeHint;
import dev.epilogue.node.NodeRegistry;
import dev.epilogue.store.LeaseStore;
import dev.epilogue.value.SessionId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Nodes that say by themselves that a session has changed shorten a wait. They prove nothing: what is hastened is a reading, and
 * a hint that is lost costs time alone.
 */
@Component
class Hints {

    private static final Logger LOG = LoggerFactory.getLogger(Hints.class);

    private final NodeRegistry nodes;
    private final LeaseStore leases;

    Hints(NodeRegistry nodes, LeaseStore leases) {
        this.nodes = nodes;
        this.leases = leases;
    }

    /** One signal for each closure that became due. Never ends by itself. */
    Flux<Long> hastened() {
        return Flux.fromIterable(nodes.all()).flatMap(this::hastened, Integer.MAX_VALUE);
    }

    private Flux<Long> hastened(ClearNode node) {
        return node.hints()
                .mapNotNull(NodeHint::session)
                .onBackpressureDrop()
                .concatMap(session -> hasten(node, session), 1)
                .filter(closures -> closures > 0);
    }

    private Mono<Long> hasten(ClearNode node, SessionId session) {
        return node.identity()
                .flatMap(identity -> leases.hasten(identity.address(), session))
                .onErrorResume(failure -> {
                    LOG.debug("a hint of {} is passed over: {}", node.name(), failure.toString());
                    return Mono.empty();
                });
    }
}

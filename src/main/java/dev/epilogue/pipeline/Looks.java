package dev.epilogue.pipeline;

import dev.epilogue.node.Budget;
import dev.epilogue.node.ClearNode;
import dev.epilogue.node.Lane;
import dev.epilogue.node.NodeRegistry;
import dev.epilogue.store.LookStore;
import dev.epilogue.work.Ongoing;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Looks at the sessions of closures that collect signatures, as one more caller of each node: what the node has no time for is looked at
 * another time. Each node by itself, one request after the other, so that one which is slow delays no other.
 */
@Component
class Looks extends Ongoing {

    private static final Logger LOG = LoggerFactory.getLogger(Looks.class);

    /** All looks of an instance take turns with its callers as one of them. */
    private static final Lane LANE = new Lane("sessions of collecting closures");

    /** What was seen is written down together, and not later than this. */
    private static final Duration TOGETHER = Duration.ofSeconds(1);

    /** Requests end by themselves, each in seconds; this is for what nobody has thought of. */
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private final NodeRegistry nodes;
    private final LookStore looks;
    private final LookSettings settings;
    private final PipelineSettings pipeline;

    Looks(NodeRegistry nodes, LookStore looks, LookSettings settings, PipelineSettings pipeline) {
        this.nodes = nodes;
        this.looks = looks;
        this.settings = settings;
        this.pipeline = pipeline;
    }

    @Override
    protected Flux<?> work() {
        List<ClearNode> all = settings.enabled() && pipeline.enabled() ? nodes.all() : List.of();
        return Flux.fromIterable(all).flatMap(this::again, Math.max(1, all.size()));
    }

    private Flux<Void> again(ClearNode node) {
        return Flux.interval(settings.turn()).onBackpressureDrop().concatMap(turn -> turn(node), 1);
    }

    private Mono<Void> turn(ClearNode node) {
        return Mono.defer(() -> node.status().link().away() ? Mono.empty() : look(node))
                .timeout(LONGEST)
                .onErrorResume(failure -> {
                    LOG.debug("sessions at {} are looked at another time: {}", node.name(), failure.toString());
                    return Mono.empty();
                });
    }

    private Mono<Void> look(ClearNode node) {
        return looks.take(node.name(), settings.every(), settings.most())
                .flatMap(taken -> node.identity()
                        .flatMap(identity -> node.on(Budget.CALLERS)
                                .glimpse(taken.sessions())
                                .bufferTimeout(settings.most(), TOGETHER, true)
                                .concatMap(seen -> looks.seen(node.name(), identity.address(), seen, taken.at()), 1)
                                .then()))
                .contextWrite(LANE::in);
    }
}

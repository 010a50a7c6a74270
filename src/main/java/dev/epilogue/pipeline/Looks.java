package dev.epilogue.pipeline;

import dev.epilogue.node.Budget;
import dev.epilogue.node.ClearNode;
import dev.epilogue.node.Lane;
import dev.epilogue.node.NodeRegistry;
import dev.epilogue.store.LookStore;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Looks at the sessions of closures that collect signatures, as one more caller of each node: what the node has no time for is looked at
 * another time. Each node by itself, one request after the other, so that one which is slow delays no other.
 */
@Component
class Looks implements SmartLifecycle {

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
    private volatile @Nullable Disposable looking;

    Looks(NodeRegistry nodes, LookStore looks, LookSettings settings, PipelineSettings pipeline) {
        this.nodes = nodes;
        this.looks = looks;
        this.settings = settings;
        this.pipeline = pipeline;
    }

    @Override
    public void start() {
        if (settings.enabled() && pipeline.enabled()) {
            List<ClearNode> all = nodes.all();
            looking = Flux.fromIterable(all)
                    .flatMap(this::again, Math.max(1, all.size()))
                    .subscribe();
        }
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

    @Override
    public void stop() {
        Disposable subscription = looking;
        if (subscription != null) {
            subscription.dispose();
            looking = null;
        }
    }

    @Override
    public boolean isRunning() {
        return looking != null;
    }
}

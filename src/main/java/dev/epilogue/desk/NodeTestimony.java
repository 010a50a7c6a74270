package dev.epilogue.desk;

import dev.epilogue.closure.Closure;
import dev.epilogue.closure.SettlementLine;
import dev.epilogue.node.Budget;
import dev.epilogue.node.ClearNode;
import dev.epilogue.node.Dialect;
import dev.epilogue.node.NodeRegistry;
import dev.epilogue.node.NodeWord;
import dev.epilogue.store.NodeWordStore;
import java.time.Duration;
import java.util.List;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * What a node signed of a closed session. A 0.x node signs what it answers anyway, and the work after a close keeps that. A v1 node signs only
 * the states of channels: where nobody has had a reason to read them, whoever asks for a certificate has, once; a node that is away, or a channel
 * that has moved on since, makes the certificate poorer and not late.
 */
@Component
class NodeTestimony {

    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final NodeWordStore store;
    private final NodeRegistry nodes;

    NodeTestimony(NodeWordStore store, NodeRegistry nodes) {
        this.store = store;
        this.nodes = nodes;
    }

    Mono<List<NodeWord>> of(Closure closure) {
        return store.ofClosure(closure.tenant(), closure.id())
                .collectList()
                .flatMap(kept -> kept.isEmpty() && asks(closure) ? asked(closure) : Mono.just(kept));
    }

    private static boolean asks(Closure closure) {
        return closure.subject().dialect() == Dialect.NITRONODE_V1
                && closure.session().closed()
                && closure.settlement().stream().anyMatch(line -> line.creditId() != null);
    }

    private Mono<List<NodeWord>> asked(Closure closure) {
        return Mono.defer(() -> {
                    ClearNode node = nodes.of(closure.subject().node(), Budget.CALLERS);
                    return Flux.fromIterable(closure.settlement())
                            .filter(line -> line.creditId() != null)
                            .concatMap(line -> state(node, line), 1)
                            .then(Mono.fromSupplier(
                                    () -> node.words(closure.subject().sessionId())));
                })
                .timeout(PATIENCE)
                .onErrorReturn(List.of())
                .delayUntil(words -> store.keep(closure, words));
    }

    private static Mono<Void> state(ClearNode node, SettlementLine line) {
        return node.channels()
                .newest(line.participant(), line.asset())
                .onErrorComplete()
                .then();
    }
}

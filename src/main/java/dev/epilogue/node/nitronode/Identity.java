package dev.epilogue.node.nitronode;

import dev.epilogue.node.NodeException;
import dev.epilogue.node.NodeIdentity;
import dev.epilogue.node.link.Incoming.Answer;
import dev.epilogue.value.Address;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Who the node is: asked once, and held to what is configured. */
final class Identity {

    private final @Nullable Address expected;
    private volatile @Nullable NodeIdentity known;
    private volatile @Nullable String problem;

    /** @param expected null where any will do */
    Identity(@Nullable Address expected) {
        this.expected = expected;
    }

    @Nullable
    NodeIdentity known() {
        return known;
    }

    @Nullable
    String problem() {
        return problem;
    }

    Mono<NodeIdentity> of(Calls calls) {
        return Mono.defer(() -> {
            NodeIdentity told = known;
            return told != null
                    ? Mono.just(told)
                    : calls.ask("node.v1.get_config", Map.of(), "").map(this::told);
        });
    }

    private NodeIdentity told(Answer answer) {
        NodeIdentity told = NodeConfig.parse(answer.body()).identity();
        if (expected != null && !expected.equals(told.address())) {
            problem = "the node's address is " + told.address() + ", configured is " + expected;
            throw new NodeException.Unsupported(problem);
        }
        problem = null;
        known = told;
        return told;
    }
}

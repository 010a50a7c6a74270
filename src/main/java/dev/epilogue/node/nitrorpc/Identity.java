package dev.epilogue.node.nitrorpc;

import dev.epilogue.node.NodeException;
import dev.epilogue.node.NodeIdentity;
import dev.epilogue.node.link.Incoming.Answer;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Who the node is: asked once, and held to. */
final class Identity {

    private final Broker broker;
    private volatile @Nullable NodeIdentity known;
    private volatile @Nullable String problem;

    Identity(Broker broker) {
        this.broker = broker;
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
                    : calls.ask("get_config", "{}", "").map(this::told);
        });
    }

    private NodeIdentity told(Answer answer) {
        NodeIdentity told = new NodeIdentity(Config.address(answer.body()), "");
        try {
            broker.told(told.address(), Config.signer(answer));
        } catch (NodeException.Unsupported another) {
            problem = another.getMessage();
            throw another;
        }
        problem = null;
        known = told;
        return told;
    }
}

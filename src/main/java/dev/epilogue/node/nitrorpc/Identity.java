package dev.epilogue.node.nitrorpc;

import dev.epilogue.node.NodeException;
import dev.epilogue.node.NodeIdentity;
import dev.epilogue.node.link.Incoming.Answer;
import dev.epilogue.node.link.Request;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Who the node is: asked on every new connection before anything else, and held to. */
final class Identity {

    private final Broker broker;
    private volatile @Nullable NodeIdentity known;

    Identity(Broker broker) {
        this.broker = broker;
    }

    /** Null before the first connection. */
    @Nullable
    NodeIdentity known() {
        return known;
    }

    /** Fails with {@link NodeException.WrongNode} when it is another one. */
    Mono<Void> confirm(Function<Request, Mono<Answer>> ask) {
        return asked(new Calls(ask)).then();
    }

    Mono<NodeIdentity> of(Calls calls) {
        return Mono.defer(() -> {
            NodeIdentity told = known;
            return told != null ? Mono.just(told) : asked(calls);
        });
    }

    private Mono<NodeIdentity> asked(Calls calls) {
        return calls.ask("get_config", "{}", "").map(this::told);
    }

    private NodeIdentity told(Answer answer) {
        NodeIdentity told = new NodeIdentity(Config.address(answer.body()), "");
        broker.told(told.address(), Config.signer(answer));
        known = told;
        return told;
    }
}

package dev.epilogue.node.nitronode;

import dev.epilogue.node.NodeException;
import dev.epilogue.node.NodeIdentity;
import dev.epilogue.node.link.Incoming.Answer;
import dev.epilogue.node.link.Request;
import dev.epilogue.value.Address;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Who the node is: asked on every new connection before anything else, and held to what is configured, else to what it said first. */
final class Identity {

    private static final Request QUESTION = Request.of("node.v1.get_config", "{}", "");

    private final @Nullable Address expected;
    private volatile @Nullable NodeIdentity known;

    /** @param expected null where any will do */
    Identity(@Nullable Address expected) {
        this.expected = expected;
    }

    /** Null before the first connection. */
    @Nullable
    NodeIdentity known() {
        return known;
    }

    /** Fails with {@link NodeException.WrongNode} when it is another one. */
    Mono<Void> confirm(Function<Request, Mono<Answer>> ask) {
        return ask.apply(QUESTION).map(Calls::accepted).doOnNext(this::told).then();
    }

    Mono<NodeIdentity> of(Calls calls) {
        return Mono.defer(() -> {
            NodeIdentity told = known;
            return told != null ? Mono.just(told) : calls.ask(QUESTION).map(this::told);
        });
    }

    private NodeIdentity told(Answer answer) {
        NodeIdentity told = NodeConfig.parse(answer.body()).identity();
        if (expected != null && !expected.equals(told.address())) {
            throw new NodeException.WrongNode(
                    "the node's address is " + told.address() + ", configured is " + expected);
        }
        NodeIdentity before = known;
        if (before != null && !before.address().equals(told.address())) {
            throw new NodeException.WrongNode(
                    "the node's address is " + told.address() + ", it was " + before.address());
        }
        known = told;
        return told;
    }
}

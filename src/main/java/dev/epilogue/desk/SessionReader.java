package dev.epilogue.desk;

import dev.epilogue.channel.update.Predictions;
import dev.epilogue.closure.Policy;
import dev.epilogue.node.Budget;
import dev.epilogue.node.ClearNode;
import dev.epilogue.node.NodeIdentity;
import dev.epilogue.node.NodeRegistry;
import dev.epilogue.node.SessionReading;
import dev.epilogue.problem.Problem;
import dev.epilogue.problem.ProblemCode;
import dev.epilogue.problem.ProblemException;
import dev.epilogue.value.SessionId;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Sessions as a node shows them now, with the node's own identity. */
@Component
class SessionReader {

    private final NodeRegistry nodes;
    private final Predictions predictions;
    private final UnknownSessions unknown = new UnknownSessions(System::nanoTime);

    SessionReader(NodeRegistry nodes, Predictions predictions) {
        this.nodes = nodes;
        this.predictions = predictions;
    }

    record Read(ClearNode node, NodeIdentity identity, SessionReading session) {}

    Mono<Read> read(String nodeName, SessionId id) {
        return Mono.defer(() -> {
            ClearNode node = nodes.of(nodeName, Budget.CALLERS);
            return Mono.zip(node.identity(), session(node, id)).map(both -> new Read(node, both.getT1(), both.getT2()));
        });
    }

    /** With what a round under this policy may predict. */
    Mono<SessionReading> predicting(Read read, Policy policy) {
        return predictions.add(read.node().name(), policy, read.session());
    }

    Mono<NodeIdentity> identity(String nodeName) {
        return Mono.defer(() -> nodes.of(nodeName, Budget.CALLERS).identity());
    }

    private Mono<SessionReading> session(ClearNode node, SessionId id) {
        return unknown.remembered(node.name(), id)
                ? Mono.error(notFound(node))
                : node.readSession(id).switchIfEmpty(Mono.error(() -> {
                    unknown.remember(node.name(), id);
                    return notFound(node);
                }));
    }

    private static ProblemException notFound(ClearNode node) {
        return Problem.of(ProblemCode.SESSION_NOT_FOUND, "The node " + node.name() + " knows no such session.")
                .exception();
    }
}

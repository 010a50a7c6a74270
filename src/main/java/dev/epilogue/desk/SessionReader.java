package dev.epilogue.desk;

import dev.epilogue.channel.update.Predictions;
import dev.epilogue.closure.Policy;
import dev.epilogue.closure.TenantId;
import dev.epilogue.node.Budget;
import dev.epilogue.node.ClearNode;
import dev.epilogue.node.NodeIdentity;
import dev.epilogue.node.NodeRegistry;
import dev.epilogue.node.NodeStatus;
import dev.epilogue.node.SessionReading;
import dev.epilogue.node.SessionRemark;
import dev.epilogue.problem.Problem;
import dev.epilogue.problem.ProblemCode;
import dev.epilogue.problem.ProblemException;
import dev.epilogue.tenancy.Rights;
import dev.epilogue.value.SessionId;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Sessions as a node shows them now, with the node's own identity. */
@Component
class SessionReader {

    /** No proposal waits longer for a node that it is not about. */
    private static final Duration ELSEWHERE = Duration.ofSeconds(1);

    private final NodeRegistry nodes;
    private final Predictions predictions;
    private final Rights rights;
    private final UnknownSessions unknown = new UnknownSessions(System::nanoTime);

    SessionReader(NodeRegistry nodes, Predictions predictions, Rights rights) {
        this.nodes = nodes;
        this.predictions = predictions;
        this.rights = rights;
    }

    record Read(ClearNode node, NodeIdentity identity, SessionReading session) {}

    Mono<Read> read(String nodeName, SessionId id) {
        return Mono.defer(() -> {
            ClearNode node = nodes.of(nodeName, Budget.CALLERS);
            return Mono.zip(node.identity(), session(node, id)).map(both -> new Read(node, both.getT1(), both.getT2()));
        });
    }

    /** One that the tenant may see. Fails with {@code session-not-found} or {@code session-not-yours}. */
    Mono<Read> read(TenantId tenant, String nodeName, SessionId id) {
        return read(nodeName, id)
                .delayUntil(
                        read -> rights.session(tenant, nodeName, read.session().application()));
    }

    /**
     * The same, with a remark for each other node that knows a session of the same id: ids are hashes of definitions, so what is signed
     * for one counts for the other. Nodes that cannot be asked now have nothing to say.
     */
    Mono<Read> readEverywhere(TenantId tenant, String nodeName, SessionId id) {
        return Mono.zip(read(tenant, nodeName, id), elsewhere(nodeName, id)).map(both -> {
            Read read = both.getT1();
            return new Read(read.node(), read.identity(), read.session().noting(both.getT2()));
        });
    }

    private Mono<List<SessionRemark>> elsewhere(String nodeName, SessionId id) {
        return Mono.fromSupplier(() -> others(nodeName))
                .flatMapIterable(others -> others)
                .flatMap(other -> other.readSession(id)
                        .timeout(ELSEWHERE)
                        .map(found -> SessionRemark.of(SessionRemark.Code.ELSEWHERE, other.name()))
                        .onErrorResume(unheard -> Mono.empty()))
                .collectSortedList(Comparator.comparing(remark -> String.valueOf(remark.account())));
    }

    /** Two names of one node are no two nodes. */
    private List<ClearNode> others(String nodeName) {
        List<String> same = nodes.sharingKeyWith(nodeName);
        return nodes.all().stream()
                .filter(other -> !other.name().equals(nodeName) && !same.contains(other.name()))
                .filter(other -> other.status().link() != NodeStatus.LinkState.DOWN)
                .toList();
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

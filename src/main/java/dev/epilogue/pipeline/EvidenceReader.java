package dev.epilogue.pipeline;

import dev.epilogue.channel.update.Predictions;
import dev.epilogue.closure.ClosedSession;
import dev.epilogue.closure.Closure;
import dev.epilogue.closure.Evidence;
import dev.epilogue.node.Budget;
import dev.epilogue.node.ClearNode;
import dev.epilogue.node.NodeRegistry;
import dev.epilogue.node.SessionReading;
import dev.epilogue.store.NodeWordStore;
import dev.epilogue.value.Address;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Reads back what a node shows of a closure's session: the only source of proof. */
@Component
public class EvidenceReader {

    private final NodeRegistry nodes;
    private final Predictions predictions;
    private final NodeWordStore words;

    EvidenceReader(NodeRegistry nodes, Predictions predictions, NodeWordStore words) {
        this.nodes = nodes;
        this.predictions = predictions;
        this.words = words;
    }

    /** Over the connections that serve everybody. */
    public Mono<Evidence> read(Closure closure) {
        return Mono.defer(() -> {
            ClearNode node = nodes.of(closure.subject().node(), Budget.PROOF);
            return evidence(closure, node, node.readSession(closure.subject().sessionId()));
        });
    }

    /** Over a new connection, behind which no frame of ours can still wait. */
    public Mono<Evidence> readAfresh(Closure closure) {
        return Mono.defer(() -> {
            ClearNode node = nodes.of(closure.subject().node(), Budget.PROOF);
            return evidence(
                    closure, node, node.readSessionAfresh(closure.subject().sessionId()));
        });
    }

    private Mono<Evidence> evidence(Closure closure, ClearNode node, Mono<SessionReading> session) {
        return session.flatMap(reading -> reading.open() ? open(closure, reading) : closed(closure, node, reading))
                .defaultIfEmpty(new Evidence.Vanished());
    }

    /** A session that has moved may get a new round, which predicts what the close will make of the participants' channels. */
    private Mono<Evidence> open(Closure closure, SessionReading reading) {
        boolean unmoved = reading.versionNumber() == closure.expectedVersion();
        return unmoved
                ? Mono.just(new Evidence.Open(reading))
                : predictions
                        .add(closure.subject().node(), closure.policy(), reading)
                        .map(Evidence.Open::new);
    }

    /** What the node signed of it is kept before anything is decided by it. */
    private Mono<Evidence> closed(Closure closure, ClearNode node, SessionReading reading) {
        Instant since = closure.round().base().mark().from();
        return node.credits(closure.subject().sessionId(), closure.payees(), since)
                .map(credits -> new Evidence.Closed(reading, credits))
                .flatMap(found -> ClosedSession.datesMayMislead(closure, found)
                        ? whole(closure, node, reading)
                        : Mono.just(found))
                .delayUntil(found ->
                        words.keep(closure, node.words(closure.subject().sessionId())));
    }

    private static Mono<Evidence> whole(Closure closure, ClearNode node, SessionReading reading) {
        List<Address> everybody = closure.subject().definition().members().stream()
                .map(SessionReading.Member::participant)
                .toList();
        return node.credits(closure.subject().sessionId(), everybody, Instant.EPOCH)
                .map(credits -> new Evidence.Closed(reading, credits, true));
    }
}

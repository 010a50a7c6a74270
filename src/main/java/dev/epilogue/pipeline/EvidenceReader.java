package dev.epilogue.pipeline;

import dev.epilogue.closure.Closure;
import dev.epilogue.closure.Evidence;
import dev.epilogue.node.ClearNode;
import dev.epilogue.node.NodeRegistry;
import dev.epilogue.node.SessionReading;
import java.time.Instant;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Reads back what a node shows of a closure's session: the only source of proof. */
@Component
public class EvidenceReader {

    private final NodeRegistry nodes;

    EvidenceReader(NodeRegistry nodes) {
        this.nodes = nodes;
    }

    /** Over the connections that serve everybody. */
    public Mono<Evidence> read(Closure closure) {
        return Mono.defer(() -> {
            ClearNode node = nodes.of(closure.subject().node());
            return evidence(closure, node, node.readSession(closure.subject().sessionId()));
        });
    }

    /** Over a new connection, behind which no frame of ours can still wait. */
    public Mono<Evidence> readAfresh(Closure closure) {
        return Mono.defer(() -> {
            ClearNode node = nodes.of(closure.subject().node());
            return evidence(
                    closure, node, node.readSessionAfresh(closure.subject().sessionId()));
        });
    }

    private Mono<Evidence> evidence(Closure closure, ClearNode node, Mono<SessionReading> session) {
        return session.flatMap(reading -> reading.open() ? Mono.just(open(reading)) : closed(closure, node, reading))
                .defaultIfEmpty(new Evidence.Vanished());
    }

    private static Evidence open(SessionReading reading) {
        return new Evidence.Open(reading);
    }

    private static Mono<Evidence> closed(Closure closure, ClearNode node, SessionReading reading) {
        Instant since = closure.round().base().mark().from();
        return node.credits(closure.subject().sessionId(), closure.payees(), since)
                .map(credits -> new Evidence.Closed(reading, credits));
    }
}

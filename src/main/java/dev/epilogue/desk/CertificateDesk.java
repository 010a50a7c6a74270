package dev.epilogue.desk;

import dev.epilogue.closure.ClosureId;
import dev.epilogue.closure.TenantId;
import dev.epilogue.desk.SessionDesk.Disclosed;
import dev.epilogue.journal.Journal;
import dev.epilogue.journal.JournalEvent;
import dev.epilogue.node.NodeWord;
import dev.epilogue.store.DeclineStore;
import dev.epilogue.store.Loaded;
import dev.epilogue.store.SignatureStore;
import dev.epilogue.store.StoredDecline;
import dev.epilogue.store.StoredSignature;
import dev.epilogue.value.Hash32;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/** Gathers what can be stated of a closure. */
@Service
public class CertificateDesk {

    /** More than any closure has in its life. */
    private static final int MOST_EVENTS = 10_000;

    private final ClosureDesk closures;
    private final SessionDesk sessions;
    private final SignatureStore signatures;
    private final DeclineStore declines;
    private final NodeTestimony testimony;
    private final Journal journal;

    CertificateDesk(
            ClosureDesk closures,
            SessionDesk sessions,
            SignatureStore signatures,
            DeclineStore declines,
            NodeTestimony testimony,
            Journal journal) {
        this.closures = closures;
        this.sessions = sessions;
        this.signatures = signatures;
        this.declines = declines;
        this.testimony = testimony;
        this.journal = journal;
    }

    /**
     * What there is about a closure.
     *
     * @param events from the first one on; none where they were pruned
     * @param signatures everything that was ever taken
     * @param declines of every round, but those that were taken back
     * @param words what the node signed of a session that is closed
     * @param disclosed what has done its work, by its hash: the close is proved, and the bytes are no secret any more
     */
    public record Material(
            Loaded loaded,
            List<JournalEvent> events,
            List<StoredSignature> signatures,
            List<StoredDecline> declines,
            List<NodeWord> words,
            Map<Hash32, String> disclosed) {

        @Override
        public String toString() {
            return "Material[" + loaded.closure().id() + "]";
        }
    }

    /** Fails with {@code closure-not-found}. */
    public Mono<Material> material(TenantId tenant, ClosureId id) {
        return closures.find(tenant, id)
                .flatMap(loaded -> Mono.zip(
                                events(loaded),
                                signatures.ofClosure(tenant, id).collectList(),
                                declines.ofClosure(tenant, id).collectList(),
                                testimony.of(loaded.closure()),
                                sessions.disclosedOf(loaded)
                                        .collectMap(each -> each.signature().signatureHash(), Disclosed::wire))
                        .map(found -> new Material(
                                loaded, found.getT1(), found.getT2(), found.getT3(), found.getT4(), found.getT5())));
    }

    /** What came after the look at the closure belongs to the next certificate. */
    private Mono<List<JournalEvent>> events(Loaded loaded) {
        return journal.events(loaded.closure().tenant(), loaded.closure().id(), 0, MOST_EVENTS)
                .filter(event -> event.number() <= loaded.lastEvent())
                .collectList();
    }
}

package dev.epilogue.desk;

import dev.epilogue.closure.Closure;
import dev.epilogue.closure.ClosureStatus;
import dev.epilogue.closure.Outcome;
import dev.epilogue.closure.TenantId;
import dev.epilogue.node.NodeIdentity;
import dev.epilogue.node.SessionReading;
import dev.epilogue.signing.ClosureVault;
import dev.epilogue.signing.VaultLabel;
import dev.epilogue.store.ClosureStore;
import dev.epilogue.store.Loaded;
import dev.epilogue.store.SignatureStore;
import dev.epilogue.store.StoredSignature;
import dev.epilogue.value.SessionId;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Sessions as the node shows them, and what we know of their closing. */
@Service
public class SessionDesk {

    private final SessionReader sessions;
    private final ClosureStore closures;
    private final SignatureStore signatures;
    private final ClosureVault vault;

    SessionDesk(SessionReader sessions, ClosureStore closures, SignatureStore signatures, ClosureVault vault) {
        this.sessions = sessions;
        this.closures = closures;
        this.signatures = signatures;
        this.vault = vault;
    }

    /** As the node shows it now. Fails with {@code session-not-found}, {@code session-not-yours}. */
    public Mono<SessionReading> session(TenantId tenant, String node, SessionId id) {
        return sessions.read(tenant, node, id).map(SessionReader.Read::session);
    }

    /** Ours of the session, newest first. */
    public Flux<Loaded> closures(TenantId tenant, String node, SessionId id) {
        return sessions.identity(node)
                .map(NodeIdentity::address)
                .flatMapMany(address -> closures.ofSession(tenant, address, id));
    }

    /**
     * Which closure a session stands for: the one that has not ended; else the one that proved the close; else the newest. Empty
     * when there never was one.
     */
    public Mono<Loaded> closure(TenantId tenant, String node, SessionId id) {
        return closures(tenant, node, id).collectList().flatMap(all -> Mono.justOrEmpty(standing(all)));
    }

    /**
     * What a closed session left behind.
     *
     * @param ours the closure that proved the close, with the signatures that closed it; nothing when somebody else closed it
     */
    public record Closed(SessionReading session, Optional<Loaded> ours, List<Disclosed> signatures) {
        public Closed {
            signatures = List.copyOf(signatures);
        }
    }

    /** A signature that has done its work, and so is no secret any more. */
    public record Disclosed(StoredSignature signature, String wire) {
        @Override
        public String toString() {
            return "Disclosed[" + signature.signatureHash() + "]";
        }
    }

    /** The session as it is, with what closed it. Whether it is closed at all, the caller sees in the reading. */
    public Mono<Closed> closed(TenantId tenant, String node, SessionId id) {
        return session(tenant, node, id)
                .flatMap(reading -> closure(tenant, node, id)
                        .filter(loaded -> provedClose(loaded.closure()))
                        .flatMap(loaded -> disclosed(loaded)
                                .collectList()
                                .map(signed -> new Closed(reading, Optional.of(loaded), signed)))
                        .defaultIfEmpty(new Closed(reading, Optional.empty(), List.of())));
    }

    /**
     * From the proof on, whatever is still followed after it; also one that was cancelled and whose frame ran all the same. One that was
     * superseded, or cancelled before somebody else closed, asked for another state.
     */
    private static boolean provedClose(Closure closure) {
        boolean stands = switch (closure.status()) {
            case COLLECTING, READY, SUBMITTING, SETTLING, ESCALATING, PARKED, SETTLED, PROTECTED -> true;
            case CANCELLED -> closure.outcome() != Outcome.CLOSED_ELSEWHERE;
            case SUPERSEDED, EXPIRED, DECLINED -> false;
        };
        return stands && closure.session().closed();
    }

    /** The signatures that closed a session; none before that is proved. */
    Flux<Disclosed> disclosedOf(Loaded loaded) {
        return provedClose(loaded.closure()) ? disclosed(loaded) : Flux.empty();
    }

    private Flux<Disclosed> disclosed(Loaded loaded) {
        String wrapped = loaded.wrappedKey();
        if (wrapped == null) {
            return Flux.empty();
        }
        Closure closure = loaded.closure();
        byte[] key = Base64.getDecoder().decode(wrapped);
        return signatures
                .ofRound(closure.tenant(), closure.id(), closure.round().number())
                // what was signed along may still be executed: it stays between its signer and the chain
                .filter(signature ->
                        signature.payload() < closure.round().required().size())
                .flatMap(signature -> Mono.justOrEmpty(signature.sealed())
                        .map(box -> new Disclosed(signature, opened(closure, key, signature, box))));
    }

    private String opened(Closure closure, byte[] key, StoredSignature signature, String sealed) {
        VaultLabel label = VaultLabel.signature(
                closure.id().uuid(), signature.round(), signature.payload(), signature.participant());
        return new String(vault.open(key, label, Base64.getDecoder().decode(sealed)), StandardCharsets.US_ASCII);
    }

    private static Optional<Loaded> standing(List<Loaded> newestFirst) {
        return newestFirst.stream().min(Comparator.comparing(SessionDesk::rank));
    }

    private static int rank(Loaded loaded) {
        ClosureStatus status = loaded.closure().status();
        if (status.active()) {
            return 0;
        }
        return provedClose(loaded.closure()) ? 1 : 2;
    }
}

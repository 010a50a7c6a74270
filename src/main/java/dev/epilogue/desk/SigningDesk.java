package dev.epilogue.desk;

import dev.epilogue.closure.AcceptedSignature;
import dev.epilogue.closure.Closure;
import dev.epilogue.closure.ClosureId;
import dev.epilogue.closure.Consent;
import dev.epilogue.closure.Consents;
import dev.epilogue.closure.Decision;
import dev.epilogue.closure.Decline;
import dev.epilogue.closure.Definition;
import dev.epilogue.closure.TenantId;
import dev.epilogue.node.Budget;
import dev.epilogue.node.Dialect;
import dev.epilogue.node.NodeRegistry;
import dev.epilogue.node.SessionKey;
import dev.epilogue.problem.Problem;
import dev.epilogue.problem.ProblemCode;
import dev.epilogue.signing.nitronode.KeyStanding;
import dev.epilogue.signing.nitronode.KeyStanding.Standing;
import dev.epilogue.store.Loaded;
import dev.epilogue.store.SignatureStore;
import dev.epilogue.store.StoredSignature;
import dev.epilogue.value.Address;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/** Taking signatures and refusals. A signature is verified before anything is stored, and never taken for another payload. */
@Service
public class SigningDesk {

    private final Registrar registrar;
    private final SignatureStore signatures;
    private final NodeRegistry nodes;
    private final Verifier verifier;
    private final CheckTurns turns;

    SigningDesk(
            Registrar registrar, SignatureStore signatures, NodeRegistry nodes, Verifier verifier, CheckTurns turns) {
        this.registrar = registrar;
        this.signatures = signatures;
        this.nodes = nodes;
        this.verifier = verifier;
        this.turns = turns;
    }

    /** All or nothing: one signature for each required payload of the open round. */
    public Mono<SigningAnswer> sign(TenantId tenant, ClosureId id, SignRequest request) {
        return turns.take(registrar.changeKnown(tenant, id, loaded -> decide(loaded, request), turns::read))
                .flatMap(settled -> switch (settled.decision()) {
                    case Decision.Changed changed ->
                        Mono.just(new SigningAnswer(
                                settled.loaded().closure(),
                                false,
                                changed.change().signatures().stream()
                                        .map(SigningDesk::stored)
                                        .toList()));
                    default -> repeated(settled.loaded().closure(), request);
                });
    }

    /** Why a participant of the closure does not agree; signed by its wallet. */
    public Mono<Closure> decline(TenantId tenant, ClosureId id, int round, Decline decline) {
        return turns.take(registrar.change(
                        tenant,
                        id,
                        loaded -> verifier.refusal(loaded.closure(), round, decline)
                                .then(Mono.fromSupplier(() -> Consents.decline(
                                        loaded.closure(), decline.at(loaded.now()), round, loaded.now())))))
                .map(settled -> settled.loaded().closure());
    }

    private Mono<Decision> decide(Loaded loaded, SignRequest request) {
        Closure closure = loaded.closure();
        if (already(closure, request)) {
            return standing(closure, request, loaded.now())
                    .flatMap(standing -> verifier.repeat(loaded, request, standing.orElse(null)))
                    .then(Mono.defer(() -> along(loaded, request)));
        }
        Optional<Problem> refusal = Consents.refusal(closure, request.round(), loaded.now());
        if (refusal.isPresent()) {
            return Mono.just(new Decision.Refused(refusal.get()));
        }
        if (request.mandate() != null && closure.subject().dialect() == Dialect.NITRONODE_V1) {
            return Mono.just(new Decision.Refused(Problem.of(
                    ProblemCode.INVALID_PARAMETER, "mandate", "The node knows this dialect's session keys itself.")));
        }
        Definition definition = closure.subject().definition();
        if (definition.member(request.participant()).isEmpty()) {
            return Mono.just(new Decision.Refused(Problem.of(
                    ProblemCode.SIGNATURE_STRANGER,
                    "participant",
                    request.participant() + " takes no part in the session.")));
        }
        return standing(closure, request, loaded.now())
                .flatMap(standing -> verifier.verify(loaded, request, standing.orElse(null)))
                .map(accepted -> Consents.accept(
                        closure, consent(definition, accepted), accepted, request.round(), loaded.now()));
    }

    /** Whoever has signed the round may sign later what can be signed along; what is there already keeps its receipt. */
    private Mono<Decision> along(Loaded loaded, SignRequest request) {
        Closure closure = loaded.closure();
        boolean closed =
                Consents.refusal(closure, request.round(), loaded.now()).isPresent();
        if (request.optional().isEmpty()) {
            return Mono.just(new Decision.Unchanged());
        }
        return signatures
                .ofRound(closure.tenant(), closure.id(), request.round())
                .filter(signature -> signature.participant().equals(request.participant()))
                .map(StoredSignature::payload)
                .collectList()
                .flatMap(known -> {
                    boolean repeats = request.optional().stream().allMatch(one -> known.contains(one.index()));
                    if (closed && !repeats) {
                        return Mono.just(new Decision.Refused(Consents.refusal(closure, request.round(), loaded.now())
                                .orElseThrow()));
                    }
                    return verifier.alongOnly(loaded, request)
                            .map(accepted -> accepted.stream()
                                    .filter(one -> !known.contains(one.payload()))
                                    .toList())
                            .map(fresh -> Consents.along(
                                    closure, request.participant(), fresh, request.round(), loaded.now()));
                });
    }

    /** Wallets sign differently each time: whoever has signed this round gets the first receipts, whatever the status is now. */
    private static boolean already(Closure closure, SignRequest request) {
        return request.round() == closure.round().number()
                && (request.signatures().size() == closure.round().required().size()
                        || (request.signatures().isEmpty()
                                && !request.optional().isEmpty()))
                && closure.consentOf(request.participant())
                        .filter(consent -> !consent.conditional())
                        .isPresent();
    }

    /**
     * What the node says of the session key that signed; nothing where a wallet signed. Of a key that it counted in this round already
     * it is not asked again.
     */
    private Mono<Optional<KeyStanding>> standing(Closure closure, SignRequest request, Instant now) {
        return verifier.sessionKey(closure, request)
                .flatMap(key -> counted(closure, request.participant(), key)
                        ? Mono.just(Optional.of(new KeyStanding(key, Standing.ACTIVE)))
                        : asked(closure, request, key, now))
                .defaultIfEmpty(Optional.empty());
    }

    private static boolean counted(Closure closure, Address participant, Address key) {
        return closure.consentOf(participant)
                .filter(consent -> consent.bySessionKey() && consent.signer().equals(key))
                .isPresent();
    }

    private Mono<Optional<KeyStanding>> asked(Closure closure, SignRequest request, Address key, Instant now) {
        return nodes.of(closure.subject().node(), Budget.CALLERS)
                .sessionKey(request.participant(), key)
                .map(registered -> Optional.of(standing(closure, key, registered, now)));
    }

    private static KeyStanding standing(Closure closure, Address key, Optional<SessionKey> registered, Instant now) {
        if (registered.isEmpty()) {
            return new KeyStanding(key, Standing.UNKNOWN);
        }
        if (!registered.get().expiresAt().isAfter(now)) {
            return new KeyStanding(key, Standing.EXPIRED);
        }
        boolean covered = registered
                .get()
                .covers(closure.subject().application(), closure.subject().sessionId());
        return new KeyStanding(key, covered ? Standing.ACTIVE : Standing.OUT_OF_SCOPE);
    }

    /**
     * What was taken, in every round.
     *
     * @param participant null: from everybody
     */
    public Mono<List<StoredSignature>> receipts(TenantId tenant, ClosureId id, @Nullable Address participant) {
        return signatures
                .ofClosure(tenant, id)
                .filter(signature ->
                        participant == null || signature.participant().equals(participant))
                .collectList();
    }

    private Mono<SigningAnswer> repeated(Closure closure, SignRequest request) {
        return signatures
                .ofRound(closure.tenant(), closure.id(), request.round())
                .filter(signature -> signature.participant().equals(request.participant()))
                .collectList()
                .map(receipts -> new SigningAnswer(closure, true, receipts));
    }

    private static Consent consent(Definition definition, List<AcceptedSignature> accepted) {
        AcceptedSignature first = accepted.getFirst();
        return new Consent(
                first.participant(),
                first.signer(),
                definition.weightOf(first.participant()),
                first.conditional(),
                first.receivedAt(),
                first.mandateUntil());
    }

    private static StoredSignature stored(AcceptedSignature signature) {
        return new StoredSignature(
                signature.round(),
                signature.payload(),
                signature.participant(),
                signature.signer(),
                signature.kind(),
                signature.digest(),
                signature.signatureHash(),
                signature.sealed(),
                signature.receivedAt(),
                signature.keyId(),
                signature.jws());
    }
}

package dev.epilogue.desk;

import dev.epilogue.closure.AcceptedSignature;
import dev.epilogue.closure.Closure;
import dev.epilogue.closure.Decline;
import dev.epilogue.closure.DeclineProof;
import dev.epilogue.problem.Problem;
import dev.epilogue.problem.ProblemCode;
import dev.epilogue.problem.ProblemException;
import dev.epilogue.signing.ClosureVault;
import dev.epilogue.signing.DeclineText;
import dev.epilogue.signing.Eip191;
import dev.epilogue.signing.Explanations;
import dev.epilogue.signing.Payload;
import dev.epilogue.signing.Receipt;
import dev.epilogue.signing.ReceiptClaims;
import dev.epilogue.signing.ReceiptSigner;
import dev.epilogue.signing.Secp256k1;
import dev.epilogue.signing.VaultLabel;
import dev.epilogue.signing.Verdict;
import dev.epilogue.signing.nitronode.KeyStanding;
import dev.epilogue.signing.nitronode.StateSignature;
import dev.epilogue.store.Loaded;
import dev.epilogue.value.Address;
import dev.epilogue.value.EcdsaSignature;
import dev.epilogue.value.Hash32;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** Checks what participants post, seals what is right and signs receipts for it; on threads of its own, since all of it takes CPU. */
@Component
class Verifier {

    private static final Duration COME_BACK = Duration.ofSeconds(1);

    private final Secp256k1 curve = Secp256k1.best();
    private final ClosureVault vault;
    private final ReceiptSigner receipts;
    private final Scheduler crypto;

    Verifier(ClosureVault vault, ReceiptSigner receipts, Scheduler crypto) {
        this.vault = vault;
        this.receipts = receipts;
        this.crypto = crypto;
    }

    /** The session key that made the first of the posted signatures; empty where a wallet did. */
    Mono<Address> sessionKey(Closure closure, SignRequest request) {
        return away(Mono.fromCallable(
                () -> Checks.of(closure, curve).keyToAsk(request).orElse(null)));
    }

    /** Fails with the code of the first signature that is not what was asked for. */
    Mono<List<AcceptedSignature>> verify(Loaded loaded, SignRequest request, @Nullable KeyStanding standing) {
        return paid(explanations -> accepted(loaded, request, standing, explanations));
    }

    /**
     * Fails unless the signatures are again the participant's, by whichever of its keys: a receipt is not for everybody.
     *
     * @param standing of the session key that signed now, where one did
     */
    Mono<Void> repeat(Loaded loaded, SignRequest request, @Nullable KeyStanding standing) {
        // what is signed along speaks for its signer
        return request.signatures().isEmpty()
                ? Mono.empty()
                : paid(explanations -> verdicts(loaded, request, standing, explanations))
                        .then();
    }

    /** A refusal counts only with the participant's own signature on its text. */
    Mono<Void> refusal(Closure closure, int round, Decline decline) {
        DeclineProof proof = Objects.requireNonNull(decline.proof(), "a refusal is signed");
        String text = DeclineText.of(
                proof.service(),
                closure.id().toString(),
                round,
                closure.subject().sessionId(),
                decline.reason());
        return away(Mono.<Void>fromRunnable(() -> {
            if (closure.subject().definition().member(decline.participant()).isEmpty()) {
                throw Problem.of(
                                ProblemCode.SIGNATURE_STRANGER,
                                "participant",
                                decline.participant() + " takes no part in the session.")
                        .exception();
            }
            checkText(text, decline.participant(), proof.signature());
        }));
    }

    /** Explanations of what is refused are paid by whoever is served. */
    private <T> Mono<T> paid(Function<Explanations, T> work) {
        return Mono.deferContextual(context -> {
            Explanations explanations = PaidExplanations.of(context);
            return away(Mono.fromCallable(() -> work.apply(explanations)));
        });
    }

    private <T> Mono<T> away(Mono<T> work) {
        return work.subscribeOn(crypto)
                .onErrorMap(
                        RejectedExecutionException.class,
                        full -> Problem.of(ProblemCode.OVERLOADED, "Too many signatures wait to be checked.")
                                .retryAfter(COME_BACK)
                                .exception());
    }

    private void checkText(String text, Address participant, String signature) {
        EcdsaSignature parsed = WalletCheck.form(signature);
        Hash32 digest = Eip191.digest(text);
        if (curve.recover(digest, parsed).filter(participant::equals).isEmpty()) {
            throw Problem.of(
                            ProblemCode.SIGNATURE_STRANGER,
                            "signature",
                            "It is not %s's signature on the decline text; expected digest %s."
                                    .formatted(participant, digest))
                    .exception();
        }
    }

    private List<AcceptedSignature> accepted(
            Loaded loaded, SignRequest request, @Nullable KeyStanding standing, Explanations explanations) {
        Closure closure = loaded.closure();
        byte[] key = Base64.getDecoder().decode(Objects.requireNonNull(loaded.wrappedKey(), "an open round has a key"));
        List<AcceptedSignature> accepted = new ArrayList<>();
        List<Payload> required = closure.round().required();
        List<Verdict.Valid> valid = verdicts(loaded, request, standing, explanations);
        Checks checks = Checks.of(closure, curve, explanations);
        for (int i = 0; i < required.size(); i++) {
            accepted.add(accept(loaded, request, required.get(i), valid.get(i), checks.wire(valid.get(i)), key));
        }
        accepted.addAll(along(loaded, request, explanations));
        return accepted;
    }

    /** Fails like {@link #verify} does; nothing where nothing was signed along. */
    Mono<List<AcceptedSignature>> alongOnly(Loaded loaded, SignRequest request) {
        return paid(explanations -> along(loaded, request, explanations));
    }

    private List<AcceptedSignature> along(Loaded loaded, SignRequest request, Explanations explanations) {
        Closure closure = loaded.closure();
        byte[] key = Base64.getDecoder().decode(Objects.requireNonNull(loaded.wrappedKey(), "an open round has a key"));
        Checks checks = Checks.of(closure, curve, explanations);
        List<Payload> offered = closure.round().optional(request.participant());
        Set<Integer> seen = new HashSet<>();
        List<AcceptedSignature> accepted = new ArrayList<>();
        for (int i = 0; i < request.optional().size(); i++) {
            SignRequest.Optional posted = request.optional().get(i);
            String path = "optionalSignatures[" + i + "]";
            Payload asked = offered.stream()
                    .filter(payload -> payload.index() == posted.index())
                    .filter(payload -> seen.add(payload.index()))
                    .findFirst()
                    .orElseThrow(() -> Problem.of(
                                    ProblemCode.INVALID_PARAMETER,
                                    path + ".index",
                                    "The round has no such optional payload of %s, or it is signed twice here."
                                            .formatted(request.participant()))
                            .exception());
            switch (checks.along(asked, request.participant(), posted.signature())) {
                case Verdict.Refused refused -> throw refused(refused, path + ".signature");
                case Verdict.Valid valid ->
                    accepted.add(
                            accept(loaded, request, asked, valid, new StateSignature(valid.signature()).wire(), key));
            }
        }
        return accepted;
    }

    private List<Verdict.Valid> verdicts(
            Loaded loaded, SignRequest request, @Nullable KeyStanding standing, Explanations explanations) {
        Checks checks = Checks.of(loaded.closure(), curve, explanations);
        checks.count(request.signatures().size()).ifPresent(refused -> {
            throw refused(refused, "signatures");
        });
        List<Verdict.Valid> all = new ArrayList<>();
        for (Payload payload : loaded.closure().round().required()) {
            switch (checks.check(payload, request, standing, loaded.now())) {
                case Verdict.Refused refused -> throw refused(refused, "signatures[" + payload.index() + "]");
                case Verdict.Valid valid -> all.add(valid);
            }
        }
        return all;
    }

    private AcceptedSignature accept(
            Loaded loaded, SignRequest request, Payload payload, Verdict.Valid valid, String wire, byte[] key) {
        Closure closure = loaded.closure();
        Instant now = loaded.now();
        int round = closure.round().number();
        Receipt receipt = receipts.sign(new ReceiptClaims(
                closure.id().uuid(),
                round,
                payload.index(),
                request.participant(),
                valid.signer(),
                payload.digest(),
                valid.signature().hash(),
                now,
                PolicySummary.of(closure.policy())));
        VaultLabel label = VaultLabel.signature(closure.id().uuid(), round, payload.index(), request.participant());
        byte[] sealed = vault.seal(key, label, wire.getBytes(StandardCharsets.US_ASCII));
        return new AcceptedSignature(
                round,
                payload.index(),
                request.participant(),
                valid.signer(),
                valid.kind(),
                payload.required() && Checks.of(closure, curve).conditional(valid),
                payload.required() ? closure.subject().definition().weightOf(request.participant()) : 0,
                payload.digest(),
                valid.signature().hash(),
                now,
                payload.required() ? Checks.of(closure, curve).mandateUntil(request, valid) : null,
                Base64.getEncoder().encodeToString(sealed),
                receipt.keyId(),
                receipt.jws());
    }

    private static ProblemException refused(Verdict.Refused refused, String path) {
        return Problem.of(ProblemCode.ofWireName(refused.problem().code()), path, refused.detail())
                .exception();
    }
}

package dev.epilogue.desk;

import dev.epilogue.problem.Problem;
import dev.epilogue.problem.ProblemCode;
import dev.epilogue.signing.Eip191;
import dev.epilogue.signing.MalformedSignature;
import dev.epilogue.signing.Secp256k1;
import dev.epilogue.signing.SignatureForm;
import dev.epilogue.value.Address;
import dev.epilogue.value.EcdsaSignature;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** Whether a wallet signed a text; on threads of its own, since that takes CPU. */
@Component
class WalletCheck {

    private static final Duration COME_BACK = Duration.ofSeconds(1);

    private final Secp256k1 curve = Secp256k1.best();
    private final Scheduler crypto;
    private final CheckTurns turns;

    WalletCheck(Scheduler crypto, CheckTurns turns) {
        this.crypto = crypto;
        this.turns = turns;
    }

    /** What can be refused without any arithmetic. */
    Mono<EcdsaSignature> parsed(String signature) {
        return Mono.fromCallable(() -> form(signature));
    }

    /** @throws dev.epilogue.problem.ProblemException naming the form that it has instead */
    static EcdsaSignature form(String signature) {
        try {
            return SignatureForm.untyped(signature);
        } catch (MalformedSignature malformed) {
            throw Problem.of(
                            ProblemCode.ofWireName(malformed.problem().code()),
                            "signature",
                            String.valueOf(malformed.getMessage()))
                    .exception();
        }
    }

    Mono<Void> require(String text, Address wallet, EcdsaSignature signature) {
        Mono<Boolean> check = Mono.fromCallable(() -> curve.recover(Eip191.digest(text), signature)
                        .filter(wallet::equals)
                        .isPresent())
                .subscribeOn(crypto);
        return turns.take(check)
                .onErrorMap(
                        RejectedExecutionException.class,
                        full -> Problem.of(ProblemCode.OVERLOADED, "Too many signatures wait to be checked.")
                                .retryAfter(COME_BACK)
                                .exception())
                .filter(signed -> signed)
                .switchIfEmpty(Mono.error(() -> Problem.of(
                                ProblemCode.SIGNATURE_STRANGER,
                                "signature",
                                "It is not %s's signature on the text.".formatted(wallet))
                        .exception()))
                .then();
    }
}

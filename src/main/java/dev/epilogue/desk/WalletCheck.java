package dev.epilogue.desk;

import dev.epilogue.problem.Problem;
import dev.epilogue.problem.ProblemCode;
import dev.epilogue.signing.Eip191;
import dev.epilogue.signing.Secp256k1;
import dev.epilogue.value.Address;
import dev.epilogue.value.EcdsaSignature;
import dev.epilogue.value.Hex;
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

    WalletCheck(Scheduler crypto) {
        this.crypto = crypto;
    }

    /** What can be refused without any arithmetic. */
    Mono<EcdsaSignature> parsed(String signature) {
        return Mono.fromCallable(() -> {
            byte[] bytes = bytes(signature);
            if (bytes.length != EcdsaSignature.LENGTH) {
                throw Problem.of(
                                ProblemCode.CONTRACT_WALLET_UNSUPPORTED,
                                "signature",
                                "It has %d bytes, not 65: contract wallets sign like this, and they cannot sign a close either, since nodes count keys' signatures only."
                                        .formatted(bytes.length))
                        .exception();
            }
            EcdsaSignature parsed = ecdsa(bytes);
            if (!parsed.isLowS()) {
                throw Problem.of(
                                ProblemCode.SIGNATURE_HIGH_S,
                                "signature",
                                "s is in the upper half of the curve's order")
                        .exception();
            }
            return parsed;
        });
    }

    Mono<Void> require(String text, Address wallet, EcdsaSignature signature) {
        return Mono.fromCallable(() -> curve.recover(Eip191.digest(text), signature).filter(wallet::equals).isPresent())
                .subscribeOn(crypto)
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

    private static byte[] bytes(String signature) {
        try {
            return Hex.decode(signature);
        } catch (IllegalArgumentException noHex) {
            throw Problem.of(ProblemCode.INVALID_PARAMETER, "signature", "Expected 0x and hex digits.")
                    .exception();
        }
    }

    private static EcdsaSignature ecdsa(byte[] bytes) {
        try {
            return EcdsaSignature.of(bytes);
        } catch (IllegalArgumentException malformed) {
            throw Problem.of(ProblemCode.SIGNATURE_LENGTH, "signature", String.valueOf(malformed.getMessage()))
                    .exception();
        }
    }
}

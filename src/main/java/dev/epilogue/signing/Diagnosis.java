package dev.epilogue.signing;

import dev.epilogue.value.Address;
import dev.epilogue.value.EcdsaSignature;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Finds out what a refused signature was made over. Blocks the CPU: together with the check of the signature it takes no longer than a
 * dozen recoveries (ADR 0033).
 *
 * @param explanations whether the caller can afford one now
 */
public record Diagnosis(Secp256k1 curve, Payload asked, Explanations explanations) {

    /** In halves of a recovery; two are spent on the check. */
    private static final int EFFORT = 24 - 2;

    /**
     * @param told completes "it was made …", and names whoever signed where it was not the one expected
     */
    public record Finding(SignatureProblem problem, String told) {}

    /**
     * @param guess of the check; empty where no key can have made the signature
     * @param contents digests of what else may have been signed, the likelier first
     * @param known whose signature explains anything at all
     * @param by names a signer, for the sentence; empty for the one that was expected
     */
    public Optional<Finding> of(
            EcdsaSignature signature,
            Optional<Secp256k1.Guess> guess,
            Stream<Misreading> contents,
            Predicate<Address> known,
            Function<Address, String> by) {
        if (!explanations.afford()) {
            return Optional.empty();
        }
        Effort effort = new Effort();
        return arranged(signature, known, effort)
                .or(() -> guess.flatMap(of -> Stream.concat(Readings.of(asked), contents)
                        .takeWhile(mistake -> effort.spend(1))
                        .flatMap(mistake -> of
                                .over(mistake.digest())
                                .filter(known)
                                .map(signer -> new Finding(mistake.problem(), mistake.told(by.apply(signer))))
                                .stream())
                        .findFirst()));
    }

    /** The bytes are right, and in the wrong places. */
    private Optional<Finding> arranged(EcdsaSignature signature, Predicate<Address> known, Effort effort) {
        SignatureForm form = new SignatureForm(SignatureForm.UNTYPED, signature);
        return form.turned()
                .filter(turned -> made(turned, known, effort))
                .map(turned -> "well, but " + SignatureForm.inFront())
                .or(() -> form.cut().stream()
                        .filter(whole -> made(whole, known, effort))
                        .findFirst()
                        .map(whole -> "well, but the recovery byte at the end is missing: a type byte and 64 bytes"))
                .map(told -> new Finding(SignatureProblem.SIGNATURE_LENGTH, told));
    }

    private boolean made(EcdsaSignature signature, Predicate<Address> known, Effort effort) {
        return effort.spend(2)
                && curve.recover(asked.digest(), signature).filter(known).isPresent();
    }

    private static final class Effort {
        private int left = EFFORT;

        boolean spend(int halves) {
            left -= halves;
            return left >= 0;
        }
    }
}

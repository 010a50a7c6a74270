package dev.epilogue.signing;

import dev.epilogue.value.Address;
import dev.epilogue.value.EcdsaSignature;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Finds out what a refused signature was made over. Blocks the CPU: each try costs a recovery, so there are not many. */
public record Diagnosis(Secp256k1 curve, Payload asked) {

    /** Of each kind: ways to read the payload, and other contents than the payload's. */
    public static final int TRIES = 12;

    /**
     * @param told completes "it was made …", and names whoever signed where it was not the one expected
     */
    public record Finding(SignatureProblem problem, String told) {}

    /**
     * @param contents digests of what else may have been signed, the likelier first
     * @param known whose signature explains anything at all
     * @param by names a signer, for the sentence; empty for the one that was expected
     */
    public Optional<Finding> of(
            EcdsaSignature signature,
            Stream<Misreading> contents,
            Predicate<Address> known,
            Function<Address, String> by) {
        return inFront(signature, known)
                .or(() -> first(signature, Readings.of(asked).limit(TRIES - 1), known, by))
                .or(() -> first(signature, contents.limit(TRIES), known, by));
    }

    private Optional<Finding> inFront(EcdsaSignature signature, Predicate<Address> known) {
        return new SignatureForm(SignatureForm.UNTYPED, signature)
                .turned()
                .flatMap(turned -> curve.recover(asked.digest(), turned))
                .filter(known)
                .map(signer -> new Finding(SignatureProblem.SIGNATURE_LENGTH, "well, but " + SignatureForm.inFront()));
    }

    private Optional<Finding> first(
            EcdsaSignature signature,
            Stream<Misreading> mistakes,
            Predicate<Address> known,
            Function<Address, String> by) {
        return mistakes.flatMap(mistake -> curve
                        .recover(mistake.digest(), signature)
                        .filter(known)
                        .map(signer -> new Finding(mistake.problem(), mistake.told(by.apply(signer))))
                        .stream())
                .findFirst();
    }
}

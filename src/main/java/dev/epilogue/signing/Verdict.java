package dev.epilogue.signing;

import dev.epilogue.value.Address;
import dev.epilogue.value.EcdsaSignature;

/** What the check of one posted signature came to. */
public sealed interface Verdict {

    /** @param signer the key that signed: the participant's wallet or its session key */
    record Valid(Address signer, EcdsaSignature signature, SignatureKind kind) implements Verdict {}

    /** @param detail for people; names the digest that was expected, never holds a signature */
    record Refused(SignatureProblem problem, String detail) implements Verdict {}
}

package dev.epilogue.signing.nitrorpc;

import static dev.epilogue.signing.SignatureProblem.SIGNATURE_PREFIX;
import static dev.epilogue.signing.SignatureProblem.SIGNATURE_STRANGER;

import dev.epilogue.signing.Eip191;
import dev.epilogue.signing.MalformedSignature;
import dev.epilogue.signing.Secp256k1;
import dev.epilogue.signing.SignatureForm;
import dev.epilogue.signing.SignatureKind;
import dev.epilogue.signing.SignatureProblem;
import dev.epilogue.signing.Verdict;
import dev.epilogue.value.Address;
import dev.epilogue.value.EcdsaSignature;
import dev.epilogue.value.Hash32;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether the Custody contract would take a signature of an ordinary account; what it gives back has {@code v} of 27 or 28, as the
 * contract demands. Blocks the CPU.
 */
public record CustodySignatureCheck(Secp256k1 curve, CustodyContract contract) {

    private static final String STANDARD =
            "it is standard EIP-712 typed data, which the contract hashes in another way: sign the packed bytes as a personal message";

    /** Over a state itself. */
    public Verdict state(PackedCustodyState packed, Address expected, String posted) {
        List<Wrong> mistakes = new ArrayList<>(mistakes(packed));
        mistakes.add(new Wrong(STANDARD, contract.standardStateDigest(packed)));
        return check(
                curve,
                List.of(packed.rawDigest(), packed.personalDigest(), contract.stateDigest(packed)),
                mistakes,
                expected,
                posted);
    }

    /** Over a state itself, in one of the ways that are the same for every contract. */
    public static Verdict anywhere(Secp256k1 curve, PackedCustodyState packed, Address expected, String posted) {
        return check(curve, List.of(packed.rawDigest(), packed.personalDigest()), mistakes(packed), expected, posted);
    }

    private static List<Wrong> mistakes(PackedCustodyState packed) {
        return List.of(
                new Wrong(
                        "it is a personal message over the state's hash, not over its bytes",
                        Eip191.digest(packed.rawDigest())),
                new Wrong("it authorises a challenge", packed.challengeRawDigest()),
                new Wrong("it authorises a challenge", packed.challengePersonalDigest()));
    }

    /** Over a challenge with a state. */
    public Verdict challenge(PackedCustodyState packed, Address expected, String posted) {
        return check(
                curve,
                List.of(
                        packed.challengeRawDigest(),
                        packed.challengePersonalDigest(),
                        contract.challengeDigest(packed)),
                List.of(
                        new Wrong("it is over the state, which authorises no challenge", packed.rawDigest()),
                        new Wrong("it is over the state, which authorises no challenge", packed.personalDigest()),
                        new Wrong(STANDARD, contract.standardChallengeDigest(packed))),
                expected,
                posted);
    }

    private record Wrong(String reason, Hash32 digest) {}

    private static Verdict check(
            Secp256k1 curve, List<Hash32> taken, List<Wrong> mistakes, Address expected, String posted) {
        EcdsaSignature signature;
        try {
            signature = SignatureForm.untyped(posted);
        } catch (MalformedSignature malformed) {
            return refused(malformed.problem(), String.valueOf(malformed.getMessage()), taken);
        }
        if (taken.stream().anyMatch(digest -> made(curve, digest, signature, expected))) {
            return new Verdict.Valid(expected, signature, SignatureKind.WALLET);
        }
        return mistakes.stream()
                .filter(wrong -> made(curve, wrong.digest(), signature, expected))
                .findFirst()
                .map(wrong -> refused(SIGNATURE_PREFIX, wrong.reason(), taken))
                .orElseGet(() -> refused(SIGNATURE_STRANGER, "it is not %s's".formatted(expected), taken));
    }

    private static boolean made(Secp256k1 curve, Hash32 digest, EcdsaSignature signature, Address expected) {
        return curve.recover(digest, signature).filter(expected::equals).isPresent();
    }

    private static Verdict refused(SignatureProblem problem, String reason, List<Hash32> taken) {
        return new Verdict.Refused(
                problem, "%s; expected a signature over digest %s or %s".formatted(reason, taken.get(0), taken.get(1)));
    }
}

package dev.epilogue.signing.nitrorpc;

import static dev.epilogue.signing.SignatureProblem.SESSION_KEY_EXPIRED;
import static dev.epilogue.signing.SignatureProblem.SESSION_KEY_SCOPE;
import static dev.epilogue.signing.SignatureProblem.SESSION_KEY_UNKNOWN;
import static dev.epilogue.signing.SignatureProblem.SIGNATURE_COUNT;
import static dev.epilogue.signing.SignatureProblem.SIGNATURE_STRANGER;

import dev.epilogue.signing.Diagnosis;
import dev.epilogue.signing.Explanations;
import dev.epilogue.signing.MalformedSignature;
import dev.epilogue.signing.Payload;
import dev.epilogue.signing.RoundPayloads;
import dev.epilogue.signing.Secp256k1;
import dev.epilogue.signing.Secp256k1.Guess;
import dev.epilogue.signing.SignatureForm;
import dev.epilogue.signing.SignatureKind;
import dev.epilogue.signing.SignatureProblem;
import dev.epilogue.signing.Signers;
import dev.epilogue.signing.Verdict;
import dev.epilogue.signing.nitrorpc.FrozenClose.Row;
import dev.epilogue.value.Address;
import dev.epilogue.value.EcdsaSignature;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a posted signature is the one that was asked for, and says by name what it is instead. A session key's counts
 * under its wallet's mandate, and only conditionally: whether the key is registered, the node alone knows. Blocks the CPU.
 */
public record SignatureCheck(Secp256k1 curve, RoundPayloads round, Signers signers, Explanations explanations) {

    public SignatureCheck(Secp256k1 curve, RoundPayloads round, Signers signers) {
        this(curve, round, signers, Explanations.FREE);
    }

    /** Refuses a post that has not one signature for each required payload. */
    public Optional<Verdict.Refused> count(int posted) {
        return posted == round.required()
                ? Optional.empty()
                : Optional.of(new Verdict.Refused(
                        SIGNATURE_COUNT,
                        "expected %d signatures, one for each required payload in order, got %d"
                                .formatted(round.required(), posted)));
    }

    /**
     * Judges one signature.
     *
     * @param expected the participant in whose name it was posted
     * @param mandate that was posted with it; not looked at where the wallet itself signed
     */
    public Verdict check(Payload asked, Address expected, String posted, @Nullable PostedMandate mandate, Instant now) {
        EcdsaSignature signature;
        try {
            signature = SignatureForm.untyped(posted);
        } catch (MalformedSignature malformed) {
            return refused(malformed.problem(), String.valueOf(malformed.getMessage()), asked);
        }
        if (!signers.participants().contains(expected)) {
            return refused(SIGNATURE_STRANGER, "%s is not a participant".formatted(expected), asked);
        }
        if (!counts(asked, expected)) {
            return refused(
                    SIGNATURE_STRANGER, "%s cannot sign: not EIP-55 in the definition".formatted(expected), asked);
        }
        Optional<Guess> guess = curve.guess(asked.digest(), signature);
        Claim claim = new Claim(asked, expected, signature, guess, mandate, now);
        return guess.map(Guess::signer)
                .map(signer -> by(signer, claim))
                .or(() -> mistake(claim))
                .orElseGet(() -> refused(SIGNATURE_STRANGER, "no key can have made it", asked));
    }

    private record Claim(
            Payload asked,
            Address expected,
            EcdsaSignature signature,
            Optional<Guess> guess,
            @Nullable PostedMandate mandate,
            Instant now) {}

    private Verdict by(Address signer, Claim claim) {
        Address expected = claim.expected();
        if (signer.equals(expected)) {
            return new Verdict.Valid(signer, claim.signature(), SignatureKind.WALLET);
        }
        PostedMandate mandate = claim.mandate();
        if (mandate != null && signer.equals(mandate.signer())) {
            return under(mandate, claim);
        }
        if (expected.equals(signers.sessionKeys().get(signer))) {
            return refused(
                    SESSION_KEY_UNKNOWN, "session key %s came without its mandate".formatted(signer), claim.asked());
        }
        if (signers.knows(signer)) {
            return refused(
                    SIGNATURE_STRANGER,
                    "it was made by %s, not by %s".formatted(signers.describe(signer), expected),
                    claim.asked());
        }
        return mistake(claim)
                .orElseGet(() -> refused(
                        SIGNATURE_STRANGER, "it recovers to %s".formatted(signers.describe(signer)), claim.asked()));
    }

    private Verdict under(PostedMandate posted, Claim claim) {
        Mandate mandate = posted.of(claim.expected(), round.session());
        if (signers.participants().contains(mandate.signer())) {
            return refused(SESSION_KEY_SCOPE, "a participant's wallet is no session key of another", claim.asked());
        }
        if (!mandate.isSignedBy(posted.signature(), curve)) {
            String what = "the mandate is not %s's for this session, key and time; expected its digest to be %s";
            return refused(SESSION_KEY_SCOPE, what.formatted(claim.expected(), mandate.digest()), claim.asked());
        }
        if (!mandate.stands(claim.now())) {
            return refused(SESSION_KEY_EXPIRED, "the mandate ended at %s".formatted(mandate.notAfter()), claim.asked());
        }
        return new Verdict.Valid(mandate.signer(), claim.signature(), SignatureKind.SESSION_KEY);
    }

    /** What a known signer signed by mistake, if that explains the signature. */
    private Optional<Verdict> mistake(Claim claim) {
        PostedMandate mandate = claim.mandate();
        return new Diagnosis(curve, claim.asked(), explanations)
                .of(
                        claim.signature(),
                        claim.guess(),
                        OtherRequests.of(claim.asked(), round),
                        signer -> signers.knows(signer) || (mandate != null && signer.equals(mandate.signer())),
                        signer -> signer.equals(claim.expected()) || !signers.knows(signer)
                                ? ""
                                : " by " + signers.describe(signer))
                .map(found -> refused(found.problem(), "it was made " + found.told(), claim.asked()));
    }

    /** The node compares signers with the definition's letters; one bad signature would spoil the request. */
    private boolean counts(Payload asked, Address expected) {
        return NitroRpcPayloads.closeOf(round.session(), asked).rows().stream()
                .map(Row::participant)
                .filter(participant -> Address.parse(participant).equals(expected))
                .allMatch(SessionDefinition::canSign);
    }

    private static Verdict refused(SignatureProblem problem, String reason, Payload asked) {
        return new Verdict.Refused(
                problem,
                "%s; expected a signature over digest %s (%s)".formatted(reason, asked.digest(), asked.scheme()));
    }
}

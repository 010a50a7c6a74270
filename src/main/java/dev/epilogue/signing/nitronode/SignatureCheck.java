package dev.epilogue.signing.nitronode;

import static dev.epilogue.signing.SignatureProblem.SESSION_KEY_EXPIRED;
import static dev.epilogue.signing.SignatureProblem.SESSION_KEY_SCOPE;
import static dev.epilogue.signing.SignatureProblem.SESSION_KEY_UNKNOWN;
import static dev.epilogue.signing.SignatureProblem.SIGNATURE_STRANGER;

import dev.epilogue.signing.Diagnosis;
import dev.epilogue.signing.Explanations;
import dev.epilogue.signing.MalformedSignature;
import dev.epilogue.signing.Payload;
import dev.epilogue.signing.RoundPayloads;
import dev.epilogue.signing.Secp256k1;
import dev.epilogue.signing.Secp256k1.Guess;
import dev.epilogue.signing.SignatureKind;
import dev.epilogue.signing.SignatureProblem;
import dev.epilogue.signing.Signers;
import dev.epilogue.signing.Verdict;
import dev.epilogue.signing.nitronode.KeyStanding.Standing;
import dev.epilogue.value.Address;
import dev.epilogue.value.EcdsaSignature;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Decides whether a posted signature is the one that was asked for, and says by name what it is instead. Blocks the CPU. */
public record SignatureCheck(Secp256k1 curve, RoundPayloads round, Signers signers, Explanations explanations) {

    public SignatureCheck(Secp256k1 curve, RoundPayloads round, Signers signers) {
        this(curve, round, signers, Explanations.FREE);
    }

    /** The session key whose standing {@link #check} needs; empty where a wallet signed or nobody can have. */
    public Optional<Address> sessionKey(Payload asked, String posted) {
        try {
            QuorumSignature signature = parse(asked, posted);
            return signature.kind() == SignatureKind.SESSION_KEY
                    ? curve.recover(asked.digest(), signature.signature())
                    : Optional.empty();
        } catch (MalformedSignature notASignature) {
            return Optional.empty();
        }
    }

    /** Refuses a post that has not one signature for each required payload. */
    public Optional<Verdict.Refused> count(int posted) {
        return posted == round.required()
                ? Optional.empty()
                : Optional.of(new Verdict.Refused(
                        SignatureProblem.SIGNATURE_COUNT,
                        "expected %d signatures, one for each required payload in order, got %d"
                                .formatted(round.required(), posted)));
    }

    /**
     * @param expected the participant in whose name it was posted
     * @param standing of the key that {@link #sessionKey} named; null counts as unknown to the node
     */
    public Verdict check(Payload asked, Address expected, String posted, @Nullable KeyStanding standing) {
        QuorumSignature signature;
        try {
            signature = parse(asked, posted);
        } catch (MalformedSignature malformed) {
            return refused(malformed.problem(), String.valueOf(malformed.getMessage()), asked);
        }
        if (!signers.participants().contains(expected)) {
            return refused(SIGNATURE_STRANGER, "%s is not a participant".formatted(expected), asked);
        }
        if (asked.participant() != null && !asked.participant().equals(expected)) {
            return refused(SIGNATURE_STRANGER, "only %s signs this payload".formatted(asked.participant()), asked);
        }
        Optional<Guess> guess = curve.guess(asked.digest(), signature.signature());
        Claim claim = new Claim(asked, expected, signature.signature(), guess);
        return guess.map(Guess::signer)
                .map(signer -> switch (signature.kind()) {
                    case WALLET -> byWallet(claim, signer);
                    case SESSION_KEY -> byKey(claim, signer, standing);
                })
                .or(() -> mistake(claim))
                .orElseGet(() -> refused(SIGNATURE_STRANGER, "no key can have made it", asked));
    }

    private record Claim(Payload asked, Address expected, EcdsaSignature signature, Optional<Guess> guess) {}

    private Verdict byWallet(Claim claim, Address signer) {
        if (signer.equals(claim.expected())) {
            return new Verdict.Valid(signer, claim.signature(), SignatureKind.WALLET);
        }
        if (signers.knows(signer)) {
            return madeByAnother(claim.asked(), claim.expected(), signer);
        }
        return mistake(claim)
                .orElseGet(() -> refused(
                        SIGNATURE_STRANGER, "it recovers to %s".formatted(signers.describe(signer)), claim.asked()));
    }

    private Verdict byKey(Claim claim, Address key, @Nullable KeyStanding standing) {
        if (standing != null && !standing.key().equals(key)) {
            throw new IllegalArgumentException("the standing of another key was asked for");
        }
        Payload asked = claim.asked();
        return switch (standing == null ? Standing.UNKNOWN : standing.standing()) {
            case ACTIVE -> new Verdict.Valid(key, claim.signature(), SignatureKind.SESSION_KEY);
            case EXPIRED ->
                refused(SESSION_KEY_EXPIRED, "session key %s has expired or was revoked".formatted(key), asked);
            case OUT_OF_SCOPE ->
                refused(SESSION_KEY_SCOPE, "session key %s may not sign for this session".formatted(key), asked);
            case UNKNOWN -> byUnknownKey(claim, key);
        };
    }

    private Verdict byUnknownKey(Claim claim, Address key) {
        Address expected = claim.expected();
        if (key.equals(expected)) {
            return refused(
                    SESSION_KEY_UNKNOWN,
                    "the wallet itself made it: send it as the wallet's, with 0xa1",
                    claim.asked());
        }
        boolean ofAnother =
                signers.knows(key) && !expected.equals(signers.sessionKeys().get(key));
        if (ofAnother) {
            return madeByAnother(claim.asked(), expected, key);
        }
        return mistake(claim)
                .orElseGet(() -> refused(
                        SESSION_KEY_UNKNOWN,
                        "the node knows no session key %s of %s".formatted(key, expected),
                        claim.asked()));
    }

    private Verdict madeByAnother(Payload asked, Address expected, Address signer) {
        String hint = expected.equals(signers.sessionKeys().get(signer)) ? "; send a session key's with 0xa2" : "";
        return refused(
                SIGNATURE_STRANGER,
                "it was made by %s, not by %s%s".formatted(signers.describe(signer), expected, hint),
                asked);
    }

    /** What a known signer signed by mistake, if that explains the signature. */
    private Optional<Verdict> mistake(Claim claim) {
        return new Diagnosis(curve, claim.asked(), explanations)
                .of(
                        claim.signature(),
                        claim.guess(),
                        OtherUpdates.of(claim.asked(), round),
                        signers::knows,
                        by(claim.expected()))
                .map(found -> refused(found.problem(), "it was made " + found.told(), claim.asked()));
    }

    private Function<Address, String> by(Address expected) {
        return signer -> signer.equals(expected) ? "" : " by " + signers.describe(signer);
    }

    private static QuorumSignature parse(Payload asked, String posted) {
        return asked.intent() != null
                ? QuorumSignature.parse(posted)
                : new QuorumSignature(
                        SignatureKind.WALLET, StateSignature.parse(posted).signature());
    }

    private static Verdict refused(SignatureProblem problem, String reason, Payload asked) {
        return new Verdict.Refused(
                problem,
                "%s; expected a signature over digest %s (%s)".formatted(reason, asked.digest(), asked.scheme()));
    }
}

package dev.epilogue.signing.nitronode;

import dev.epilogue.signing.MalformedSignature;
import dev.epilogue.signing.Secp256k1;
import dev.epilogue.signing.SignatureForm;
import dev.epilogue.signing.SignatureKind;
import dev.epilogue.signing.SignatureProblem;
import dev.epilogue.signing.Verdict;
import dev.epilogue.value.Address;
import dev.epilogue.value.Hash32;
import java.util.LinkedHashMap;
import java.util.Map;

/** Whether ChannelHub would take a signature as a wallet's authority to challenge with one state. Blocks the CPU. */
public record ChallengeCheck(Secp256k1 curve) {

    private static final int SESSION_KEY = 1;
    private static final int QUORUM_WALLET = 0xa1;
    private static final int QUORUM_SESSION_KEY = 0xa2;

    /** @param posted 65 bytes, or the type byte {@code 0x00} and 65 bytes */
    public Verdict check(PackedState packed, Address wallet, String posted) {
        StateSignature signature;
        try {
            int type = SignatureForm.read(posted).type();
            if (type == SESSION_KEY || type == QUORUM_SESSION_KEY) {
                return refused(
                        SignatureProblem.SESSION_KEY_SCOPE,
                        "a challenge takes the wallet's own key, no session key",
                        packed);
            }
            if (type == QUORUM_WALLET) {
                return refused(
                        SignatureProblem.SIGNATURE_PREFIX, "it is of the form for sessions, not for channels", packed);
            }
            signature = StateSignature.parse(posted);
        } catch (MalformedSignature malformed) {
            return refused(malformed.problem(), String.valueOf(malformed.getMessage()), packed);
        }
        if (made(packed.challengeDigest(), signature, wallet)) {
            return new Verdict.Valid(wallet, signature.signature(), SignatureKind.WALLET);
        }
        return mistakes(packed).entrySet().stream()
                .filter(mistake -> made(mistake.getKey(), signature, wallet))
                .findFirst()
                .map(mistake -> refused(SignatureProblem.SIGNATURE_PREFIX, mistake.getValue(), packed))
                .orElseGet(() -> refused(
                        SignatureProblem.SIGNATURE_STRANGER,
                        "it is not %s's over this challenge".formatted(wallet),
                        packed));
    }

    private static Map<Hash32, String> mistakes(PackedState packed) {
        Map<Hash32, String> mistakes = new LinkedHashMap<>();
        mistakes.put(packed.digest(), "it is over the state, which authorises no challenge");
        mistakes.put(packed.rawDigest(), "it is over the state, which authorises no challenge");
        return mistakes;
    }

    private boolean made(Hash32 digest, StateSignature signature, Address wallet) {
        return signature.signer(digest, curve).filter(wallet::equals).isPresent();
    }

    private static Verdict refused(SignatureProblem problem, String reason, PackedState packed) {
        return new Verdict.Refused(
                problem,
                "%s; expected a wallet's signature over digest %s".formatted(reason, packed.challengeDigest()));
    }
}

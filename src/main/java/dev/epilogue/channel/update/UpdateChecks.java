package dev.epilogue.channel.update;

import dev.epilogue.problem.Problem;
import dev.epilogue.problem.ProblemCode;
import dev.epilogue.signing.Eip191;
import dev.epilogue.signing.MalformedSignature;
import dev.epilogue.signing.Payload;
import dev.epilogue.signing.RoundPayloads;
import dev.epilogue.signing.Secp256k1;
import dev.epilogue.signing.SignatureForm;
import dev.epilogue.signing.SignatureKind;
import dev.epilogue.signing.SignatureProblem;
import dev.epilogue.signing.Signers;
import dev.epilogue.signing.Verdict;
import dev.epilogue.signing.nitronode.SignatureCheck;
import dev.epilogue.signing.nitronode.StateSignature;
import dev.epilogue.signing.nitrorpc.CustodyContract;
import dev.epilogue.signing.nitrorpc.CustodySignatureCheck;
import dev.epilogue.signing.nitrorpc.PackedCustodyState;
import dev.epilogue.value.Address;
import dev.epilogue.value.EcdsaSignature;
import dev.epilogue.value.Hash32;
import dev.epilogue.value.Hex;
import dev.epilogue.value.Keccak;
import dev.epilogue.value.SessionId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How what a participant signs for its channel is checked. Blocks the CPU. */
record UpdateChecks(Secp256k1 curve) {

    /** No session is concerned; only updates of one are rebuilt from it. */
    private static final SessionId NO_SESSION = new SessionId(Hash32.of(new byte[32]));

    /**
     * A 0.x state, and who and what the contract wants.
     *
     * @param contract null while the node cannot be asked for it: only a signature for a contract's own domain needs it
     * @param signer the channel's first participant, which old nodes let differ from the wallet
     */
    record Prepared(PackedCustodyState packed, @Nullable CustodyContract contract, Address signer) {}

    /** A checked signature in the form in which it is used. */
    record Checked(Verdict verdict, String wire) {
        @Override
        public String toString() {
            return "Checked[" + verdict + "]";
        }
    }

    /** @param prepared where a 0.x state is asked for */
    Checked check(ChannelUpdate update, Payload asked, String posted, @Nullable Prepared prepared) {
        Verdict verdict = switch (asked.purpose()) {
            case CHANNEL_REQUEST -> request(update, asked, posted);
            case CHANNEL_STATE -> state(update, asked, posted, prepared);
            default -> channelState(update, asked, posted);
        };
        return new Checked(verdict, verdict instanceof Verdict.Valid valid ? wire(asked, valid) : "");
    }

    private Verdict channelState(ChannelUpdate update, Payload asked, String posted) {
        Address participant = update.order().participant();
        RoundPayloads round = new RoundPayloads(NO_SESSION, payloads(update), earlier(update), List.of());
        return new SignatureCheck(curve, round, new Signers(Set.of(participant), Map.of()))
                .check(asked, participant, posted, null);
    }

    private Verdict state(ChannelUpdate update, Payload asked, String posted, @Nullable Prepared prepared) {
        if (prepared == null) {
            return repeated(update, asked, posted);
        }
        CustodyContract contract = prepared.contract();
        if (contract != null) {
            return new CustodySignatureCheck(curve, contract).state(prepared.packed(), prepared.signer(), posted);
        }
        Verdict verdict = CustodySignatureCheck.anywhere(curve, prepared.packed(), prepared.signer(), posted);
        if (verdict instanceof Verdict.Refused refused && refused.problem() == SignatureProblem.SIGNATURE_STRANGER) {
            throw Problem.of(
                            ProblemCode.NODE_UNAVAILABLE,
                            "Without the node, which names its contract, only a signature over the state's own bytes can be told.")
                    .exception();
        }
        return verdict;
    }

    /** Once the state is on its way: whether the same signer signs again, who may then see its first receipt. */
    private Verdict repeated(ChannelUpdate update, Payload asked, String posted) {
        EcdsaSignature signature;
        try {
            signature = SignatureForm.untyped(posted);
        } catch (MalformedSignature malformed) {
            return refused(malformed.problem(), String.valueOf(malformed.getMessage()), asked);
        }
        Hash32 raw = Keccak.hash(Hex.decode(asked.message()));
        return made(asked.digest(), signature, update) || made(raw, signature, update)
                ? new Verdict.Valid(update.order().participant(), signature, SignatureKind.WALLET)
                : refused(
                        SignatureProblem.SIGNATURE_STRANGER,
                        "it is not " + update.order().participant() + "'s",
                        asked);
    }

    /** Over the very bytes, without a prefix: what the node takes for the wallet's own request. */
    private Verdict request(ChannelUpdate update, Payload asked, String posted) {
        EcdsaSignature signature;
        try {
            signature = SignatureForm.untyped(posted);
        } catch (MalformedSignature malformed) {
            return refused(malformed.problem(), String.valueOf(malformed.getMessage()), asked);
        }
        if (made(asked.digest(), signature, update)) {
            return new Verdict.Valid(update.order().participant(), signature, SignatureKind.WALLET);
        }
        boolean prefixed = made(Eip191.digest(Hex.decode(asked.message())), signature, update)
                || made(Eip191.digest(asked.digest()), signature, update);
        if (prefixed) {
            return refused(
                    SignatureProblem.SIGNATURE_PREFIX,
                    "it is a personal message; the node takes only a signature over the plain digest",
                    asked);
        }
        return earlier(update).stream().anyMatch(old -> made(old.digest(), signature, update))
                ? refused(SignatureProblem.SIGNATURE_ROUND, "it was made over an earlier request", asked)
                : refused(
                        SignatureProblem.SIGNATURE_STRANGER,
                        "it is not " + update.order().participant() + "'s",
                        asked);
    }

    private boolean made(Hash32 digest, EcdsaSignature signature, ChannelUpdate update) {
        return curve.recover(digest, signature)
                .filter(update.order().participant()::equals)
                .isPresent();
    }

    private static String wire(Payload asked, Verdict.Valid valid) {
        return switch (asked.purpose()) {
            case CHANNEL_REQUEST, CHANNEL_STATE -> valid.signature().hex();
            default -> new StateSignature(valid.signature()).wire();
        };
    }

    private static List<Payload> payloads(ChannelUpdate update) {
        return update.ask().map(Ask::payloads).orElse(List.of());
    }

    private static List<Payload> earlier(ChannelUpdate update) {
        return update.progress().asks().reversed().stream()
                .skip(1)
                .flatMap(ask -> ask.payloads().stream())
                .toList();
    }

    private static Verdict refused(SignatureProblem problem, String reason, Payload asked) {
        return new Verdict.Refused(
                problem,
                "%s; expected a signature over digest %s (%s)".formatted(reason, asked.digest(), asked.scheme()));
    }
}

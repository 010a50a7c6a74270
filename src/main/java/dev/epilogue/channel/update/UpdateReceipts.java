package dev.epilogue.channel.update;

import dev.epilogue.problem.Problem;
import dev.epilogue.problem.ProblemCode;
import dev.epilogue.problem.ProblemException;
import dev.epilogue.signing.Payload;
import dev.epilogue.signing.Receipt;
import dev.epilogue.signing.ReceiptClaims;
import dev.epilogue.signing.ReceiptSigner;
import dev.epilogue.signing.Secp256k1;
import dev.epilogue.signing.Verdict;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Checks what is posted, seals what is right and signs receipts for it. Blocks the CPU. */
@Component
class UpdateReceipts {

    private final UpdateChecks checks = new UpdateChecks(Secp256k1.best());
    private final UpdateVault vault;
    private final ReceiptSigner signer;

    UpdateReceipts(UpdateVault vault, ReceiptSigner signer) {
        this.vault = vault;
        this.signer = signer;
    }

    private record Posted(Payload payload, String signature, String path) {
        @Override
        public String toString() {
            return "Posted[" + path + "]";
        }
    }

    /** @throws ProblemException with the code of the first signature that is not what was asked for */
    List<Signed> verified(Loaded loaded, UpdateSignRequest request, UpdateChecks.@Nullable Prepared prepared) {
        Ask ask = loaded.update().progress().asks().stream()
                .filter(each -> each.round() == request.round())
                .findFirst()
                .orElseThrow();
        List<Signed> signed = new ArrayList<>();
        for (Posted posted : posted(ask, request)) {
            UpdateChecks.Checked checked =
                    checks.check(loaded.update(), posted.payload(), posted.signature(), prepared);
            switch (checked.verdict()) {
                case Verdict.Refused refused ->
                    throw Problem.of(ProblemCode.ofWireName(refused.problem().code()), posted.path(), refused.detail())
                            .exception();
                case Verdict.Valid valid -> signed.add(sealed(loaded, ask, posted.payload(), valid, checked.wire()));
            }
        }
        return signed;
    }

    /** Which payloads a post is about; empty where it does not fit the ask. */
    static List<Integer> indexes(Ask ask, UpdateSignRequest request) {
        Stream<Integer> required = request.signatures().size() == ask.required().size()
                ? ask.required().stream().map(Payload::index)
                : Stream.empty();
        return Stream.concat(required, request.optional().stream().map(UpdateSignRequest.Optional::index))
                .distinct()
                .toList();
    }

    private static List<Posted> posted(Ask ask, UpdateSignRequest request) {
        List<Payload> required = ask.required();
        boolean alongOnly =
                request.signatures().isEmpty() && !request.optional().isEmpty();
        if (!alongOnly && request.signatures().size() != required.size()) {
            throw Problem.of(
                            ProblemCode.SIGNATURE_COUNT,
                            "signatures",
                            "expected %d signatures, one for each required payload in order, got %d"
                                    .formatted(
                                            required.size(),
                                            request.signatures().size()))
                    .exception();
        }
        List<Posted> posted = new ArrayList<>();
        for (int i = 0; i < request.signatures().size(); i++) {
            posted.add(new Posted(required.get(i), request.signatures().get(i), "signatures[" + i + "]"));
        }
        Set<Integer> seen = new HashSet<>();
        for (int i = 0; i < request.optional().size(); i++) {
            UpdateSignRequest.Optional one = request.optional().get(i);
            String path = "optionalSignatures[" + i + "]";
            Payload payload = ask.payloads().stream()
                    .filter(each -> !each.required() && each.index() == one.index() && seen.add(each.index()))
                    .findFirst()
                    .orElseThrow(() -> Problem.of(
                                    ProblemCode.INVALID_PARAMETER,
                                    path + ".index",
                                    "The round has no such optional payload, or it is signed twice here.")
                            .exception());
            posted.add(new Posted(payload, one.signature(), path + ".signature"));
        }
        return posted;
    }

    private Signed sealed(Loaded loaded, Ask ask, Payload payload, Verdict.Valid valid, String wire) {
        ChannelUpdate update = loaded.update();
        Receipt receipt = signer.sign(new ReceiptClaims(
                subject(update),
                ask.round(),
                payload.index(),
                update.order().participant(),
                valid.signer(),
                payload.digest(),
                valid.signature().hash(),
                loaded.now(),
                new TreeMap<>(Map.of(
                        "channelUpdate",
                        update.order().mode().name(),
                        "channelUpdateId",
                        update.id().toString()))));
        return new Signed(
                ask.round(),
                payload.index(),
                payload.purpose(),
                valid.signer(),
                payload.digest(),
                valid.signature().hash(),
                update.ended()
                        ? null
                        : vault.sealSignature(update.id(), loaded.wrappedKey(), ask.round(), payload.index(), wire),
                loaded.now(),
                receipt.keyId(),
                receipt.jws());
    }

    /** A receipt names the closure; where there is none, the update itself. */
    private static UUID subject(ChannelUpdate update) {
        return update.order().closure() == null
                ? update.id().uuid()
                : update.order().closure().uuid();
    }
}

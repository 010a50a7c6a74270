package dev.epilogue.signing.nitrorpc;

import dev.epilogue.signing.Payload;
import dev.epilogue.signing.Secp256k1;
import dev.epilogue.signing.Signers;
import dev.epilogue.value.Address;
import dev.epilogue.value.EcdsaSignature;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A whole request as it goes over the wire. The node hashes the bytes that it receives, so the signed text is copied, never rewritten. */
public final class FrameText {

    private FrameText() {}

    /** @param request the exact text of the request array */
    public static String of(String request, List<EcdsaSignature> signatures) {
        return signatures.stream()
                .map(signature -> '"' + signature.hex() + '"')
                .collect(Collectors.joining(",", "{\"req\":" + request + ",\"sig\":[", "]}"));
    }

    /**
     * A close with signatures that are proved once more: a stranger's would spoil all the others. Blocks the CPU.
     *
     * @param signers its session keys are those for which their owners vouch
     * @throws IllegalArgumentException when a signature is a stranger's, or the second of one participant
     */
    public static String closing(Payload payload, List<EcdsaSignature> signatures, Signers signers, Secp256k1 curve) {
        Set<Address> signed = new HashSet<>();
        for (EcdsaSignature signature : signatures) {
            Address participant = curve.recover(payload.digest(), signature)
                    .flatMap(signer -> participant(signers, signer))
                    .orElseThrow(() -> new IllegalArgumentException("a signature that no participant answers for"));
            if (!signed.add(participant)) {
                throw new IllegalArgumentException("two signatures of " + participant);
            }
        }
        return of(Objects.requireNonNull(payload.text(), "a frozen request has a text"), signatures);
    }

    private static Optional<Address> participant(Signers signers, Address signer) {
        return signers.participants().contains(signer)
                ? Optional.of(signer)
                : Optional.ofNullable(signers.sessionKeys().get(signer)).filter(signers.participants()::contains);
    }
}

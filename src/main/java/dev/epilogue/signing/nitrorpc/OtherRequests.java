package dev.epilogue.signing.nitrorpc;

import dev.epilogue.signing.Misreading;
import dev.epilogue.signing.Payload;
import dev.epilogue.signing.RoundPayloads;
import dev.epilogue.signing.SignatureProblem;
import dev.epilogue.value.Keccak;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

/** What else than the frozen request that it was asked for a wallet may have signed. */
final class OtherRequests {

    /** Each costs a recovery: a long history is not searched to its end. */
    private static final int FEW = 2;

    private OtherRequests() {}

    /** The likelier first. */
    static Stream<Misreading> of(Payload asked, RoundPayloads round) {
        return Stream.concat(earlier(round), otherTexts(asked, round))
                .filter(mistake -> !mistake.digest().equals(asked.digest()));
    }

    private static Stream<Misreading> earlier(RoundPayloads round) {
        return round.earlier().stream()
                .limit(FEW)
                .map(other -> new Misreading(
                        SignatureProblem.SIGNATURE_ROUND, "the request of an earlier round", other.digest()));
    }

    private static Stream<Misreading> otherTexts(Payload asked, RoundPayloads round) {
        FrozenClose close = NitroRpcPayloads.closeOf(round.session(), asked);
        return new OtherTexts(close, round.asProposed())
                .all()
                .map(other -> new Misreading(
                        SignatureProblem.SIGNATURE_ORDER,
                        other.what(),
                        Keccak.hash(other.text().getBytes(StandardCharsets.US_ASCII))));
    }
}

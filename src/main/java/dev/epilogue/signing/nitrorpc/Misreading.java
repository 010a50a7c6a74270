package dev.epilogue.signing.nitrorpc;

import dev.epilogue.signing.Eip191;
import dev.epilogue.signing.Payload;
import dev.epilogue.signing.RoundPayloads;
import dev.epilogue.signing.SignatureProblem;
import dev.epilogue.value.Hash32;
import dev.epilogue.value.Hex;
import dev.epilogue.value.Keccak;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

/**
 * A digest that a wallet signs by mistake in place of a frozen request's.
 *
 * @param what completes "it was made over …"
 */
record Misreading(SignatureProblem problem, String what, Hash32 digest) {

    /** Each costs a recovery: a long history is not searched to its end. */
    private static final int EARLIER_AT_MOST = 32;

    /** The likelier first. */
    static Stream<Misreading> of(Payload asked, RoundPayloads round) {
        return Stream.of(prefixes(asked), earlier(round), otherTexts(asked, round))
                .flatMap(mistakes -> mistakes)
                .filter(mistake -> !mistake.digest().equals(asked.digest()));
    }

    private static Stream<Misreading> prefixes(Payload asked) {
        String hex = asked.message();
        byte[] message = Hex.decode(hex);
        Hash32 digest = asked.digest();
        return Stream.of(
                prefix("the text with the EIP-191 prefix (personal_sign)", Eip191.digest(message)),
                prefix("the digest with the EIP-191 prefix (personal_sign)", Eip191.digest(digest)),
                prefix("the digest's hex text with the EIP-191 prefix", Eip191.digest(digest.hex())),
                prefix(
                        "the digest's hex text with the EIP-191 prefix",
                        Eip191.digest(digest.hex().substring(2))),
                prefix("the message's hex text with the EIP-191 prefix", Eip191.digest(hex)),
                prefix("the message's hex text instead of its bytes", hashOf(hex)),
                prefix("the message's hex text instead of its bytes", hashOf(hex.substring(2))),
                prefix("the digest hashed once more", Keccak.hash(digest.bytes())),
                prefix("the digest's hex text hashed once more", hashOf(digest.hex())));
    }

    private static Stream<Misreading> earlier(RoundPayloads round) {
        return round.earlier().stream()
                .limit(EARLIER_AT_MOST)
                .map(other -> new Misreading(
                        SignatureProblem.SIGNATURE_ROUND, "the request of an earlier round", other.digest()));
    }

    private static Stream<Misreading> otherTexts(Payload asked, RoundPayloads round) {
        FrozenClose close = NitroRpcPayloads.closeOf(round.session(), asked);
        return new OtherTexts(close, round.asProposed())
                .all()
                .map(other -> new Misreading(SignatureProblem.SIGNATURE_ORDER, other.what(), hashOf(other.text())));
    }

    private static Hash32 hashOf(String text) {
        return Keccak.hash(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static Misreading prefix(String what, Hash32 digest) {
        return new Misreading(SignatureProblem.SIGNATURE_PREFIX, what, digest);
    }
}

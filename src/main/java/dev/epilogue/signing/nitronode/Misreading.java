package dev.epilogue.signing.nitronode;

import dev.epilogue.signing.Eip191;
import dev.epilogue.signing.Payload;
import dev.epilogue.signing.RoundPayloads;
import dev.epilogue.signing.SignatureProblem;
import dev.epilogue.value.Allocation;
import dev.epilogue.value.Hash32;
import dev.epilogue.value.Hex;
import dev.epilogue.value.Keccak;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A digest that a wallet signs by mistake in place of a payload's.
 *
 * @param what completes "it was made over …"
 */
record Misreading(SignatureProblem problem, String what, Hash32 digest) {

    /** Each costs a recovery: a long history is not searched to its end. */
    private static final int EARLIER_AT_MOST = 32;

    private static final Comparator<Allocation> BY_PARTICIPANT =
            Comparator.comparing(Allocation::participant).thenComparing(Allocation::asset);

    /** The likelier first. */
    static Stream<Misreading> of(Payload asked, RoundPayloads round) {
        return Stream.of(hashings(asked, round), otherPayloads(asked, round), otherRows(asked, round))
                .flatMap(mistakes -> mistakes)
                .filter(mistake -> !mistake.digest().equals(asked.digest()));
    }

    private static Stream<Misreading> hashings(Payload asked, RoundPayloads round) {
        String hex = asked.message();
        byte[] message = Hex.decode(hex);
        Stream<Misreading> common = Stream.of(
                prefix("the message's hex text instead of its bytes", Eip191.digest(hex)),
                prefix("the message's hex text instead of its bytes", Eip191.digest(hex.substring(2))),
                prefix("the message hashed once more", Eip191.digest(Keccak.hash(message))),
                prefix("the digest, which has the prefix in it already", Eip191.digest(asked.digest())),
                prefix("the message hashed once more, without the EIP-191 prefix", Keccak.hash(message)));
        if (asked.intent() == null) {
            return common;
        }
        byte[] encoding = NitronodePayloads.updateOf(round.session(), asked).abiEncoded();
        return Stream.concat(
                Stream.of(prefix("the message without the EIP-191 prefix", Hash32.of(message))),
                Stream.concat(common, Stream.of(prefix("the encoding instead of its hash", Eip191.digest(encoding)))));
    }

    private static Stream<Misreading> otherPayloads(Payload asked, RoundPayloads round) {
        Stream<Misreading> current = round.payloads().stream()
                .filter(other -> other.index() != asked.index())
                .filter(other -> forTheSame(asked, other))
                .limit(EARLIER_AT_MOST)
                .map(other -> new Misreading(
                        SignatureProblem.SIGNATURE_ORDER,
                        "payload %d of this round".formatted(other.index()),
                        other.digest()));
        Stream<Misreading> earlier = round.earlier().stream()
                .limit(EARLIER_AT_MOST)
                .map(other -> new Misreading(
                        SignatureProblem.SIGNATURE_ROUND,
                        "payload %d of an earlier round".formatted(other.index()),
                        other.digest()));
        return Stream.concat(current, earlier);
    }

    private static boolean forTheSame(Payload asked, Payload other) {
        return asked.participant() == null
                || other.participant() == null
                || other.participant().equals(asked.participant());
    }

    private static Stream<Misreading> otherRows(Payload asked, RoundPayloads round) {
        if (asked.intent() == null) {
            return Stream.empty();
        }
        AppStateUpdate update = NitronodePayloads.updateOf(round.session(), asked);
        Stream<Misreading> orders = orders(asked, round).stream()
                .map(rows -> new Misreading(
                        SignatureProblem.SIGNATURE_ORDER,
                        "the allocations in another order, or with other zero rows",
                        with(update, rows).digest()));
        return Stream.concat(
                orders,
                Stream.of(new Misreading(
                        SignatureProblem.SIGNATURE_STRANGER,
                        "amounts in exponent notation, which no node hashes",
                        Eip191.digest(Keccak.hash(update.abiEncoded(ExponentNotation::of))))));
    }

    private static Set<List<Allocation>> orders(Payload asked, RoundPayloads round) {
        Set<List<Allocation>> orders = new LinkedHashSet<>();
        orders.add(round.asProposed());
        orders.add(round.asProposed().reversed());
        for (Payload payload : round.payloads()) {
            if (payload.intent() != null) {
                orders.add(payload.allocations());
            }
        }
        orders.add(asked.allocations().reversed());
        orders.add(sorted(asked, BY_PARTICIPANT));
        orders.add(sorted(asked, BY_PARTICIPANT.reversed()));
        orders.add(sorted(
                asked,
                Comparator.comparing(Allocation::asset)
                        .thenComparing(Allocation::participant, Comparator.reverseOrder())));
        orders.add(sorted(
                asked,
                Comparator.comparing(Allocation::participant)
                        .thenComparing(Allocation::asset, Comparator.reverseOrder())));
        return orders;
    }

    private static List<Allocation> sorted(Payload payload, Comparator<Allocation> order) {
        return payload.allocations().stream().sorted(order).toList();
    }

    private static AppStateUpdate with(AppStateUpdate update, List<Allocation> rows) {
        return new AppStateUpdate(update.sessionId(), update.intent(), update.version(), rows, update.sessionData());
    }

    private static Misreading prefix(String what, Hash32 digest) {
        return new Misreading(SignatureProblem.SIGNATURE_PREFIX, what, digest);
    }
}

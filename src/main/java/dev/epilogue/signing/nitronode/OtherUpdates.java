package dev.epilogue.signing.nitronode;

import dev.epilogue.signing.Eip191;
import dev.epilogue.signing.Misreading;
import dev.epilogue.signing.Payload;
import dev.epilogue.signing.RoundPayloads;
import dev.epilogue.signing.SignatureProblem;
import dev.epilogue.value.Allocation;
import dev.epilogue.value.Keccak;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What else than the update that it was asked for a wallet may have signed. */
final class OtherUpdates {

    /** Each costs a recovery: a long history is not searched to its end. */
    private static final int FEW = 3;

    private static final Comparator<Allocation> BY_PARTICIPANT =
            Comparator.comparing(Allocation::participant).thenComparing(Allocation::asset);

    private OtherUpdates() {}

    /** The likelier first. */
    static Stream<Misreading> of(Payload asked, RoundPayloads round) {
        return Stream.of(encoding(asked, round), otherPayloads(asked, round), otherRows(asked, round))
                .flatMap(mistakes -> mistakes)
                .filter(mistake -> !mistake.digest().equals(asked.digest()));
    }

    private static Stream<Misreading> encoding(Payload asked, RoundPayloads round) {
        return asked.intent() == null
                ? Stream.empty()
                : Stream.of(new Misreading(
                        SignatureProblem.SIGNATURE_PREFIX,
                        "the encoding instead of its hash",
                        Eip191.digest(NitronodePayloads.updateOf(round.session(), asked)
                                .abiEncoded())));
    }

    private static Stream<Misreading> otherPayloads(Payload asked, RoundPayloads round) {
        Stream<Misreading> current = round.payloads().stream()
                .filter(other -> other.index() != asked.index())
                .filter(other -> forTheSame(asked, other))
                .limit(FEW)
                .map(other -> new Misreading(
                        SignatureProblem.SIGNATURE_ORDER,
                        "payload %d of this round".formatted(other.index()),
                        other.digest()));
        Stream<Misreading> earlier = round.earlier().stream()
                .limit(FEW)
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
                Stream.of(new Misreading(
                        SignatureProblem.SIGNATURE_STRANGER,
                        "amounts in exponent notation, which no node hashes",
                        Eip191.digest(Keccak.hash(update.abiEncoded(ExponentNotation::of))))),
                orders);
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
}

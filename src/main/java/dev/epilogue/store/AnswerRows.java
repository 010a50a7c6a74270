package dev.epilogue.store;

import dev.epilogue.closure.Asking;
import dev.epilogue.closure.Asking.Opening;
import dev.epilogue.closure.Asking.PastAnswer;
import dev.epilogue.closure.Consent;
import dev.epilogue.closure.Decline;
import dev.epilogue.value.Address;
import dev.epilogue.value.Allocation;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;

/** What participants answered in all rounds, apart by whether it counts. */
record AnswerRows(int round, List<Signed> signed, List<Refused> refused) {

    private static final TypeReference<List<Signed>> SIGNED = new TypeReference<>() {};
    private static final TypeReference<List<Refused>> REFUSED = new TypeReference<>() {};
    private static final TypeReference<List<Opening>> OPENINGS = new TypeReference<>() {};

    /** @param round the present one */
    static AnswerRows read(int round, @Nullable String signed, @Nullable String refused) {
        return new AnswerRows(round, list(signed, SIGNED), list(refused, REFUSED));
    }

    private record Signed(
            Address participant,
            Address signer,
            long weight,
            boolean conditional,
            Instant signedAt,
            @Nullable Instant mandateUntil,
            int round,
            boolean removed) {

        Consent consent() {
            return new Consent(participant, signer, weight, conditional, signedAt, mandateUntil);
        }
    }

    private record Refused(
            Address participant,
            String reason,
            Instant at,
            @Nullable List<Allocation> counterProposal,
            int round) {

        Decline decline() {
            return new Decline(participant, reason, at, counterProposal, null);
        }
    }

    List<Consent> consents() {
        return signed.stream().filter(this::counts).map(Signed::consent).toList();
    }

    List<Decline> declines() {
        return refused.stream()
                .filter(each -> each.round() == round)
                .map(Refused::decline)
                .toList();
    }

    /** @param openings as they are kept */
    Asking asking(@Nullable String openings) {
        Stream<PastAnswer> signedOnce = signed.stream()
                .filter(each -> !counts(each))
                .map(each -> new PastAnswer(each.round(), each.participant(), each.signedAt(), null));
        Stream<PastAnswer> declinedOnce = refused.stream()
                .filter(each -> each.round() != round)
                .map(each -> new PastAnswer(each.round(), each.participant(), null, each.at()));
        return new Asking(
                list(openings, OPENINGS),
                Stream.concat(signedOnce, declinedOnce).toList());
    }

    private boolean counts(Signed each) {
        return each.round() == round && !each.removed();
    }

    private static <T> List<T> list(@Nullable String text, TypeReference<List<T>> type) {
        return text == null ? List.of() : Json.read(text, type);
    }
}

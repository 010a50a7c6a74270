package dev.epilogue.closure;

import dev.epilogue.closure.Asking.PastAnswer;
import dev.epilogue.value.Address;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * That one participant is, or was, asked to sign one round.
 *
 * @param openedAt when it first came to look at the closure; null: nobody saw it come by then
 * @param supersededAt when the round ended with its answer counting no more, or not waited for any longer
 */
public record SignatureRequest(
        int round,
        State state,
        Instant askedAt,
        @Nullable Instant openedAt,
        @Nullable Instant signedAt,
        @Nullable Instant declinedAt,
        @Nullable Instant supersededAt) {

    /** Open to clients: more may come. */
    public enum State {
        ASKED,
        OPENED,
        SIGNED,
        DECLINED,
        SUPERSEDED
    }

    /** One for each round, oldest first. */
    public static List<SignatureRequest> of(Closure closure, Address participant) {
        return closure.rounds().stream()
                .map(round -> round.number() == closure.round().number()
                        ? present(closure, round, participant)
                        : past(closure, round, participant))
                .toList();
    }

    private static SignatureRequest present(Closure closure, Round round, Address participant) {
        Instant openedAt = openedAt(closure, round, participant);
        Optional<Instant> declinedAt = closure.declines().stream()
                .filter(decline -> decline.participant().equals(participant))
                .map(Decline::at)
                .findFirst();
        Optional<Instant> signedAt = closure.consentOf(participant).map(Consent::signedAt);
        Instant over = signedAt.isPresent() || declinedAt.isPresent() ? null : round.closedAt();
        State state =
                signedAt.isPresent() ? State.SIGNED : declinedAt.isPresent() ? State.DECLINED : waiting(openedAt, over);
        return new SignatureRequest(
                round.number(),
                state,
                round.openedAt(),
                openedAt,
                signedAt.or(() -> once(closure, round, participant, PastAnswer::signedAt))
                        .orElse(null),
                declinedAt.orElse(null),
                over);
    }

    private static State waiting(@Nullable Instant openedAt, @Nullable Instant over) {
        if (over != null) {
            return State.SUPERSEDED;
        }
        return openedAt == null ? State.ASKED : State.OPENED;
    }

    private static SignatureRequest past(Closure closure, Round round, Address participant) {
        return new SignatureRequest(
                round.number(),
                State.SUPERSEDED,
                round.openedAt(),
                openedAt(closure, round, participant),
                once(closure, round, participant, PastAnswer::signedAt).orElse(null),
                once(closure, round, participant, PastAnswer::declinedAt).orElse(null),
                round.closedAt());
    }

    private static @Nullable Instant openedAt(Closure closure, Round round, Address participant) {
        Instant closedAt = round.closedAt();
        return closure.asking()
                .openedAt(participant)
                .filter(at -> closedAt == null || !at.isAfter(closedAt))
                .orElse(null);
    }

    private static Optional<Instant> once(
            Closure closure, Round round, Address participant, Function<PastAnswer, @Nullable Instant> when) {
        return closure.asking().past().stream()
                .filter(answer ->
                        answer.round() == round.number() && answer.participant().equals(participant))
                .map(when)
                .filter(Objects::nonNull)
                .findFirst();
    }
}

package dev.epilogue.closure;

import dev.epilogue.value.Address;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is known of requests to sign beside the answers that count. Nothing is decided by it.
 *
 * @param openings who came to look, and when for the first time
 * @param past answers that count no more: of rounds before, or taken back
 */
public record Asking(List<Opening> openings, List<PastAnswer> past) {

    public static final Asking NOTHING = new Asking(List.of(), List.of());

    public record Opening(Address participant, Instant at) {}

    /** One of the two times is there, or both: whoever signed may have refused after that. */
    public record PastAnswer(
            int round,
            Address participant,
            @Nullable Instant signedAt,
            @Nullable Instant declinedAt) {

        private boolean replaces(PastAnswer other) {
            return round == other.round
                    && participant.equals(other.participant)
                    && (signedAt == null) == (other.signedAt == null);
        }
    }

    public Asking {
        openings = List.copyOf(openings);
        past = List.copyOf(past);
    }

    Optional<Instant> openedAt(Address participant) {
        return openings.stream()
                .filter(opening -> opening.participant().equals(participant))
                .map(Opening::at)
                .findFirst();
    }

    Asking opened(Address participant, Instant at) {
        if (openedAt(participant).isPresent()) {
            return this;
        }
        List<Opening> more = new ArrayList<>(openings);
        more.add(new Opening(participant, at));
        return new Asking(more, past);
    }

    Asking signedOnce(int round, Consent consent) {
        return with(new PastAnswer(round, consent.participant(), consent.signedAt(), null));
    }

    Asking declinedOnce(int round, Decline decline) {
        return with(new PastAnswer(round, decline.participant(), null, decline.at()));
    }

    private Asking with(PastAnswer answer) {
        List<PastAnswer> more = new ArrayList<>(
                past.stream().filter(each -> !answer.replaces(each)).toList());
        more.add(answer);
        return new Asking(openings, more);
    }
}

package dev.epilogue.closure;

import dev.epilogue.signing.Payload;
import dev.epilogue.value.Address;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One frozen proposal that participants sign.
 *
 * @param number from 1
 * @param closedAt when it stopped taking signatures; the last round of a closure may be closed without a next one, which then
 *     waits for a proposal
 * @param signableUntil null: until the deadline
 */
public record Round(
        int number,
        Instant openedAt,
        @Nullable Instant closedAt,
        @Nullable String closedBecause,
        @Nullable Instant signableUntil,
        Base base,
        Proposal proposal,
        List<Payload> payloads) {

    /** Why a round was closed that nobody ended: its payloads were frozen for a time, and that is over. */
    static final String WINDOW_LAPSED = "WINDOW_LAPSED";

    private static final Duration TOLD_BEFORE = Duration.ofHours(1);

    public Round {
        payloads = List.copyOf(payloads);
    }

    public boolean open() {
        return closedAt == null;
    }

    /** When its participants are told that its window ends: an hour before, or in the last tenth of a short one. */
    Instant expiringAt(Instant signableUntil) {
        Duration tenth = Duration.between(openedAt, signableUntil).dividedBy(10);
        return signableUntil.minus(tenth.compareTo(TOLD_BEFORE) < 0 ? tenth : TOLD_BEFORE);
    }

    /** The payloads whose execution closes the session, in order. */
    public List<Payload> required() {
        return payloads.stream().filter(Payload::required).toList();
    }

    /** Where a close is bound to a version, this one is all that can have happened between the base and the closed session. */
    public boolean closesInOneStep() {
        return required().size() == 1;
    }

    /** What this participant may sign along with them. */
    public List<Payload> optional(Address participant) {
        return payloads.stream()
                .filter(payload -> !payload.required() && participant.equals(payload.participant()))
                .toList();
    }

    public Round closed(Instant at, String because) {
        return open() ? new Round(number, openedAt, at, because, signableUntil, base, proposal, payloads) : this;
    }

    Round on(Base base) {
        return new Round(number, openedAt, closedAt, closedBecause, signableUntil, base, proposal, payloads);
    }

    Round marked(CreditMark mark) {
        return on(base.marked(mark));
    }
}

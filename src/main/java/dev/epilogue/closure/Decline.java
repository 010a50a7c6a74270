package dev.epilogue.closure;

import dev.epilogue.value.Address;
import dev.epilogue.value.Allocation;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * That a participant refused the current round.
 *
 * @param proof written and never read back with the closure: no decision rests on it
 */
public record Decline(
        Address participant,
        String reason,
        Instant at,
        @Nullable List<Allocation> counterProposal,
        @Nullable DeclineProof proof) {

    public Decline at(Instant moment) {
        return new Decline(participant, reason, moment, counterProposal, proof);
    }
}

package dev.epilogue.closure;

import dev.epilogue.value.Address;
import dev.epilogue.value.Allocation;
import dev.epilogue.value.Amount;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The final state that a round asks for.
 *
 * @param allocations every participant and asset, zeros included, in hashing order
 * @param sessionData null keeps what is stored
 * @param asItStands whether it follows the session's own split wherever that moves, or insists on its own
 */
public record Proposal(
        List<Allocation> allocations, @Nullable String sessionData, boolean asItStands) {

    public Proposal {
        allocations = List.copyOf(allocations);
    }

    public List<Allocation> nonZero() {
        return allocations.stream()
                .filter(allocation -> !allocation.amount().isZero())
                .toList();
    }

    public Amount amountOf(Address participant, String asset) {
        return allocations.stream()
                .filter(allocation -> allocation.participant().equals(participant)
                        && allocation.asset().equals(asset))
                .findFirst()
                .map(Allocation::amount)
                .orElse(Amount.ZERO);
    }
}

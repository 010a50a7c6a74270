package dev.epilogue.closure;

import dev.epilogue.value.Allocation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A final state as somebody proposes it.
 *
 * @param allocations null: as the session stands; a (participant, asset) left out means zero
 * @param versionNumber the current version plus one, when the proposer wants that checked
 * @param sessionData null keeps what is stored
 */
public record FinalState(
        @Nullable List<Allocation> allocations,
        @Nullable Long versionNumber,
        @Nullable String sessionData) {

    public static final FinalState AS_IT_STANDS = new FinalState(null, null, null);
}

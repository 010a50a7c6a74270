package dev.epilogue.closure;

import dev.epilogue.value.Address;
import dev.epilogue.value.Allocation;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** That a participant refused the current round. */
public record Decline(
        Address participant,
        String reason,
        Instant at,
        @Nullable List<Allocation> counterProposal) {}

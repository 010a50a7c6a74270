package dev.epilogue.store;

import dev.epilogue.closure.DeclineProof;
import dev.epilogue.value.Address;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * That a participant refused a round, and stood by it.
 *
 * @param proof null where it was taken by a release that kept none
 */
public record StoredDecline(
        int round,
        Address participant,
        String reason,
        Instant at,
        @Nullable DeclineProof proof) {}

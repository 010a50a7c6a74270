package dev.epilogue.credential.participant;

import dev.epilogue.value.Address;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A link by which one participant reads and signs one closure. Its token is nowhere but with whom it was given to.
 *
 * @param reusable whether it can be exchanged more than once
 * @param firstUsedAt when it was first exchanged
 */
public record Link(
        UUID id,
        Address participant,
        boolean reusable,
        Instant createdAt,
        Instant expiresAt,
        @Nullable Instant firstUsedAt,
        @Nullable Instant revokedAt) {}

package dev.epilogue.closure;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A closure's clock, all in database time. */
public record Times(
        Instant createdAt,
        Instant updatedAt,
        Instant firstDeadline,
        Instant deadline,
        @Nullable Instant endedAt,
        @Nullable Instant reopenableUntil) {

    public Times updated(Instant now) {
        return new Times(createdAt, now, firstDeadline, deadline, endedAt, reopenableUntil);
    }

    public Times deadline(Instant deadline) {
        return new Times(createdAt, updatedAt, firstDeadline, deadline, endedAt, reopenableUntil);
    }

    public Times ended(Instant at, @Nullable Instant reopenableUntil) {
        return new Times(createdAt, updatedAt, firstDeadline, deadline, at, reopenableUntil);
    }

    public Times reopened(Instant deadline) {
        return new Times(createdAt, updatedAt, firstDeadline, deadline, null, null);
    }

    public Times closedForGood(Instant at) {
        return new Times(createdAt, updatedAt, firstDeadline, deadline, endedAt, at);
    }
}

package dev.epilogue.store;

import dev.epilogue.closure.Closure;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A closure as it was read.
 *
 * @param lastEvent number of its newest event
 * @param wrappedKey the key of its signatures, wrapped; null once destroyed
 * @param now the database's clock at the reading
 */
public record Loaded(
        Closure closure, long lastEvent, @Nullable String wrappedKey, Instant now) {}

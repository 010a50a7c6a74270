package dev.epilogue.store;

import dev.epilogue.closure.Change;
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
        Closure closure, long lastEvent, @Nullable String wrappedKey, Instant now) {

    Loaded at(Instant time) {
        return new Loaded(closure, lastEvent, wrappedKey, time);
    }

    /** The closure as a change of this one left it. */
    public Loaded after(Change change, Stored stored) {
        return new Loaded(change.after(), stored.lastEvent(), change.destroyKey() ? null : wrappedKey, stored.at());
    }
}

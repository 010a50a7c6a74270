package dev.epilogue.webhook;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a tenant says of an endpoint.
 *
 * @param url where it is called
 * @param types wire names of events that it wants; empty for all
 */
public record Terms(String url, @Nullable String description, Set<String> types) {

    public Terms {
        types = Set.copyOf(types);
    }
}

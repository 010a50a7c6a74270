package dev.epilogue.channel.update;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A channel update as it was read.
 *
 * @param wrappedKey opens what is sealed in it; null once it has ended
 * @param now the database's clock at the reading
 */
public record Loaded(ChannelUpdate update, @Nullable String wrappedKey, Instant now) {

    @Override
    public String toString() {
        return "Loaded[" + update + "]";
    }
}

package dev.epilogue.channel.update;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.epilogue.closure.Bucket;
import dev.epilogue.closure.ClosureId;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** A UUID of version 7 that repeats its bucket, as a closure's does. */
public record ChannelUpdateId(UUID uuid) {

    public static ChannelUpdateId next(Bucket bucket, Instant now) {
        return new ChannelUpdateId(ClosureId.next(bucket, now).uuid());
    }

    /** Nothing when the text is no id of ours. */
    public static Optional<ChannelUpdateId> parse(String text) {
        return ClosureId.parse(text).map(id -> new ChannelUpdateId(id.uuid()));
    }

    public Bucket bucket() {
        return new ClosureId(uuid).bucket();
    }

    @JsonValue
    @Override
    public String toString() {
        return uuid.toString();
    }
}

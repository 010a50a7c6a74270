package dev.epilogue.closure;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** A UUID of version 7 whose last six bits repeat the closure's bucket, so that an id alone routes to its rows. */
public record ClosureId(UUID uuid) {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final long BUCKET_MASK = Bucket.COUNT - 1L;

    public static ClosureId next(Bucket bucket, Instant now) {
        long high = (now.toEpochMilli() << 16) | 0x7000L | RANDOM.nextInt(0x1000);
        long low = 0x8000000000000000L | (RANDOM.nextLong() & 0x3fffffffffffffffL & ~BUCKET_MASK) | bucket.number();
        return new ClosureId(new UUID(high, low));
    }

    /** Nothing when the text is no id of ours. */
    public static Optional<ClosureId> parse(String text) {
        if (text.length() != 36) {
            return Optional.empty();
        }
        try {
            UUID uuid = UUID.fromString(text);
            return uuid.version() == 7 ? Optional.of(new ClosureId(uuid)) : Optional.empty();
        } catch (IllegalArgumentException noUuid) {
            return Optional.empty();
        }
    }

    @JsonCreator
    static ClosureId of(String text) {
        return new ClosureId(UUID.fromString(text));
    }

    public Bucket bucket() {
        return new Bucket((short) (uuid.getLeastSignificantBits() & BUCKET_MASK));
    }

    @JsonValue
    @Override
    public String toString() {
        return uuid.toString();
    }
}

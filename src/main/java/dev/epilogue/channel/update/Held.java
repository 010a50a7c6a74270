package dev.epilogue.channel.update;

import dev.epilogue.node.SendDeadline;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * A channel update in the hands of a worker.
 *
 * @param epoch of the lease
 * @param leaseUntil on the database's clock
 * @param readAt on the database's clock, taken at {@code readNanos} of ours
 */
record Held(
        ChannelUpdate update,
        @Nullable String wrappedKey,
        long epoch,
        Instant leaseUntil,
        Instant readAt,
        long readNanos) {

    static Held of(Loaded loaded, long epoch, Instant leaseUntil) {
        return new Held(loaded.update(), loaded.wrappedKey(), epoch, leaseUntil, loaded.now(), System.nanoTime());
    }

    /** The database's clock, carried on by ours for the moments since the reading. */
    Instant now() {
        return readAt.plusNanos(System.nanoTime() - readNanos).truncatedTo(ChronoUnit.MICROS);
    }

    SendDeadline sendDeadline(Duration margin) {
        return SendDeadline.in(Duration.between(now(), leaseUntil).minus(margin));
    }

    Held with(ChannelUpdate next, Instant until) {
        return new Held(next, wrappedKey, epoch, until, readAt, readNanos);
    }

    Held with(ChannelUpdate next) {
        return with(next, leaseUntil);
    }

    @Override
    public String toString() {
        return "Held[" + update + ", " + epoch + "]";
    }
}

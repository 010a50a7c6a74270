package dev.epilogue.channel.update;

import dev.epilogue.node.SendDeadline;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * A channel update in the hands of a worker.
 *
 * @param update with what was learnt since it was stored
 * @param stored as the row has it
 * @param epoch of the lease
 * @param leaseUntil on the database's clock
 * @param readAt on the database's clock, taken at {@code readNanos} of ours
 */
record Held(
        ChannelUpdate update,
        ChannelUpdate stored,
        @Nullable String wrappedKey,
        long epoch,
        Instant leaseUntil,
        Instant readAt,
        long readNanos) {

    static Held of(Loaded loaded, long epoch, Instant leaseUntil) {
        return new Held(
                loaded.update(),
                loaded.update(),
                loaded.wrappedKey(),
                epoch,
                leaseUntil,
                loaded.now(),
                System.nanoTime());
    }

    /** The database's clock, carried on by ours for the moments since the reading. */
    Instant now() {
        return readAt.plusNanos(System.nanoTime() - readNanos).truncatedTo(ChronoUnit.MICROS);
    }

    SendDeadline sendDeadline(Duration margin) {
        return SendDeadline.in(Duration.between(now(), leaseUntil).minus(margin));
    }

    Held stored(ChannelUpdate next, Instant until) {
        return new Held(next, next, wrappedKey, epoch, until, readAt, readNanos);
    }

    Held learning(Progress learnt) {
        return new Held(update.with(learnt), stored, wrappedKey, epoch, leaseUntil, readAt, readNanos);
    }

    @Override
    public String toString() {
        return "Held[" + update + ", " + epoch + "]";
    }
}

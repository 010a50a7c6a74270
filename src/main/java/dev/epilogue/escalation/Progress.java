package dev.epilogue.escalation;

import dev.epilogue.closure.Protection.Status;
import dev.epilogue.value.Amount;
import dev.epilogue.value.Hash32;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How far one protection is: all that a worker needs to go on, whoever began.
 *
 * @param reason stable, kebab-case; null where there is nothing to say
 * @param attempt from 0; grows when a transaction came to nothing and another one is to be sent
 * @param transactionId of the transaction that is waited for; null where none is
 * @param firstTransaction hash of what began it; null until broadcast
 * @param candidate version that was sent last; null before
 * @param disputed what the stored state pays the participant, in the token's smallest unit; null while no dispute was seen
 * @param window how long disputes of this channel last; null until the contract was read
 * @param windowEndsAt chain time, from storage
 * @param since a closing of the channel is in no earlier block
 */
public record Progress(
        Status status,
        @Nullable String reason,
        int attempt,
        @Nullable UUID transactionId,
        @Nullable Hash32 firstTransaction,
        @Nullable BigInteger candidate,
        @Nullable BigInteger disputed,
        @Nullable Duration window,
        @Nullable Instant windowEndsAt,
        @Nullable Long since,
        @Nullable Sighting sighting,
        @Nullable Amount recovered,
        @Nullable Amount reclaimable) {

    public static final Progress PLANNED =
            new Progress(Status.PLANNED, null, 0, null, null, null, null, null, null, null, null, null, null);

    Draft draft() {
        return new Draft(this);
    }

    /** One at a time: what a look changes. */
    static final class Draft {
        private Status status;
        private @Nullable String reason;
        private int attempt;
        private @Nullable UUID transactionId;
        private @Nullable Hash32 firstTransaction;
        private @Nullable BigInteger candidate;
        private @Nullable BigInteger disputed;
        private @Nullable Duration window;
        private @Nullable Instant windowEndsAt;
        private @Nullable Long since;
        private @Nullable Sighting sighting;
        private @Nullable Amount recovered;
        private @Nullable Amount reclaimable;

        private Draft(Progress from) {
            status = from.status;
            reason = from.reason;
            attempt = from.attempt;
            transactionId = from.transactionId;
            firstTransaction = from.firstTransaction;
            candidate = from.candidate;
            disputed = from.disputed;
            window = from.window;
            windowEndsAt = from.windowEndsAt;
            since = from.since;
            sighting = from.sighting;
            recovered = from.recovered;
            reclaimable = from.reclaimable;
        }

        Draft status(Status status) {
            this.status = status;
            return this;
        }

        Draft reason(@Nullable String reason) {
            this.reason = reason;
            return this;
        }

        Draft again() {
            attempt++;
            transactionId = null;
            candidate = null;
            return this;
        }

        /** What was intended first is what was asked for, should the intention be found again after a crash. */
        Draft intends(BigInteger version) {
            candidate = candidate == null ? version : candidate;
            return this;
        }

        Draft transaction(@Nullable UUID transactionId) {
            this.transactionId = transactionId;
            return this;
        }

        Draft began(@Nullable Hash32 hash) {
            firstTransaction = firstTransaction == null ? hash : firstTransaction;
            return this;
        }

        Draft window(Duration window) {
            this.window = window;
            return this;
        }

        Draft dispute(@Nullable Instant endsAt, BigInteger amount) {
            windowEndsAt = endsAt;
            disputed = amount;
            return this;
        }

        Draft since(long block) {
            since = block;
            return this;
        }

        Draft sighting(@Nullable Sighting sighting) {
            this.sighting = sighting;
            return this;
        }

        Draft paid(Amount recovered, Amount reclaimable) {
            this.recovered = recovered;
            this.reclaimable = reclaimable;
            return this;
        }

        Progress done() {
            return new Progress(
                    status,
                    reason,
                    attempt,
                    transactionId,
                    firstTransaction,
                    candidate,
                    disputed,
                    window,
                    windowEndsAt,
                    since,
                    sighting,
                    recovered,
                    reclaimable);
        }
    }
}

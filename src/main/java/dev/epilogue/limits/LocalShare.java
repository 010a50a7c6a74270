package dev.epilogue.limits;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.TokensInheritanceStrategy;
import io.github.bucket4j.local.LocalBucket;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** One caller's bucket of one kind, as this instance knows it, and what was taken here since it last told. */
final class LocalShare {

    private final LocalBucket bucket;
    private final AtomicLong untold = new AtomicLong();
    private volatile Rate rate;

    LocalShare(Rate rate, TimeMeter clock) {
        this.rate = rate;
        this.bucket = Bucket.builder()
                .addLimit(bandwidth(rate))
                .withCustomTimePrecision(clock)
                .build();
    }

    Rate rate() {
        return rate;
    }

    Answer take(Limit limit, int count) {
        ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(count);
        if (probe.isConsumed()) {
            untold.addAndGet(count);
        }
        return answer(limit, probe.isConsumed(), probe.getRemainingTokens(), probe);
    }

    /** Whether more than half of the bucket is left after so many. */
    boolean plenty(int count) {
        return bucket.getAvailableTokens() - count > rate.burst() / 2;
    }

    /** Takes only of what is above half of the bucket. */
    boolean spare(int count) {
        boolean taken = plenty(count) && bucket.tryConsume(count);
        if (taken) {
            untold.addAndGet(count);
        }
        return taken;
    }

    /** Takes what may not be there, so that whoever comes next waits the longer. */
    void spend() {
        if (bucket.getAvailableTokens() > -rate.burst()) {
            bucket.consumeIgnoringRateLimits(1);
            untold.incrementAndGet();
        }
    }

    boolean empty() {
        return bucket.getAvailableTokens() < 1;
    }

    /** As {@link #take}, without taking. */
    Answer look(Limit limit) {
        long left = bucket.getAvailableTokens();
        long nanos = bucket.estimateAbilityToConsume(1).getNanosToWaitForRefill();
        return new Answer(limit, rate, left > 0, Math.max(0, left), Duration.ofNanos(nanos));
    }

    /** A tenant's limits may change while its bucket lives. */
    void keepTo(Rate wanted) {
        if (!wanted.equals(rate)) {
            rate = wanted;
            bucket.replaceConfiguration(
                    BucketConfiguration.builder().addLimit(bandwidth(wanted)).build(), TokensInheritanceStrategy.AS_IS);
        }
    }

    /** What is to be told to the others; once. */
    long tell() {
        return untold.getAndSet(0);
    }

    /** What all instances together have left. What was taken here meanwhile is not in it yet. */
    void learn(double left) {
        long before = bucket.getAvailableTokens();
        long now = (long) Math.floor(left) - untold.get();
        if (now < before) {
            bucket.consumeIgnoringRateLimits(before - now);
        } else if (now > before) {
            bucket.addTokens(now - before);
        }
    }

    private Answer answer(Limit limit, boolean taken, long left, ConsumptionProbe probe) {
        long nanos = taken ? probe.getNanosToWaitForReset() : probe.getNanosToWaitForRefill();
        return new Answer(limit, rate, taken, Math.max(0, left), Duration.ofNanos(nanos));
    }

    private static Bandwidth bandwidth(Rate rate) {
        return Bandwidth.builder()
                .capacity(rate.burst())
                .refillGreedy(rate.perSecond(), Duration.ofSeconds(1))
                .build();
    }
}

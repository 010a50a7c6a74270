package dev.epilogue.limits;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.TimeMeter;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Buckets of callers. A call is decided on at once and in memory; what was given is told to the other instances a moment later, in one
 * statement for all callers. So instances together may give more than a bucket holds, by at most one burst for each further instance, and
 * the caller pays it back before it is given more. Where the database cannot be told, each instance goes by its own count.
 */
@Component
public class Limits {

    private static final int MOST = 100_000;
    private static final int AT_ONCE = 1_000;
    private static final Duration FORGOTTEN = Duration.ofHours(1);

    private final LimitStore store;
    private final TimeMeter clock;
    private final Cache<String, LocalShare> shares;
    private final Map<Limit, Counter> refused = new EnumMap<>(Limit.class);
    /** Of what was something taken since it was last told. */
    private final Set<String> untold = ConcurrentHashMap.newKeySet();

    private volatile boolean together = true;

    @Autowired
    Limits(LimitStore store, MeterRegistry meters) {
        this(store, meters, TimeMeter.SYSTEM_NANOTIME);
    }

    Limits(LimitStore store, MeterRegistry meters, TimeMeter clock) {
        this.store = store;
        this.clock = clock;
        this.shares = Caffeine.newBuilder()
                .maximumSize(MOST)
                .expireAfterAccess(FORGOTTEN)
                .build();
        for (Limit limit : Limit.values()) {
            refused.put(
                    limit,
                    Counter.builder("epilogue.limits.refused")
                            .tag("limit", limit.wireName())
                            .description("What callers were told to come back with later")
                            .register(meters));
        }
        Gauge.builder("epilogue.limits.shared", () -> together ? 1 : 0)
                .description("1 while instances tell each other what they gave; 0 while each goes by its own count")
                .register(meters);
        Gauge.builder("epilogue.limits.buckets", shares, Cache::estimatedSize)
                .description("Buckets of callers in this instance's memory")
                .register(meters);
    }

    /** All or nothing. */
    public Answer take(Limit limit, String caller, Rate rate, int count) {
        if (rate.unlimited()) {
            return Answer.unlimited(limit);
        }
        Answer answer = share(limit, caller, rate).take(limit, count);
        if (answer.taken()) {
            untold.add(key(limit, caller));
        } else {
            refused(limit, count);
        }
        return answer;
    }

    /** As {@link #take} where more than half is left after it; else nothing is taken, and nothing was refused. */
    boolean spare(Limit limit, String caller, Rate rate, int count) {
        if (rate.unlimited()) {
            return true;
        }
        boolean taken = share(limit, caller, rate).spare(count);
        if (taken) {
            untold.add(key(limit, caller));
        }
        return taken;
    }

    /** Whether more than half is left. */
    boolean plenty(Limit limit, String caller, Rate rate) {
        return rate.unlimited() || share(limit, caller, rate).plenty(0);
    }

    /** Notes what has happened already, whether it was still possible or not. */
    public void spend(Limit limit, String caller, Rate rate) {
        if (!rate.unlimited()) {
            share(limit, caller, rate).spend();
            untold.add(key(limit, caller));
        }
    }

    /** Whether nothing is left; costs whoever is within the limit nothing. */
    public boolean spent(Limit limit, String caller) {
        LocalShare known = shares.getIfPresent(key(limit, caller));
        return known != null && known.empty();
    }

    /** What a caller of whom nothing is left is told. */
    public Answer refuse(Limit limit, String caller, Rate rate) {
        refused(limit, 1);
        return share(limit, caller, rate).look(limit);
    }

    private void refused(Limit limit, int count) {
        Counter counter = refused.get(limit);
        if (counter != null) {
            counter.increment(count);
        }
    }

    private LocalShare share(Limit limit, String caller, Rate rate) {
        LocalShare share = shares.get(key(limit, caller), fresh -> new LocalShare(rate, clock));
        share.keepTo(rate);
        return share;
    }

    private static String key(Limit limit, String caller) {
        return limit.wireName() + " " + caller;
    }

    /** Tells what was given here, and learns what the others gave. What cannot be told is forgotten: it is not made up for later. */
    Mono<Void> exchange() {
        return Mono.defer(() -> {
            List<LimitStore.Taken> taken = taken();
            return taken.isEmpty()
                    ? Mono.empty()
                    : store.exchange(taken)
                            .doOnNext(left -> {
                                together = true;
                                left.forEach(this::learn);
                            })
                            .doOnError(away -> together = false)
                            .then();
        });
    }

    /** What there is more of is told the next time. */
    private List<LimitStore.Taken> taken() {
        List<LimitStore.Taken> all = new ArrayList<>();
        Iterator<String> keys = untold.iterator();
        while (keys.hasNext() && all.size() < AT_ONCE) {
            String key = keys.next();
            keys.remove();
            LocalShare share = shares.getIfPresent(key);
            long tokens = share == null ? 0 : share.tell();
            if (share != null && tokens > 0) {
                all.add(new LimitStore.Taken(key, tokens, share.rate()));
            }
        }
        return all;
    }

    private void learn(String key, double left) {
        LocalShare share = shares.getIfPresent(key);
        if (share != null) {
            share.learn(left);
        }
    }
}

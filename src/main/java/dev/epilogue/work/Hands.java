package dev.epilogue.work;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntFunction;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * What this instance has in hand of one table: taken under leases, in places by lane, renewed while it is worked on, given back
 * together.
 *
 * @param <L> a lease; equal only to itself
 */
public final class Hands<L> {

    private static final int RENEWALS_PER_LEASE = 3;
    private static final int GIVING_BACK = 8;

    private final Keeper<L> keeper;
    private final Duration length;
    private final Slots slots;
    private final Map<L, String> inHand = new ConcurrentHashMap<>();
    private final String owner =
            UUID.randomUUID() + "@" + ProcessHandle.current().pid();

    /** Writes what becomes of leases. */
    public interface Keeper<L> {

        /** False where the lease is lost, or given back. */
        Mono<Boolean> renew(L lease, Duration length);

        /** Left in the middle: due at once, for another instance. No effect where the lease is lost or given back already. */
        Mono<Void> giveBack(L lease);
    }

    /**
     * @param length of a lease
     * @param perLane how many of one lane are worked on at once
     */
    public Hands(Keeper<L> keeper, Duration length, int perLane) {
        this.keeper = keeper;
        this.length = length;
        this.slots = new Slots(perLane);
    }

    /** This instance, for operators' eyes. */
    public String owner() {
        return owner;
    }

    /** Lanes of which nothing may be claimed. */
    public Set<String> full() {
        return slots.full();
    }

    /**
     * Claims again as long as there may be more than one look could take.
     *
     * @param some claims as many as there is room for, and {@link #take takes} each
     */
    public <C> Flux<C> claim(IntFunction<Flux<C>> some) {
        return claimSome(some)
                .expand(claimed -> claimed.more() ? claimSome(some) : Mono.empty())
                .concatMapIterable(Some::claimed);
    }

    private record Some<C>(List<C> claimed, boolean more) {}

    private <C> Mono<Some<C>> claimSome(IntFunction<Flux<C>> some) {
        return Mono.defer(() -> {
            int room = slots.room();
            return some.apply(room).collectList().map(claimed -> new Some<>(claimed, claimed.size() >= room));
        });
    }

    /** A place that something is about to come to, if there is one. */
    public boolean tryTake(String lane) {
        return slots.tryTake(lane);
    }

    /** @return whether the lane had no other place free: something of it may wait */
    public boolean leave(String lane) {
        return slots.leave(lane);
    }

    /** For what was claimed, in a place of its own. */
    public void take(L lease, String lane) {
        slots.take(lane);
        hold(lease, lane);
    }

    /** In a place that was taken before. */
    public void hold(L lease, String lane) {
        inHand.put(lease, lane);
    }

    /** @return whether something of the lane may wait for the place */
    public boolean done(L lease) {
        String lane = inHand.remove(lease);
        return lane != null && slots.leave(lane);
    }

    /** How much is in hand. */
    public int working() {
        return inHand.size();
    }

    /** Renews the lease while the work goes on; the work is cut off, and ends empty, where somebody else holds it, or nobody. */
    public <T> Mono<T> whileHeld(L lease, Mono<T> work) {
        return work.takeUntilOther(lost(lease));
    }

    private Mono<Void> lost(L lease) {
        return Flux.interval(length.dividedBy(RENEWALS_PER_LEASE))
                .onBackpressureDrop()
                .concatMap(tick -> keeper.renew(lease, length).onErrorReturn(true), 1)
                .takeUntil(held -> !held)
                .then();
    }

    /** What is in hand when this is called becomes due at once, for another instance. */
    public Mono<Void> giveBackAll() {
        return Flux.fromIterable(List.copyOf(inHand.keySet()))
                .flatMap(lease -> keeper.giveBack(lease).doOnSuccess(back -> done(lease)), GIVING_BACK)
                .then();
    }
}

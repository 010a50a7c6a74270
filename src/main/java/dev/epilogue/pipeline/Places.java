package dev.epilogue.pipeline;

import dev.epilogue.closure.Closure;
import dev.epilogue.store.Claim;
import dev.epilogue.store.Guard;
import dev.epilogue.store.LeaseStore;
import dev.epilogue.work.Slots;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What this instance works on, and how much more it may take: each node has places of its own. */
@Component
class Places {

    private static final int GIVING_BACK = 8;

    private final LeaseStore leases;
    private final Unreachable unreachable;
    private final PipelineSettings settings;
    private final Slots slots;
    private final Map<Claim, String> inHand = new ConcurrentHashMap<>();
    private final String owner =
            UUID.randomUUID() + "@" + ManagementFactory.getRuntimeMXBean().getPid();
    private volatile boolean open;

    Places(LeaseStore leases, Unreachable unreachable, PipelineSettings settings) {
        this.leases = leases;
        this.unreachable = unreachable;
        this.settings = settings;
        this.slots = new Slots(settings.parallel());
    }

    /** This instance, for operators' eyes. */
    String owner() {
        return owner;
    }

    void open() {
        open = true;
    }

    /** Nothing more is taken. */
    void shut() {
        open = false;
    }

    boolean isOpen() {
        return open;
    }

    Set<String> full() {
        return slots.full();
    }

    int room() {
        return slots.room();
    }

    /** A place for a closure that a caller leaves with something to do; to be taken with the claim, or given back. */
    Optional<Guard.Taker> offer(Closure closure) {
        String node = closure.subject().node();
        return open && !unreachable.now().nodes().contains(node) && slots.tryTake(node)
                ? Optional.of(new Guard.Taker(owner, settings.lease()))
                : Optional.empty();
    }

    /** @return whether the node had no other place free: something of it may wait */
    boolean giveBack(String node) {
        return slots.leave(node);
    }

    /** For what was claimed, in a place of its own. */
    void take(Claim claim, String node) {
        slots.take(node);
        hold(claim, node);
    }

    /** In a place that was offered before. */
    void hold(Claim claim, String node) {
        inHand.put(claim, node);
    }

    /** @return whether something of the node may wait for the place */
    boolean done(Claim claim) {
        String node = inHand.remove(claim);
        return node != null && slots.leave(node);
    }

    /** How many closures are in hand. */
    int working() {
        return inHand.size();
    }

    /** What is in hand when this is called becomes due at once, for another instance. */
    Mono<Void> giveBackAll() {
        return Flux.fromIterable(List.copyOf(inHand.keySet()))
                .flatMap(claim -> leases.giveBack(claim).doOnSuccess(back -> done(claim)), GIVING_BACK)
                .then();
    }
}

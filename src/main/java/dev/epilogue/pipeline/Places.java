package dev.epilogue.pipeline;

import dev.epilogue.closure.Closure;
import dev.epilogue.store.Claim;
import dev.epilogue.store.Guard;
import dev.epilogue.store.LeaseStore;
import dev.epilogue.work.Hands;
import java.time.Duration;
import java.util.Optional;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** What this instance works on, and how much more it may take: each node has places of its own. */
@Component
class Places {

    private final Unreachable unreachable;
    private final PipelineSettings settings;
    private final Hands<Claim> hands;
    private volatile boolean open;

    Places(LeaseStore leases, Unreachable unreachable, PipelineSettings settings) {
        this.unreachable = unreachable;
        this.settings = settings;
        this.hands = new Hands<>(new Keeper(leases), settings.lease(), settings.parallel());
    }

    private record Keeper(LeaseStore leases) implements Hands.Keeper<Claim> {

        @Override
        public Mono<Boolean> renew(Claim claim, Duration length) {
            return leases.renew(claim, length);
        }

        @Override
        public Mono<Void> giveBack(Claim claim) {
            return leases.giveBack(claim);
        }
    }

    Hands<Claim> hands() {
        return hands;
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

    /** A place for a closure that a caller leaves with something to do; to be taken with the claim, or given back. */
    Optional<Guard.Taker> offer(Closure closure) {
        String node = closure.subject().node();
        return open && !unreachable.now().nodes().contains(node) && hands.tryTake(node)
                ? Optional.of(new Guard.Taker(hands.owner(), settings.lease()))
                : Optional.empty();
    }
}

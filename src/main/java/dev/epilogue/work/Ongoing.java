package dev.epilogue.work;

import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;

/** What goes on from the start of the service to its end, and ends with its one subscription. */
public abstract class Ongoing implements SmartLifecycle {

    private volatile @Nullable Disposable running;

    /** Never fails: what goes wrong within it is its own to tell. */
    protected abstract Flux<?> work();

    @Override
    public final void start() {
        running = work().subscribe();
    }

    @Override
    public final void stop() {
        Disposable subscription = running;
        if (subscription != null) {
            subscription.dispose();
            running = null;
        }
    }

    @Override
    public final boolean isRunning() {
        return running != null;
    }
}

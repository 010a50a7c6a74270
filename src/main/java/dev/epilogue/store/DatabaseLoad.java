package dev.epilogue.store;

import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.PoolMetrics;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;

/** How many statements wait for a connection, or changes for their turn: the first sign that more comes in than the database takes. */
@Component
public class DatabaseLoad {

    /** Looked for once: this is asked with every call. */
    private final Supplier<@Nullable ConnectionPool> pool;

    private final ClosureStore closures;

    DatabaseLoad(ObjectProvider<ConnectionPool> pool, ClosureStore closures) {
        this.pool = SingletonSupplier.ofNullable(pool::getIfAvailable);
        this.closures = closures;
    }

    public int waiting() {
        return metrics(PoolMetrics::pendingAcquireSize) + closures.waiting();
    }

    public int inUse() {
        return metrics(PoolMetrics::acquiredSize);
    }

    private int metrics(ToIntFunction<PoolMetrics> figure) {
        ConnectionPool present = pool.get();
        return present == null
                ? 0
                : present.getMetrics().map(figure::applyAsInt).orElse(0);
    }
}

package dev.epilogue.store;

import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.PoolMetrics;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** How many statements wait for a connection, or changes for their turn: the first sign that more comes in than the database takes. */
@Component
public class DatabaseLoad {

    private final ObjectProvider<ConnectionPool> pool;
    private final ClosureStore closures;

    /** Looked for once, since this is asked with every call, and without a lock, since calls must not wait for each other. */
    private volatile @Nullable ConnectionPool found;

    DatabaseLoad(ObjectProvider<ConnectionPool> pool, ClosureStore closures) {
        this.pool = pool;
        this.closures = closures;
    }

    public int waiting() {
        return metrics(PoolMetrics::pendingAcquireSize) + closures.waiting();
    }

    public int inUse() {
        return metrics(PoolMetrics::acquiredSize);
    }

    private int metrics(ToIntFunction<PoolMetrics> figure) {
        ConnectionPool present = found;
        if (present == null) {
            present = pool.getIfAvailable();
            found = present;
        }
        return present == null
                ? 0
                : present.getMetrics().map(figure::applyAsInt).orElse(0);
    }
}

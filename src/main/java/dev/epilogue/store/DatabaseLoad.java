package dev.epilogue.store;

import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.PoolMetrics;
import java.util.function.ToIntFunction;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** How many statements wait for a connection: the first sign that more comes in than the database takes. */
@Component
public class DatabaseLoad {

    private final ObjectProvider<ConnectionPool> pool;

    DatabaseLoad(ObjectProvider<ConnectionPool> pool) {
        this.pool = pool;
    }

    public int waiting() {
        return metrics(PoolMetrics::pendingAcquireSize);
    }

    public int inUse() {
        return metrics(PoolMetrics::acquiredSize);
    }

    private int metrics(ToIntFunction<PoolMetrics> figure) {
        ConnectionPool present = pool.getIfAvailable();
        return present == null
                ? 0
                : present.getMetrics().map(figure::applyAsInt).orElse(0);
    }
}

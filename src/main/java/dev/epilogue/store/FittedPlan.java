package dev.epilogue.store;

import org.springframework.r2dbc.connection.R2dbcTransactionManager;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;

/**
 * Searches that are planned for their values, each time. A connection plans any other statement once, for values that it does not know,
 * which is right where a key leads to the rows. What a search should begin with depends on what it is asked: one tenant has five
 * closures, another has most of them.
 */
public final class FittedPlan {

    private static final Prepared FITTED = Prepared.of(
            "SELECT set_config('plan_cache_mode', 'force_custom_plan', true), set_config('enable_seqscan', 'on', true)");

    private final DatabaseClient database;
    private final TransactionalOperator transaction;

    public FittedPlan(DatabaseClient database) {
        this.database = database;
        this.transaction = TransactionalOperator.create(new R2dbcTransactionManager(database.getConnectionFactory()));
    }

    /** @param search one statement, whose result fits into memory */
    public <T> Flux<T> of(Flux<T> search) {
        return Whole.readMany(transaction.transactional(
                FITTED.on(database).unguarded(row -> true).thenMany(search)));
    }
}

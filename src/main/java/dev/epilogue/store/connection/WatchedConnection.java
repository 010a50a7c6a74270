package dev.epilogue.store.connection;

import dev.epilogue.store.Whole;
import io.r2dbc.spi.Batch;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionMetadata;
import io.r2dbc.spi.IsolationLevel;
import io.r2dbc.spi.Result;
import io.r2dbc.spi.Statement;
import io.r2dbc.spi.TransactionDefinition;
import io.r2dbc.spi.ValidationDepth;
import io.r2dbc.spi.Wrapped;
import java.time.Duration;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A connection that knows whether its last statement was heard to the end. See {@link WatchedConnections}. */
final class WatchedConnection implements Connection, Wrapped<Connection> {

    /** For an answer to the smallest question, and for a goodbye. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Connection real;
    private final WatchedConnections all;
    private final Planning planning;
    private volatile long heard = System.nanoTime();
    private volatile boolean left;

    WatchedConnection(Connection real, WatchedConnections all, Planning planning) {
        this.real = real;
        this.all = all;
        this.planning = planning;
    }

    Flux<Result> watched(Publisher<? extends Result> statement) {
        return Flux.<Result>from(statement)
                .doOnComplete(() -> heard = System.nanoTime())
                .doOnError(Whole::connectionLost, lost -> all.foundDead(System.nanoTime()))
                .doOnCancel(() -> left = true);
    }

    /** Asked by the pool before the connection is handed out. */
    @Override
    public Publisher<Boolean> validate(ValidationDepth depth) {
        return Mono.defer(() -> {
            if (depth == ValidationDepth.LOCAL && !left && !all.doubts(heard)) {
                Mono<Boolean> open = Mono.from(real.validate(depth));
                return planning.isDue() ? open.flatMap(still -> still ? told() : Mono.just(false)) : open;
            }
            long asked = System.nanoTime();
            return Mono.from(real.validate(ValidationDepth.REMOTE))
                    .timeout(PATIENCE, Mono.just(false))
                    .onErrorReturn(false)
                    .doOnNext(alive -> answered(alive, asked));
        });
    }

    /** False where no answer comes; a server that refuses plans as it did. */
    private Mono<Boolean> told() {
        return planning.tell().onErrorComplete().thenReturn(true).timeout(PATIENCE, Mono.just(false));
    }

    private void answered(boolean alive, long asked) {
        if (alive) {
            heard = System.nanoTime();
            left = false;
        } else {
            all.foundDead(asked);
        }
    }

    @Override
    public Publisher<Void> close() {
        return Mono.from(real.close()).timeout(PATIENCE).onErrorComplete();
    }

    @Override
    public Statement createStatement(String sql) {
        return new WatchedStatement(real.createStatement(sql), this);
    }

    @Override
    public Connection unwrap() {
        return real;
    }

    @Override
    public Publisher<Void> beginTransaction() {
        return real.beginTransaction();
    }

    @Override
    public Publisher<Void> beginTransaction(TransactionDefinition definition) {
        return real.beginTransaction(definition);
    }

    @Override
    public Publisher<Void> commitTransaction() {
        return real.commitTransaction();
    }

    @Override
    public Batch createBatch() {
        return real.createBatch();
    }

    @Override
    public Publisher<Void> createSavepoint(String name) {
        return real.createSavepoint(name);
    }

    @Override
    public boolean isAutoCommit() {
        return real.isAutoCommit();
    }

    @Override
    public ConnectionMetadata getMetadata() {
        return real.getMetadata();
    }

    @Override
    public IsolationLevel getTransactionIsolationLevel() {
        return real.getTransactionIsolationLevel();
    }

    @Override
    public Publisher<Void> releaseSavepoint(String name) {
        return real.releaseSavepoint(name);
    }

    @Override
    public Publisher<Void> rollbackTransaction() {
        return real.rollbackTransaction();
    }

    @Override
    public Publisher<Void> rollbackTransactionToSavepoint(String name) {
        return real.rollbackTransactionToSavepoint(name);
    }

    @Override
    public Publisher<Void> setAutoCommit(boolean autoCommit) {
        return real.setAutoCommit(autoCommit);
    }

    @Override
    public Publisher<Void> setLockWaitTimeout(Duration timeout) {
        return real.setLockWaitTimeout(timeout);
    }

    @Override
    public Publisher<Void> setStatementTimeout(Duration timeout) {
        return real.setStatementTimeout(timeout);
    }

    @Override
    public Publisher<Void> setTransactionIsolationLevel(IsolationLevel level) {
        return real.setTransactionIsolationLevel(level);
    }
}

package dev.epilogue.store.connection;

import io.r2dbc.spi.Result;
import io.r2dbc.spi.Statement;
import org.reactivestreams.Publisher;

/** Tells its connection how it ended. */
final class WatchedStatement implements Statement {

    private final Statement real;
    private final WatchedConnection connection;

    WatchedStatement(Statement real, WatchedConnection connection) {
        this.real = real;
        this.connection = connection;
    }

    @Override
    public Publisher<? extends Result> execute() {
        return connection.watched(real.execute());
    }

    @Override
    public Statement add() {
        real.add();
        return this;
    }

    @Override
    public Statement bind(int index, Object value) {
        real.bind(index, value);
        return this;
    }

    @Override
    public Statement bind(String name, Object value) {
        real.bind(name, value);
        return this;
    }

    @Override
    public Statement bindNull(int index, Class<?> type) {
        real.bindNull(index, type);
        return this;
    }

    @Override
    public Statement bindNull(String name, Class<?> type) {
        real.bindNull(name, type);
        return this;
    }

    @Override
    public Statement returnGeneratedValues(String... columns) {
        real.returnGeneratedValues(columns);
        return this;
    }

    @Override
    public Statement fetchSize(int rows) {
        real.fetchSize(rows);
        return this;
    }
}

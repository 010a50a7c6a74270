package dev.epilogue.crash;

import io.r2dbc.postgresql.api.PostgresqlConnection;
import io.r2dbc.postgresql.api.PostgresqlResult;
import io.r2dbc.postgresql.api.PostgresqlStatement;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryMetadata;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.regex.Pattern;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Connections on which each statement is a point at which the service can die. */
record MortalDatabase(ConnectionFactory real, CrashPoints points) implements ConnectionFactory {

    static final String STATEMENT = "statement: ";

    private static final Pattern CHANGES = Pattern.compile("\\b(INSERT INTO|UPDATE|DELETE FROM) [a-z_]+");
    private static final Pattern GIVES_BACK = Pattern.compile("^UPDATE [a-z_]+ SET lease_until = NULL");

    /** Whether what is stored is another afterwards, leases apart. Whoever dies before a reading has done nothing since such a one. */
    static boolean changes(String sql) {
        return !repeats(sql)
                && CHANGES.matcher(sql).find()
                && !GIVES_BACK.matcher(sql).find();
    }

    @Override
    public Publisher<? extends Connection> create() {
        return Mono.from(real.create())
                .cast(PostgresqlConnection.class)
                .map(connection -> proxy(
                        PostgresqlConnection.class,
                        connection,
                        (name, result, arguments) -> name.equals("createStatement")
                                ? statement((PostgresqlStatement) result, (String) arguments[0])
                                : result));
    }

    private PostgresqlStatement statement(PostgresqlStatement statement, String sql) {
        return proxy(
                PostgresqlStatement.class,
                statement,
                (name, result, arguments) -> result == statement
                        ? null
                        : name.equals("execute") ? executed(sql, (Publisher<?>) result) : result);
    }

    private Publisher<PostgresqlResult> executed(String sql, Publisher<?> execution) {
        Flux<PostgresqlResult> results = Flux.from(execution).cast(PostgresqlResult.class);
        return repeats(sql) ? points.whileAlive(results) : points.before(STATEMENT + sql, results);
    }

    /**
     * Looking for work, the clock, the server's timeline and role, renewals, wake-ups: whoever dies here has done nothing since the last
     * point.
     */
    private static boolean repeats(String sql) {
        return sql.startsWith("WITH due AS")
                || sql.startsWith("SET application_name")
                || sql.startsWith("LISTEN ")
                || sql.startsWith("SELECT pg_notify")
                || sql.startsWith("WITH told AS")
                || sql.startsWith("SELECT now()")
                || sql.contains("CAST(:lease")
                || sql.contains("lease_until = now()")
                || sql.contains("AS waiting")
                || sql.contains("AS due_bucket")
                || sql.contains("AS several_servers")
                || sql.startsWith("SELECT feed_place")
                || sql.contains("pg_is_in_recovery()")
                || sql.contains("database_timeline");
    }

    @Override
    public ConnectionFactoryMetadata getMetadata() {
        return real.getMetadata();
    }

    private interface Change {
        Object of(String method, Object result, Object[] arguments);
    }

    private static <T> T proxy(Class<T> type, T target, Change change) {
        InvocationHandler handler = (proxy, method, arguments) -> {
            Object result = invoke(target, method, arguments);
            Object changed = change.of(method.getName(), result, arguments);
            return changed == null && result == target ? proxy : changed;
        };
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private static Object invoke(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause();
        }
    }
}

package dev.epilogue.store;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Parameters;
import io.r2dbc.spi.Readable;
import io.r2dbc.spi.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A statement that is asked often: its names become positions once, when the class is loaded, and a connection plans it once. Written
 * with {@code :name}, each of which may occur again.
 */
final class Prepared {

    private static final Pattern NAME = Pattern.compile("(?<!:):([a-zA-Z]+)");
    private static final Pattern POSITION = Pattern.compile("\\$(\\d+)");
    private static final Pattern SPACE = Pattern.compile("\\s+");

    private final String sql;
    private final List<String> names;
    private final boolean reads;

    private Prepared(String sql, List<String> names) {
        this.sql = sql;
        this.names = names;
        this.reads = sql.startsWith("SELECT ") && !sql.contains(" FOR UPDATE");
    }

    /** @param sql without comments, and without colons or runs of spaces in literals */
    static Prepared of(String sql) {
        List<String> names = new ArrayList<>();
        Matcher matcher = NAME.matcher(SPACE.matcher(sql.strip()).replaceAll(" "));
        String positional = matcher.replaceAll(found -> {
            if (!names.contains(found.group(1))) {
                names.add(found.group(1));
            }
            return "\\$" + (names.indexOf(found.group(1)) + 1);
        });
        return new Prepared(positional, List.copyOf(names));
    }

    /** The statement, with the names of its parameters again. */
    @Override
    public String toString() {
        return POSITION.matcher(sql).replaceAll(found -> ":" + names.get(Integer.parseInt(found.group(1)) - 1));
    }

    Asked on(DatabaseClient database) {
        return new Asked(database);
    }

    /** The statement with its values, for one use. */
    final class Asked {

        private final DatabaseClient database;
        private final @Nullable Object[] values = new Object[names.size()];

        private Asked(DatabaseClient database) {
            this.database = database;
        }

        Asked bind(String name, Object value) {
            values[position(name)] = value;
            return this;
        }

        Asked bind(String name, @Nullable Object value, Class<?> type) {
            values[position(name)] = value == null ? Parameters.in(type) : value;
            return this;
        }

        Asked bind(Map<String, Object> named) {
            named.forEach(this::bind);
            return this;
        }

        private int position(String name) {
            int position = names.indexOf(name);
            if (position < 0) {
                throw new IllegalArgumentException("no parameter " + name);
            }
            return position;
        }

        /** Complete before the first row is handed on. */
        <T> Flux<T> rows(Function<Readable, T> row) {
            return reads ? Whole.readMany(unguarded(row)) : Whole.many(unguarded(row));
        }

        <T> Mono<T> row(Function<Readable, T> row) {
            Mono<T> one = unguarded(row).singleOrEmpty();
            return reads ? Whole.read(one) : Whole.one(one);
        }

        Mono<Long> rowsUpdated() {
            return Whole.one(database.inConnectionMany(connection ->
                            Flux.from(bound(connection).execute()).concatMap(result -> result.getRowsUpdated()))
                    .reduce(0L, Long::sum));
        }

        /** For whoever sees to the end of the statement. */
        <T> Flux<T> unguarded(Function<Readable, T> row) {
            return database.inConnectionMany(
                    connection -> Flux.from(bound(connection).execute()).concatMap(result -> result.map(row)));
        }

        private Statement bound(Connection connection) {
            Statement statement = connection.createStatement(sql);
            for (int position = 0; position < values.length; position++) {
                Object value = values[position];
                if (value == null) {
                    throw new IllegalStateException("no value for " + names.get(position));
                }
                statement.bind(position, value);
            }
            return statement;
        }
    }
}

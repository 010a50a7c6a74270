package dev.epilogue.store;

import io.r2dbc.spi.R2dbcException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.springframework.dao.QueryTimeoutException;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Signal;

/**
 * Statements that run to their end. Whoever asked may go away in the middle (a caller hangs up, the service stops): the statement
 * goes on, so that nothing is half done as far as anybody knows, and its connection comes back clean. None takes longer than
 * {@link #LIMIT}; what does fails like a database that is away.
 */
public final class Whole {

    /** Longer than the wait for a connection and the server's own limit on a statement together. */
    static final Duration LIMIT = Duration.ofSeconds(10);

    private Whole() {}

    public static <T> Mono<T> one(Mono<T> statement) {
        return piece(bounded(statement));
    }

    /** For results that fit into memory: they are complete before the first row is handed on. */
    public static <T> Flux<T> many(Flux<T> statement) {
        return one(statement.collectList()).flatMapIterable(rows -> rows);
    }

    /** Asks once more where the connection turned out dead: it may have been so for long, and reading changes nothing. */
    public static <T> Mono<T> read(Mono<T> query) {
        return one(query.onErrorResume(Whole::connectionLost, lost -> query));
    }

    /** The same for results that fit into memory. */
    public static <T> Flux<T> readMany(Flux<T> query) {
        return read(query.collectList()).flatMapIterable(rows -> rows);
    }

    /** Whether it says that nobody is there any more, not what the server thinks of a statement. */
    public static boolean connectionLost(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof R2dbcException refused) {
                return String.valueOf(refused.getSqlState()).startsWith("08");
            }
        }
        return false;
    }

    /** Several statements, and what lies between them, that belong together; each has its own limit. */
    public static <T> Mono<T> piece(Mono<T> work) {
        // a failure travels as a value: nobody is left to be told when the caller has gone
        return Mono.<Signal<T>>deferContextual(context -> Mono.fromFuture(
                        () -> work.materialize().contextWrite(context).toFuture(), true))
                .dematerialize();
    }

    private static <T> Mono<T> bounded(Mono<T> statement) {
        return statement
                .timeout(LIMIT)
                .onErrorMap(
                        TimeoutException.class,
                        late -> new QueryTimeoutException("no answer from the database within " + LIMIT, late));
    }
}

package dev.epilogue.store;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.connection.R2dbcTransactionManager;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * How the tables lie: on one server, or shared out over several by their bucket. Statements are the same for both, each names one
 * bucket. Here is decided what several of them are to each other. On one server they are one transaction, with one flush of its log.
 * Over several servers each is its own: a transaction over two servers is prepared first and ends before its rows can be seen, which
 * the horizon of event streams does not know.
 */
@Repository
public class Shards {

    private static final Prepared LOOK =
            Prepared.of("SELECT EXISTS (SELECT 1 FROM pg_extension WHERE extname = 'citus') AS several_servers");

    private static final Duration FOREVER = Duration.ofMillis(Long.MAX_VALUE);
    private static final int AT_ONCE = 8;

    private final DatabaseClient database;
    private final Mono<Boolean> several;
    private final TransactionalOperator transaction;

    @Autowired
    public Shards(DatabaseClient database) {
        this(
                database,
                LOOK.on(database)
                        .row(row -> ClosureRows.required(row, "several_servers", Boolean.class))
                        .cache(known -> FOREVER, failure -> Duration.ZERO, () -> Duration.ZERO));
    }

    Shards(DatabaseClient database, Mono<Boolean> several) {
        this.database = database;
        this.several = several;
        this.transaction = TransactionalOperator.create(new R2dbcTransactionManager(database.getConnectionFactory()));
    }

    DatabaseClient database() {
        return database;
    }

    /** Whether the tables may lie on several servers. Asked once. */
    public Mono<Boolean> several() {
        return several;
    }

    /** @param statements of one bucket each, in the order of their buckets, so that no two instances wait for each other */
    public <T> Flux<T> each(List<Flux<T>> statements) {
        if (statements.size() < 2) {
            return Whole.many(Flux.concat(statements));
        }
        return several.flatMapMany(
                apart -> apart ? Flux.fromIterable(statements).flatMap(Whole::many, AT_ONCE) : together(statements));
    }

    /** A statement that writes to the journal, over several servers, and its place in it: one transaction. */
    <T> Mono<T> placed(Function<Place, Mono<T>> statement) {
        Mono<Place> place = Place.LOOK
                .on(database)
                .unguarded(row -> new Place(ClosureRows.required(row, "place", String.class)))
                .single();
        return transaction.transactional(place.flatMap(statement));
    }

    /** All of them or none. */
    private <T> Flux<T> together(List<Flux<T>> statements) {
        return Whole.many(transaction.transactional(Flux.concat(statements)));
    }
}

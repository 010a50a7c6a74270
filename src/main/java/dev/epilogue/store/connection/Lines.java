package dev.epilogue.store.connection;

import io.r2dbc.postgresql.api.PostgresqlConnection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.Wrapped;
import java.time.Duration;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Connections of their own, beside the pool: for what must stay on one, or is to be tried on a fresh one. */
@Component
public class Lines {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final ConnectionFactory database;

    public Lines(ConnectionFactory database) {
        ConnectionFactory bare = database;
        while (bare instanceof Wrapped<?> wrapper && wrapper.unwrap() instanceof ConnectionFactory inner) {
            bare = inner;
        }
        this.database = bare;
    }

    /** Whoever opens it closes it, with {@link #close}. */
    public Mono<PostgresqlConnection> open() {
        return Mono.from(database.create()).cast(PostgresqlConnection.class).timeout(PATIENCE);
    }

    public static Mono<Void> close(PostgresqlConnection line) {
        return line.close().timeout(PATIENCE).onErrorComplete();
    }
}

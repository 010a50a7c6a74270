package dev.epilogue.store.connection;

import io.r2dbc.postgresql.api.PostgresqlConnection;
import io.r2dbc.spi.R2dbcException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Tries what the service needs of a connection. A pooler that hands out server connections for a transaction gives an idle client any
 * of them, mostly the one that it had last: so here the one that a line has just used is taken away from it, by another line's
 * transaction, before the line speaks again.
 */
@Component
class StandingCheck {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** With a parameter, so that the driver prepares it and calls it by its name the second time. */
    private static final String WHO =
            "SELECT pg_backend_pid() AS process, current_setting('statement_timeout') AS limited, CAST($1 AS integer) AS asked";

    /** The driver prepares what comes the second time or later, at the latest. */
    private static final int SPOKEN_BEFORE = 2;

    private final Lines lines;

    StandingCheck(Lines lines) {
        this.lines = lines;
    }

    private record Answer(int process, String limited) {}

    /** Empty where it cannot be told: a pooler that lends no second connection, a server that is slow. */
    Mono<Standing> look() {
        return Mono.usingWhen(
                        lines.open(),
                        line -> Mono.usingWhen(lines.open(), other -> look(line, other), Lines::close),
                        Lines::close)
                .onErrorResume(TimeoutException.class, late -> Mono.empty());
    }

    private static Mono<Standing> look(PostgresqlConnection line, PostgresqlConnection other) {
        return Flux.range(0, SPOKEN_BEFORE)
                .concatMap(turn -> ask(line), 1)
                .last()
                .flatMap(before -> Mono.usingWhen(
                        Mono.just(other),
                        taken -> taken.beginTransaction()
                                .then(ask(taken))
                                .then(ask(line))
                                .map(after -> new Standing(
                                        true,
                                        after.limited().equals(before.limited()),
                                        after.process() == before.process())),
                        taken -> taken.rollbackTransaction().timeout(PATIENCE).onErrorComplete()))
                .timeout(PATIENCE)
                .onErrorResume(StandingCheck::aboutStatements, lost -> Mono.just(new Standing(false, false, false)));
    }

    private static Mono<Answer> ask(PostgresqlConnection line) {
        return line.createStatement(WHO)
                .bind("$1", 1)
                .execute()
                .flatMap(result -> result.map(row -> new Answer(
                        Objects.requireNonNull(row.get("process", Integer.class)),
                        String.valueOf(row.get("limited", String.class)))))
                .next();
    }

    /** Unknown by its name, known already, or another one's under the same name. */
    private static boolean aboutStatements(Throwable failure) {
        return failure instanceof R2dbcException refused
                && List.of("26000", "42P05", "08P01").contains(String.valueOf(refused.getSqlState()));
    }
}

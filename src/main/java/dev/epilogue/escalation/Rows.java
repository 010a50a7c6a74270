package dev.epilogue.escalation;

import dev.epilogue.store.Whole;
import dev.epilogue.work.WorkLease;
import io.r2dbc.spi.Readable;
import java.util.Objects;
import java.util.function.Function;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import reactor.core.publisher.Mono;

/** What the stores here have in common. */
final class Rows {

    private Rows() {}

    /**
     * The row that a worker holds; empty where it is gone.
     *
     * @param select without a condition
     */
    static <T> Mono<T> held(DatabaseClient database, String select, WorkLease lease, Function<Readable, T> read) {
        return Whole.one(database.sql(select + "WHERE bucket = :bucket AND id = :id")
                .bind("bucket", lease.bucket())
                .bind("id", lease.id())
                .map(read)
                .one());
    }

    /**
     * A worker's write.
     *
     * @param statement with the parameters {@code bucket}, {@code id} and {@code epoch} of the lease not yet bound
     * @return false where the lease is lost, or the row is not as the statement wants it
     */
    static Mono<Boolean> write(GenericExecuteSpec statement, WorkLease lease) {
        return changed(
                statement.bind("bucket", lease.bucket()).bind("id", lease.id()).bind("epoch", lease.epoch()));
    }

    /** Whether there was a row to change. */
    static Mono<Boolean> changed(GenericExecuteSpec statement) {
        return Whole.one(statement.fetch().rowsUpdated().map(rows -> rows > 0));
    }

    static String text(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, String.class), column);
    }
}

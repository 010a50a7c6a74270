package dev.epilogue.escalation;

import dev.epilogue.closure.ClosureId;
import dev.epilogue.closure.Protection;
import dev.epilogue.closure.Protection.Action;
import dev.epilogue.closure.TenantId;
import dev.epilogue.node.Dialect;
import dev.epilogue.store.Json;
import dev.epilogue.store.Whole;
import dev.epilogue.value.Address;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The rows of escalations. They are inserted together with the change of their closure; from then on only their worker writes
 * them, save for taking back what was not begun.
 */
@Repository
public class EscalationStore {

    private static final String SELECT = """
            SELECT e.id, e.tenant, e.closure_id, e.node, e.node_address, e.dialect, e.target::text AS target, e.action,
                   e.progress::text AS progress, e.revision
            FROM escalation e
            """;

    private final DatabaseClient database;

    public EscalationStore(DatabaseClient database) {
        this.database = database;
    }

    /** Oldest first. */
    public Flux<Escalation> ofClosure(ClosureId closure) {
        return Whole.many(database.sql(SELECT + """
                        WHERE e.bucket = :bucket AND e.closure_id = :closure ORDER BY e.created_at, e.id
                        """)
                .bind("bucket", closure.bucket().number())
                .bind("closure", closure.uuid())
                .map(EscalationStore::escalation)
                .all());
    }

    /** Empty where the closure was pruned meanwhile. */
    Mono<Escalation> find(ClosureId closure, UUID id) {
        return Whole.one(database.sql(SELECT + "WHERE e.bucket = :bucket AND e.id = :id")
                .bind("bucket", closure.bucket().number())
                .bind("id", id)
                .map(EscalationStore::escalation)
                .one());
    }

    /**
     * What a look came to, under the lease that the worker holds.
     *
     * @param dueAt null: nothing more is to be done
     * @param keep goes on working under the same lease
     * @return false where the lease is lost or somebody else wrote
     */
    Mono<Boolean> write(Escalation after, long epoch, @Nullable Instant dueAt, boolean keep) {
        GenericExecuteSpec spec = database.sql("""
                        UPDATE escalation SET status = :status, progress = CAST(:progress AS jsonb), revision = :revision,
                          updated_at = now(), due_at = CASE WHEN :keep THEN due_at ELSE CAST(:dueAt AS timestamptz) END,
                          lease_until = CASE WHEN :keep THEN lease_until END,
                          lease_owner = CASE WHEN :keep THEN lease_owner END
                        WHERE bucket = :bucket AND id = :id AND lease_epoch = :epoch AND revision = :revision - 1
                        """)
                .bind("status", after.progress().status().name())
                .bind("progress", Json.write(after.progress()))
                .bind("revision", after.revision())
                .bind("keep", keep)
                .bind("bucket", after.closure().bucket().number())
                .bind("id", after.id())
                .bind("epoch", epoch);
        return Whole.one((dueAt == null ? spec.bindNull("dueAt", Instant.class) : spec.bind("dueAt", dueAt))
                .fetch()
                .rowsUpdated()
                .map(rows -> rows > 0));
    }

    /** Nothing new: looked at again then. No effect where the lease is lost. */
    Mono<Void> rest(Escalation row, long epoch, Instant dueAt) {
        return Whole.one(database.sql("""
                        UPDATE escalation SET due_at = :dueAt, lease_until = NULL, lease_owner = NULL
                        WHERE bucket = :bucket AND id = :id AND lease_epoch = :epoch AND lease_until IS NOT NULL
                        """)
                .bind("dueAt", dueAt)
                .bind("bucket", row.closure().bucket().number())
                .bind("id", row.id())
                .bind("epoch", epoch)
                .fetch()
                .rowsUpdated()
                .then());
    }

    /** Takes back what has not begun; its worker, should there be one, finds its row changed. False where it has begun. */
    Mono<Boolean> stopPlanned(Escalation row, String reason) {
        Progress stopped = row.progress()
                .draft()
                .status(Protection.Status.STOPPED)
                .reason(reason)
                .done();
        return Whole.one(database.sql("""
                        UPDATE escalation SET status = 'STOPPED', progress = CAST(:progress AS jsonb), revision = revision + 1,
                          updated_at = now(), due_at = NULL
                        WHERE bucket = :bucket AND id = :id AND revision = :revision AND status = 'PLANNED'
                        """)
                .bind("progress", Json.write(stopped))
                .bind("bucket", row.closure().bucket().number())
                .bind("id", row.id())
                .bind("revision", row.revision())
                .fetch()
                .rowsUpdated()
                .map(rows -> rows > 0));
    }

    /** Looked at as soon as somebody can. No effect while somebody does. */
    Mono<Void> hasten(Escalation row) {
        return Whole.one(database.sql("""
                        UPDATE escalation SET due_at = now()
                        WHERE bucket = :bucket AND id = :id AND due_at > now() AND (lease_until IS NULL OR lease_until <= now())
                        """)
                .bind("bucket", row.closure().bucket().number())
                .bind("id", row.id())
                .fetch()
                .rowsUpdated()
                .then());
    }

    private static Escalation escalation(Readable row) {
        String progress = text(row, "progress");
        return new Escalation(
                Objects.requireNonNull(row.get("id", UUID.class)),
                new TenantId(text(row, "tenant")),
                new ClosureId(Objects.requireNonNull(row.get("closure_id", UUID.class))),
                text(row, "node"),
                Address.parse(text(row, "node_address")),
                Dialect.valueOf(text(row, "dialect")),
                Json.read(text(row, "target"), Protection.Target.class),
                Action.valueOf(text(row, "action")),
                progress.equals("{}") ? Progress.PLANNED : Json.read(progress, Progress.class),
                Objects.requireNonNull(row.get("revision", Long.class)));
    }

    static String text(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, String.class), column);
    }
}

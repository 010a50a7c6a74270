package dev.epilogue.escalation;

import dev.epilogue.closure.ClosureId;
import dev.epilogue.closure.Protection;
import dev.epilogue.closure.Protection.Action;
import dev.epilogue.closure.TenantId;
import dev.epilogue.node.Dialect;
import dev.epilogue.store.Json;
import dev.epilogue.store.Whole;
import dev.epilogue.value.Address;
import dev.epilogue.work.WorkLease;
import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
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
    Mono<Escalation> find(WorkLease lease) {
        return Rows.held(database, SELECT, lease, EscalationStore::escalation);
    }

    /**
     * What a look came to, under the lease that the worker holds.
     *
     * @return false where the lease is lost or somebody else wrote
     */
    Mono<Boolean> write(Escalation after, WorkLease lease) {
        return Rows.write(
                database.sql("""
                        UPDATE escalation SET status = :status, progress = CAST(:progress AS jsonb), revision = :revision,
                          updated_at = now()
                        WHERE bucket = :bucket AND id = :id AND lease_epoch = :epoch AND revision = :revision - 1
                        """)
                        .bind("status", after.progress().status().name())
                        .bind("progress", Json.write(after.progress()))
                        .bind("revision", after.revision()),
                lease);
    }

    /** Takes back what has not begun; its worker, should there be one, finds its row changed. False where it has begun. */
    Mono<Boolean> stopPlanned(Escalation row, String reason) {
        return change(
                row,
                row.progress()
                        .draft()
                        .status(Protection.Status.STOPPED)
                        .reason(reason)
                        .done());
    }

    /** Why what is on its way shall be taken back, should that be possible still. False where somebody else wrote. */
    Mono<Boolean> remark(Escalation row, String reason) {
        return change(row, row.progress().draft().reason(reason).done());
    }

    /** Not by its worker, but for what stands as it was read. */
    private Mono<Boolean> change(Escalation row, Progress after) {
        return Rows.changed(database.sql("""
                        UPDATE escalation SET status = :after, progress = CAST(:progress AS jsonb), revision = revision + 1,
                          updated_at = now(), due_at = CASE WHEN :over THEN NULL ELSE clock.at END
                        FROM (SELECT now() AS at) clock
                        WHERE bucket = :bucket AND id = :id AND revision = :revision AND status = :before
                        """)
                .bind("before", row.progress().status().name())
                .bind("after", after.status().name())
                .bind("over", !after.status().pending())
                .bind("progress", Json.write(after))
                .bind("bucket", row.closure().bucket().number())
                .bind("id", row.id())
                .bind("revision", row.revision()));
    }

    /** Looked at as soon as somebody can; whoever is at it looks again. */
    Mono<Void> hasten(ClosureId closure) {
        return Whole.one(database.sql("""
                        UPDATE escalation SET due_at = now()
                        WHERE bucket = :bucket AND closure_id = :closure AND due_at > now()
                        """)
                .bind("bucket", closure.bucket().number())
                .bind("closure", closure.uuid())
                .fetch()
                .rowsUpdated()
                .then());
    }

    /**
     * What an operator has to know of.
     *
     * @param stuck without progress for too long
     * @param endingSoon disputes that are not answered or paid out, though their time is nearly over
     */
    record Trouble(long stuck, long endingSoon) {}

    Mono<Trouble> trouble(Duration stuckAfter, Duration soon) {
        return Whole.one(database.sql("""
                        SELECT count(*) FILTER (WHERE e.status <> 'DISPUTED' AND e.updated_at < now() - CAST(:stuck AS interval)
                                 OR e.status = 'DISPUTED'
                                   AND CAST(e.progress ->> 'windowEndsAt' AS timestamptz) < now() - CAST(:stuck AS interval)) AS stuck,
                               count(*) FILTER (WHERE e.status = 'ANSWERING'
                                 AND CAST(e.progress ->> 'windowEndsAt' AS timestamptz) < now() + CAST(:soon AS interval)) AS soon
                        FROM escalation e WHERE e.due_at IS NOT NULL
                        """)
                .bind("stuck", stuckAfter.toString())
                .bind("soon", soon.toString())
                .map(row -> new Trouble(
                        Objects.requireNonNull(row.get("stuck", Long.class)),
                        Objects.requireNonNull(row.get("soon", Long.class))))
                .one());
    }

    private static Escalation escalation(Readable row) {
        String progress = Rows.text(row, "progress");
        return new Escalation(
                Objects.requireNonNull(row.get("id", UUID.class)),
                new TenantId(Rows.text(row, "tenant")),
                new ClosureId(Objects.requireNonNull(row.get("closure_id", UUID.class))),
                Rows.text(row, "node"),
                Address.parse(Rows.text(row, "node_address")),
                Dialect.valueOf(Rows.text(row, "dialect")),
                Json.read(Rows.text(row, "target"), Protection.Target.class),
                Action.valueOf(Rows.text(row, "action")),
                progress.equals("{}") ? Progress.PLANNED : Json.read(progress, Progress.class),
                Objects.requireNonNull(row.get("revision", Long.class)));
    }
}

package dev.epilogue.store;

import dev.epilogue.closure.Reach;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;

/** Lists of closures, newest first. */
@Repository
public class ClosureSearch {

    private static final String ENDED =
            "c.status IN ('SETTLED', 'PROTECTED', 'EXPIRED', 'DECLINED', 'CANCELLED', 'SUPERSEDED')";

    private final DatabaseClient database;
    private final FittedPlan plan;

    public ClosureSearch(DatabaseClient database) {
        this.database = database;
        this.plan = new FittedPlan(database);
    }

    public Flux<Loaded> find(Reach reach, ClosureFilter filter, int limit) {
        Conditions conditions = conditions(reach, filter);
        GenericExecuteSpec spec = database.sql(ClosureRows.SELECT
                        + "WHERE "
                        + String.join("\n AND ", conditions.sql)
                        + "\nORDER BY c.created_at DESC, c.id DESC LIMIT :limit")
                .bind("limit", limit);
        for (Map.Entry<String, Object> bind : conditions.binds.entrySet()) {
            spec = spec.bind(bind.getKey(), bind.getValue());
        }
        return plan.of(spec.map(ClosureRows::loaded).all());
    }

    private static Conditions conditions(Reach reach, ClosureFilter filter) {
        Conditions all = new Conditions();
        switch (reach) {
            case Reach.Tenant tenant ->
                all.add("c.tenant = :tenant", "tenant", tenant.id().value());
            case Reach.Wallet wallet -> all.add("""
                        EXISTS (SELECT 1 FROM closure_participant w WHERE w.participant = :wallet
                          AND w.bucket = c.bucket AND w.closure_id = c.id)""", "wallet", wallet.address().checksummed());
        }
        if (!filter.statuses().isEmpty()) {
            String[] names = filter.statuses().stream().map(Enum::name).toArray(String[]::new);
            all.add("c.status = ANY(:statuses)", "statuses", names);
        }
        all.add(
                "c.session_id = :sessionId",
                "sessionId",
                filter.sessionId() == null ? null : filter.sessionId().hex());
        all.add("c.reference = :reference", "reference", filter.reference());
        all.add("c.application = :application", "application", filter.application());
        all.add("c.node = :node", "node", filter.node());
        all.add(
                "c.outcome = :outcome",
                "outcome",
                filter.outcome() == null ? null : filter.outcome().name());
        all.add(
                "c.waiting_for = :waitingFor",
                "waitingFor",
                filter.waitingFor() == null ? null : filter.waitingFor().name());
        all.add("c.deadline < :deadlineBefore", "deadlineBefore", filter.deadlineBefore());
        all.add("c.updated_at >= :updatedSince", "updatedSince", filter.updatedSince());
        all.add(
                """
                EXISTS (SELECT 1 FROM closure_participant p WHERE p.tenant = c.tenant AND p.participant = :participant
                  AND p.bucket = c.bucket AND p.closure_id = c.id)""",
                "participant",
                filter.participant() == null ? null : filter.participant().checksummed());
        all.add(
                """
                NOT EXISTS (SELECT 1 FROM signature s WHERE s.bucket = c.bucket AND s.closure_id = c.id AND s.round = c.round
                  AND s.participant = :unsignedBy AND s.removed_at IS NULL)""",
                "unsignedBy",
                filter.unsignedBy() == null ? null : filter.unsignedBy().checksummed());
        if (filter.ended() != null) {
            all.sql.add(filter.ended() ? ENDED : "NOT " + ENDED);
        }
        if (filter.after() != null) {
            all.add(
                    "(c.created_at, c.id) < (:afterAt, :afterId)",
                    "afterAt",
                    filter.after().createdAt());
            all.binds.put("afterId", filter.after().id().uuid());
        }
        return all;
    }

    private static final class Conditions {
        private final List<String> sql = new ArrayList<>();
        private final Map<String, Object> binds = new LinkedHashMap<>();

        void add(String condition, String name, @Nullable Object value) {
            if (value != null) {
                sql.add(condition);
                binds.put(name, value);
            }
        }
    }
}

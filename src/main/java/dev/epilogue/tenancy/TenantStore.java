package dev.epilogue.tenancy;

import dev.epilogue.access.Tenant;
import dev.epilogue.closure.TenantId;
import dev.epilogue.store.Whole;
import dev.epilogue.value.Address;
import io.r2dbc.spi.Parameter;
import io.r2dbc.spi.Parameters;
import io.r2dbc.spi.Readable;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The tenants' rows. */
@Repository
public class TenantStore {

    private static final TypeReference<Map<String, Set<String>>> APPLICATIONS = new TypeReference<>() {};
    private static final TypeReference<Map<String, Integer>> LIMITS = new TypeReference<>() {};

    private final DatabaseClient database;
    private final JsonMapper json = JsonMapper.builder().build();

    public TenantStore(DatabaseClient database) {
        this.database = database;
    }

    public Mono<Tenant> find(TenantId id) {
        return Whole.one(
                database.sql("""
                        SELECT id, display_name, CAST(applications AS text) AS applications, origins, CAST(limits AS text) AS limits,
                          disabled_at IS NOT NULL AS disabled
                        FROM tenant WHERE id = :id
                        """).bind("id", id.value()).map(this::tenant).one());
    }

    /** By name. */
    public Flux<Tenant> all() {
        return Whole.many(database.sql("""
                        SELECT id, display_name, CAST(applications AS text) AS applications, origins, CAST(limits AS text) AS limits,
                          disabled_at IS NOT NULL AS disabled
                        FROM tenant ORDER BY id
                        """).map(this::tenant).all());
    }

    /** Whether there was none of this name before. */
    public Mono<Boolean> create(Tenant tenant) {
        return Whole.one(database.sql("""
                        INSERT INTO tenant (id, display_name, applications, origins, limits)
                        VALUES (:id, :name, CAST(:applications AS jsonb), :origins, CAST(:limits AS jsonb))
                        ON CONFLICT (id) DO NOTHING
                        """)
                .bind("id", tenant.id().value())
                .bind("name", tenant.displayName())
                .bind("applications", json.writeValueAsString(tenant.applications()))
                .bind("origins", tenant.origins().toArray(String[]::new))
                .bind("limits", json.writeValueAsString(tenant.limits()))
                .fetch()
                .rowsUpdated()
                .map(rows -> rows > 0));
    }

    /**
     * What is to be another; null leaves it as it is.
     *
     * @param disabled whether nobody gets in with the tenant's credentials
     */
    public record Edit(
            @Nullable String displayName,
            @Nullable Map<String, Set<String>> applications,
            @Nullable List<String> origins,
            @Nullable Map<String, Integer> limits,
            @Nullable Boolean disabled) {}

    /** Whether there is one of this name. Every instance hears of it. */
    public Mono<Boolean> change(TenantId id, Edit edit) {
        GenericExecuteSpec statement = database.sql("""
                        WITH changed AS (
                          UPDATE tenant SET
                            display_name = coalesce(CAST(:name AS text), display_name),
                            applications = coalesce(CAST(:applications AS jsonb), applications),
                            origins = coalesce(CAST(:origins AS text[]), origins),
                            limits = coalesce(CAST(:limits AS jsonb), limits),
                            disabled_at = CASE WHEN CAST(:disabled AS boolean) IS NULL THEN disabled_at
                              WHEN CAST(:disabled AS boolean) THEN coalesce(disabled_at, now()) END
                          WHERE id = :id RETURNING id)
                        SELECT pg_notify('epilogue_forget', 'tenant:' || id) FROM changed
                        """)
                .bind("id", id.value())
                .bind("name", given(edit.displayName(), String.class))
                .bind("applications", given(json(edit.applications()), String.class))
                .bind(
                        "origins",
                        given(edit.origins() == null ? null : edit.origins().toArray(String[]::new), String[].class))
                .bind("limits", given(json(edit.limits()), String.class))
                .bind("disabled", given(edit.disabled(), Boolean.class));
        return Whole.one(statement.map(row -> true).one().defaultIfEmpty(false));
    }

    private @Nullable String json(@Nullable Object value) {
        return value == null ? null : json.writeValueAsString(value);
    }

    private static <T> Parameter given(@Nullable T value, Class<T> type) {
        return value == null ? Parameters.in(type) : Parameters.in(value);
    }

    /** What tenants that are served list as their own. */
    Mono<Set<String>> origins() {
        return Whole.many(
                        database.sql("SELECT DISTINCT unnest(origins) AS origin FROM tenant WHERE disabled_at IS NULL")
                                .map(row -> text(row, "origin"))
                                .all())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Whether the participant takes part in any closure of the tenant. */
    Mono<Boolean> meets(TenantId tenant, Address participant) {
        return Whole.one(database.sql("""
                        SELECT EXISTS (SELECT 1 FROM closure_participant
                          WHERE tenant = :tenant AND participant = :participant) AS meets
                        """)
                .bind("tenant", tenant.value())
                .bind("participant", participant.checksummed())
                .map(row -> Boolean.TRUE.equals(row.get("meets", Boolean.class)))
                .one());
    }

    private Tenant tenant(Readable row) {
        return new Tenant(
                new TenantId(text(row, "id")),
                text(row, "display_name"),
                json.readValue(text(row, "applications"), APPLICATIONS),
                list(row.get("origins", String[].class)),
                json.readValue(text(row, "limits"), LIMITS),
                Boolean.TRUE.equals(row.get("disabled", Boolean.class)));
    }

    private static List<String> list(String @Nullable [] values) {
        return values == null ? List.of() : Arrays.asList(values);
    }

    private static String text(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, String.class), column);
    }
}

package dev.epilogue.store;

import dev.epilogue.closure.Closure;
import dev.epilogue.closure.ClosureId;
import dev.epilogue.closure.TenantId;
import dev.epilogue.node.NodeWord;
import io.r2dbc.spi.Readable;
import java.util.List;
import java.util.Map;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.core.type.TypeReference;

/** What a node signed of a closure's session. What was kept first stays. */
@Repository
public class NodeWordStore {

    private static final TypeReference<Map<String, Object>> CONTENT = new TypeReference<>() {};

    private static final Prepared KEEP = Prepared.of("""
            INSERT INTO node_word (bucket, closure_id, name, tenant, content)
            SELECT CAST(:bucket AS smallint), :id, w.name, :tenant, w.content
            FROM jsonb_to_recordset(CAST(:words AS jsonb)) AS w(name text, content jsonb)
            ON CONFLICT (bucket, closure_id, name) DO NOTHING
            RETURNING name
            """);

    private static final Prepared OF_CLOSURE = Prepared.of("""
            SELECT name, content::text AS content FROM node_word
            WHERE bucket = :bucket AND closure_id = :id AND tenant = :tenant ORDER BY name
            """);

    private final DatabaseClient database;

    NodeWordStore(DatabaseClient database) {
        this.database = database;
    }

    public Mono<Void> keep(Closure closure, List<NodeWord> words) {
        return words.isEmpty()
                ? Mono.empty()
                : KEEP.on(database)
                        .bind("bucket", closure.id().bucket().number())
                        .bind("id", closure.id().uuid())
                        .bind("tenant", closure.tenant().value())
                        .bind("words", Json.write(words))
                        .rows(row -> ClosureRows.required(row, "name", String.class))
                        .then();
    }

    public Flux<NodeWord> ofClosure(TenantId tenant, ClosureId id) {
        return OF_CLOSURE
                .on(database)
                .bind("bucket", id.bucket().number())
                .bind("id", id.uuid())
                .bind("tenant", tenant.value())
                .rows(NodeWordStore::word);
    }

    private static NodeWord word(Readable row) {
        return new NodeWord(
                ClosureRows.required(row, "name", String.class),
                Json.read(ClosureRows.required(row, "content", String.class), CONTENT));
    }
}

package dev.epilogue.channel.update;

import dev.epilogue.journal.Retained;
import dev.epilogue.journal.RetentionSettings;
import dev.epilogue.store.Whole;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Channel updates that somebody asked for without a closure. Those of a closure stay with it: its settlement names them. */
@Component
class UpdateRetention implements Retained {

    private final DatabaseClient database;

    UpdateRetention(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public String what() {
        return "channel updates";
    }

    @Override
    public @Nullable Duration keep(RetentionSettings settings) {
        return settings.channelUpdates();
    }

    @Override
    public Mono<Long> prune(Duration keep, int batch) {
        return Whole.one(database.sql("""
                        DELETE FROM channel_update u USING (
                          SELECT bucket, id FROM channel_update
                          WHERE closure_id IS NULL AND ended_at < now() - CAST(:keep AS interval)
                          ORDER BY ended_at LIMIT :batch FOR UPDATE SKIP LOCKED) AS old
                        WHERE u.bucket = old.bucket AND u.id = old.id
                        """)
                .bind("keep", keep.toString())
                .bind("batch", batch)
                .fetch()
                .rowsUpdated());
    }
}

package dev.epilogue.store;

import dev.epilogue.store.connection.UnfitDatabaseException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.context.SmartLifecycle;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;

/**
 * Before anything else: does the server keep what it confirms? Everything that is promised rests on that. And is it the same as before?
 */
@Component
class DurabilityCheck implements SmartLifecycle {

    private static final Set<String> NEEDED = Set.of("fsync", "full_page_writes", "synchronous_commit");
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final DatabaseClient database;
    private final DatabaseSettings settings;
    private final Servers servers;
    private volatile boolean running;

    DurabilityCheck(DatabaseClient database, DatabaseSettings settings, Servers servers) {
        this.database = database;
        this.settings = settings;
        this.servers = servers;
    }

    @Override
    public void start() {
        if (standby()) {
            throw new UnfitDatabaseException(UnfitDatabaseException.STANDBY);
        }
        if (!settings.allowDataLoss()) {
            List<String> off =
                    mistakes(Whole.many(database.sql("SELECT name, setting FROM pg_settings WHERE name = ANY(:names)")
                                    .bind("names", NEEDED.toArray(String[]::new))
                                    .map(row -> Map.entry(
                                            ClosureRows.required(row, "name", String.class),
                                            ClosureRows.required(row, "setting", String.class)))
                                    .all())
                            .collectMap(Map.Entry::getKey, Map.Entry::getValue)
                            .blockOptional(PATIENCE)
                            .orElse(Map.of()));
            if (!off.isEmpty()) {
                throw new IllegalStateException(
                        "the database may forget what it has confirmed: " + String.join(", ", off)
                                + " (epilogue.database.allow-data-loss=true serves anyway, for a sandbox)");
            }
        }
        // known before anything is sent: the next server then is another one
        servers.failedOverAt().block(PATIENCE);
        running = true;
    }

    private boolean standby() {
        return Whole.one(database.sql("SELECT pg_is_in_recovery() AS standby")
                        .map(row -> ClosureRows.required(row, "standby", Boolean.class))
                        .one())
                .blockOptional(PATIENCE)
                .orElse(false);
    }

    private static List<String> mistakes(Map<String, String> server) {
        List<String> off = new ArrayList<>();
        NEEDED.stream().sorted().forEach(name -> {
            String value = server.getOrDefault(name, "unknown");
            if (value.equals("off") || value.equals("unknown")) {
                off.add(name + " is " + value);
            }
        });
        return off;
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Starts first, once the connection is known to be one, and stops last. */
    @Override
    public int getPhase() {
        return Integer.MIN_VALUE + 1;
    }
}

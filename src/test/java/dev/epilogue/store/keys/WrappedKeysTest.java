package dev.epilogue.store.keys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.channel.StateArchive;
import dev.epilogue.signing.ClosureVault;
import dev.epilogue.signing.MasterKey;
import dev.epilogue.testing.TestDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.r2dbc.core.DatabaseClient;

@Tag("database")
class WrappedKeysTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final MasterKey OLD = MasterKey.generate();
    private static final MasterKey NEW = MasterKey.generate();
    private static final MasterKey LOST = MasterKey.generate();

    private static TestDatabase database;
    private static DatabaseClient client;

    @BeforeAll
    static void connect() {
        database = TestDatabase.migrated();
        client = DatabaseClient.create(database.connectionFactory());
    }

    @AfterAll
    static void disconnect() {
        database.close();
    }

    @Test
    void noTableIsForgotten() {
        var holding = client.sql("SELECT table_name FROM information_schema.columns"
                        + " WHERE table_schema = 'public' AND column_name = 'wrapped_key'")
                .map(row -> row.get("table_name", String.class))
                .all()
                .collectList()
                .block(PATIENCE);

        assertThat(tables(new ClosureVault(NEW, List.of())))
                .extracting(WrappedKeys::table)
                .containsExactlyInAnyOrderElementsOf(holding);
    }

    @Test
    void aPassWrapsAnewWhatItCanOpenAndCountsWhatItCannot() {
        client.sql("CREATE TABLE box (id uuid PRIMARY KEY, wrapped_key text, filler text)")
                .then()
                .block(PATIENCE);
        ClosureVault old = new ClosureVault(OLD, List.of());
        Set<UUID> ids = new HashSet<>();
        for (int i = 0; i < 60; i++) {
            // several pages, so that a pass has parts
            UUID id = insert(old, "x".repeat(2_000));
            ids.add(id);
        }
        insert(new ClosureVault(LOST, List.of()), "");
        ClosureVault rotated = new ClosureVault(NEW, List.of(OLD));
        Rewrapping rewrapping = new Rewrapping(client, rotated, List.of(new WrappedKeys.ById("box")));

        assertThat(rewrapping.count().block(PATIENCE)).isEqualTo(Map.of(OLD.id(), 60L, LOST.id(), 1L));
        assertThat(rewrapping.pass().block(PATIENCE)).isEqualTo(60);
        assertThat(rewrapping.count().block(PATIENCE)).isEqualTo(Map.of(NEW.id(), 60L, LOST.id(), 1L));
        assertThat(rewrapping.pass().block(PATIENCE)).as("nothing left to do").isZero();

        ClosureVault without = new ClosureVault(NEW, List.of());
        assertThat(ids)
                .allSatisfy(id -> assertThat(without.rewrap(id, stored(id))).isNotEmpty());
    }

    private static byte[] stored(UUID id) {
        return Base64.getDecoder()
                .decode(client.sql("SELECT wrapped_key FROM box WHERE id = :id")
                        .bind("id", id)
                        .map(row -> row.get("wrapped_key", String.class))
                        .one()
                        .block(PATIENCE));
    }

    private static UUID insert(ClosureVault vault, String filler) {
        UUID id = UUID.randomUUID();
        client.sql("INSERT INTO box VALUES (:id, :key, :filler)")
                .bind("id", id)
                .bind("key", Base64.getEncoder().encodeToString(vault.newWrappedKey(id)))
                .bind("filler", filler)
                .then()
                .block(PATIENCE);
        return id;
    }

    private static List<WrappedKeys> tables(ClosureVault vault) {
        WrappedKeysConfiguration configuration = new WrappedKeysConfiguration();
        List<WrappedKeys> all = new ArrayList<>(List.of(
                configuration.keysOfClosures(),
                configuration.keysOfTransactions(),
                configuration.keysOfChannelUpdates(),
                configuration.keysOfEscalationPacks(),
                configuration.keysOfWebhooks()));
        all.add(new StateArchive(client, vault));
        return all;
    }
}

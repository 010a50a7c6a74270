package dev.epilogue.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.store.Json;
import dev.epilogue.testing.TestDatabase;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.r2dbc.core.DatabaseClient;

/** Followers that get an event from the commit and readers that fetch it later see the same bytes. */
@Tag("database")
class JsonbTextTest {

    private static TestDatabase database;
    private static ConnectionPool pool;

    @BeforeAll
    static void connect() {
        database = TestDatabase.fresh();
        pool = new ConnectionPool(ConnectionPoolConfiguration.builder(database.connectionFactory())
                .maxSize(1)
                .build());
    }

    @AfterAll
    static void disconnect() {
        pool.dispose();
        database.close();
    }

    @Test
    void anythingLooksAsTheDatabaseHandsItOut() {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            String json = Json.write(object(random, 3));
            assertThat(JsonbText.of(json)).as("seed %d", seed).isEqualTo(fromDatabase(json));
        }
    }

    private static String fromDatabase(String json) {
        return DatabaseClient.create(pool)
                .sql("SELECT CAST(:json AS jsonb)::text AS text")
                .bind("json", json)
                .map(row -> row.get("text", String.class))
                .one()
                .block();
    }

    private static Map<String, Object> object(Random random, int depth) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (int i = random.nextInt(5); i >= 0; i--) {
            object.put(text(random), value(random, depth));
        }
        return object;
    }

    private static Object value(Random random, int depth) {
        return switch (random.nextInt(depth > 0 ? 7 : 5)) {
            case 0 -> text(random);
            case 1 -> random.nextLong();
            case 2 -> random.nextBoolean();
            case 3 -> random.nextInt(100_000) / 100 + 0.25;
            case 4 -> "";
            case 5 -> list(random, depth - 1);
            default -> object(random, depth - 1);
        };
    }

    private static List<Object> list(Random random, int depth) {
        List<Object> list = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            list.add(value(random, depth));
        }
        return list;
    }

    private static String text(Random random) {
        int[] points = random.ints(random.nextInt(8), 1, 0x2_0000)
                .filter(point -> point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE)
                .map(point -> random.nextBoolean() ? point % 0x80 + (point % 0x80 == 0 ? 1 : 0) : point)
                .toArray();
        return new String(points, 0, points.length);
    }
}

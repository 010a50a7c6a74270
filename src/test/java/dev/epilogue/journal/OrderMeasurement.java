package dev.epilogue.journal;

import dev.epilogue.closure.ClosureId;
import dev.epilogue.testing.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** How many events of busy closures stand in the wrong order by plain transaction id: the figure of ADR 0007. A main class. */
final class OrderMeasurement {

    private static final int WRITERS = 8;
    private static final int EVENTS = 2_000;
    private static final String SHUFFLED = """
            SELECT count(*) FROM (SELECT (data ->> 'xid')::bigint AS xid,
              max((data ->> 'xid')::bigint) OVER (PARTITION BY closure_id ORDER BY number
                ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS before FROM event) e WHERE xid < before
            """;
    private static final String FALLING = """
            SELECT count(*) FROM (SELECT feed_xid, lag(feed_xid) OVER (PARTITION BY closure_id ORDER BY number) AS before
              FROM event) e WHERE feed_xid < before
            """;

    private OrderMeasurement() {}

    public static void main(String[] arguments) throws InterruptedException {
        for (int busy : List.of(1, 4, 16)) {
            measure(busy);
        }
        System.exit(0);
    }

    private static void measure(int busy) throws InterruptedException {
        try (TestDatabase database = TestDatabase.migrated();
                Writer reader = new Writer(database)) {
            List<ClosureId> closures = new ArrayList<>();
            for (int i = 0; i < busy; i++) {
                closures.add(reader.closure("acme", "busy" + i));
            }
            List<Thread> writers = new ArrayList<>();
            for (int i = 0; i < WRITERS; i++) {
                writers.add(Thread.startVirtualThread(() -> write(database, closures)));
            }
            for (Thread writer : writers) {
                writer.join();
            }
            int events = reader.count("SELECT count(*) FROM event");
            System.out.printf(
                    "%d writers, %d closures: %d of %d events shuffled by plain id, %d by feed_xid%n",
                    WRITERS, busy, reader.count(SHUFFLED), events, reader.count(FALLING));
        }
    }

    /** The id is taken before the row's lock is asked for, as by a statement that inserts or locks something else first. */
    private static void write(TestDatabase database, List<ClosureId> closures) {
        try (Writer writer = new Writer(database)) {
            for (int i = 0; i < EVENTS / WRITERS; i++) {
                ClosureId id = closures.get(ThreadLocalRandom.current().nextInt(closures.size()));
                int xid = writer.count("SELECT pg_current_xact_id()::text::bigint");
                writer.append(id, "a.thing", "{\"xid\":" + xid + "}");
                writer.commit();
            }
        }
    }
}

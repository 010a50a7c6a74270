package dev.epilogue.journal;

import dev.epilogue.store.ClosureStore;
import dev.epilogue.store.Shards;
import dev.epilogue.store.connection.Lines;
import dev.epilogue.testing.TestDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import java.time.Duration;
import java.util.List;
import org.springframework.r2dbc.core.DatabaseClient;

/** The journal of one process, running over a database, without the rest of the service. */
public final class JournalFixture implements AutoCloseable {

    private final ConnectionPool pool;
    private final JournalLifecycle lifecycle;
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final DatabaseClient client;
    final Wakeups wakeups = new Wakeups();
    final JournalSettings settings;
    final Tail tail;
    final Feeds feeds;
    final Journal journal;
    final EventRetention retention;

    private JournalFixture(TestDatabase database, Duration poll, int page) {
        pool = new ConnectionPool(ConnectionPoolConfiguration.builder(database.connectionFactory())
                .maxSize(8)
                .build());
        client = DatabaseClient.create(pool);
        settings =
                new JournalSettings(poll, page, Duration.ofMillis(10), Duration.ofSeconds(10), Duration.ofSeconds(15));
        ClosureEvents events = new ClosureEvents(client);
        FeedReader reader = new FeedReader(client);
        ClosureFeeds closures = new ClosureFeeds(events, wakeups);
        tail = new Tail(reader, closures, wakeups, settings, meters);
        feeds = new Feeds(reader, tail, settings);
        journal = new Journal(events, closures, tail, settings);
        retention = new EventRetention(client);
        RetentionSettings kept = new RetentionSettings(null, null, Duration.ofDays(30), Duration.ofHours(1), 100);
        lifecycle = new JournalLifecycle(
                tail,
                closures,
                new Doorbell(new Lines(pool), wakeups, settings, new Hearing(new SimpleMeterRegistry()), List.of()),
                new Forgetting(wakeups, new ClosureStore(client, new Shards(client))),
                new Retention(List.of(retention), kept));
        lifecycle.start();
    }

    public static JournalFixture on(TestDatabase database) {
        return on(database, Duration.ofMillis(100), 500);
    }

    /** @param poll hours, where a test is to show that nobody has to wait for it */
    public static JournalFixture on(TestDatabase database, Duration poll, int page) {
        return new JournalFixture(database, poll, page);
    }

    public Journal journal() {
        return journal;
    }

    JournalConsumer consumer(Duration lease) {
        ConsumerSettings consumer = new ConsumerSettings(lease, lease.dividedBy(5), 10);
        return new JournalConsumer(new JournalCursors(client), new FeedReader(client), wakeups, settings, consumer);
    }

    @Override
    public void close() {
        lifecycle.stop();
        pool.dispose();
    }
}

package dev.epilogue.store.connection;

import dev.epilogue.store.DatabaseSettings;
import dev.epilogue.testing.TestDatabase;
import io.r2dbc.spi.ConnectionFactory;
import java.time.Duration;

/** Connections as the service has them, which tell the server how to plan; those of a {@link TestDatabase} tell it nothing. */
public final class ServiceConnections {

    private static final DatabaseSettings SETTINGS =
            new DatabaseSettings(false, Duration.ofSeconds(5), Duration.ofSeconds(3));

    private ServiceConnections() {}

    public static ConnectionFactory to(TestDatabase database) {
        return new ConnectionConfiguration().watchedConnections(SETTINGS).decorate(database.connectionFactory());
    }
}

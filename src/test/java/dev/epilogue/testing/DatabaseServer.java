package dev.epilogue.testing;

import java.net.URI;

/**
 * A PostgreSQL server for tests, started by its constructor. All kinds flush to disk before they confirm, so that what is
 * counted on them (WAL syncs, commits) is true.
 */
sealed interface DatabaseServer extends AutoCloseable
        permits EmbeddedServer, ContainerServer, ExternalServer, LosableWorkers {

    int MAX_CONNECTIONS = 200;

    String host();

    int port();

    String user();

    String password();

    /** Takes it down at once: connections drop, open transactions are lost, what was committed stays. */
    void stop();

    /** Back on the same port with the same data. */
    void start();

    /** For good, with its data. */
    @Override
    void close();

    /** What {@code -Depilogue.test.database} asks for: {@code embedded}, {@code testcontainers} or an address. */
    static DatabaseServer asConfigured() {
        String choice = System.getProperty("epilogue.test.database", "embedded");
        return switch (choice) {
            case "embedded" -> new EmbeddedServer();
            case "testcontainers" -> new ContainerServer();
            default -> ExternalServer.at(URI.create(choice));
        };
    }
}

package dev.epilogue.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.util.FileSystemUtils;

/** The bundled PostgreSQL as a process of this machine. */
final class EmbeddedServer implements DatabaseServer {

    private final int port = FreePort.find();
    private final Path folder;
    private EmbeddedPostgres running;

    EmbeddedServer() {
        try {
            folder = Files.createTempDirectory("epilogue-postgres");
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
        Runtime.getRuntime().addShutdownHook(new Thread(this::close));
        start();
    }

    @Override
    public synchronized void start() {
        if (running != null) {
            return;
        }
        try {
            running = EmbeddedPostgres.builder()
                    .setPort(port)
                    .setDataDirectory(folder.resolve("data"))
                    .setCleanDataDirectory(false)
                    .setRegisterShutdownHook(false)
                    .setServerConfig("listen_addresses", host())
                    .setServerConfig("max_connections", Integer.toString(MAX_CONNECTIONS))
                    // the library starts every server with -F and synchronous_commit off
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .setServerConfig("shared_preload_libraries", "pg_stat_statements")
                    .start();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    @Override
    public synchronized void stop() {
        if (running == null) {
            return;
        }
        try {
            running.close();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } finally {
            running = null;
        }
    }

    @Override
    public void close() {
        stop();
        try {
            FileSystemUtils.deleteRecursively(folder);
        } catch (IOException held) {
            throw new UncheckedIOException(held);
        }
    }

    @Override
    public String host() {
        return "127.0.0.1";
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public String user() {
        return "postgres";
    }

    @Override
    public String password() {
        return "postgres";
    }
}

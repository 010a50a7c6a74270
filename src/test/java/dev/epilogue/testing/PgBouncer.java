package dev.epilogue.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.springframework.util.FileSystemUtils;

/** A real PgBouncer in front of a test's database. Whoever connects is let in, as the database's own user. */
public final class PgBouncer implements AutoCloseable {

    private static final Path BINARY = Programs.named("PGBOUNCER", "/usr/sbin/pgbouncer");

    private final int port = FreePort.find();
    private final Path folder;
    private final Process process;

    private PgBouncer(TestDatabase database, String mode, String parameters, String more) {
        try {
            folder = Files.createTempDirectory("epilogue-pgbouncer");
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
            Path settings = Files.writeString(folder.resolve("pgbouncer.ini"), """
                    [databases]
                    * = host=127.0.0.1 port=%d user=%s password=%s
                    [pgbouncer]
                    listen_addr = 127.0.0.1
                    listen_port = %d
                    unix_socket_dir =
                    auth_type = any
                    pool_mode = %s
                    default_pool_size = 40
                    ignore_startup_parameters = %s
                    %s
                    %s
                    """.formatted(
                            database.port(),
                            database.user(),
                            database.password(),
                            port,
                            mode,
                            parameters,
                            more,
                            "root".equals(System.getProperty("user.name")) ? "user = nobody" : ""));
            process = new ProcessBuilder(BINARY.toString(), settings.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("log").toFile())
                    .start();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        Awaitility.await("PgBouncer").atMost(Duration.ofSeconds(20)).until(() -> FreePort.isTaken(port));
    }

    static boolean isInstalled() {
        return Files.isExecutable(BINARY);
    }

    /** @param parameters of the start that it lets pass */
    public static PgBouncer inFrontOf(TestDatabase database, String mode, String parameters) {
        return new PgBouncer(database, mode, parameters, "");
    }

    /** In transaction mode, with or without what it knows of prepared statements. */
    public static PgBouncer keeping(int preparedStatements, TestDatabase database, String parameters) {
        return new PgBouncer(
                database,
                "transaction",
                parameters,
                keepsPreparedStatements() ? "max_prepared_statements = " + preparedStatements : "");
    }

    /** From 1.21 on. */
    public static boolean keepsPreparedStatements() {
        Matcher release = Pattern.compile("PgBouncer 1\\.(\\d+)")
                .matcher(Programs.run(Path.of("."), List.of(BINARY.toString(), "--version"), 20)
                        .output());
        return release.find() && Integer.parseInt(release.group(1)) >= 21;
    }

    /** The database's address as it is reached through here. */
    public String r2dbcUrl(TestDatabase database) {
        return database.r2dbcUrl().replace(":" + database.port() + "/", ":" + port + "/");
    }

    @Override
    public void close() {
        Programs.end(process, Duration.ofSeconds(10));
        try {
            FileSystemUtils.deleteRecursively(folder);
        } catch (IOException held) {
            throw new UncheckedIOException(held);
        }
    }
}

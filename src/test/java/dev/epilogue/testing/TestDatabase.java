package dev.epilogue.testing;

import io.r2dbc.spi.ConnectionFactories;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryOptions;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.flywaydb.core.Flyway;
import org.springframework.util.function.SingletonSupplier;

/**
 * A database of a test's own, dropped by {@link #close}. It lives on the server of this JVM, started with the first one,
 * or on a server of its own that a test may take down. {@code -Depilogue.test.database} chooses the kind of server:
 * {@code embedded} (default), {@code testcontainers}, or {@code postgresql://user:password@host:port}. With
 * {@code -Depilogue.test.citus.url} migrated databases lie on that cluster.
 */
public final class TestDatabase implements AutoCloseable {

    private static final Supplier<DatabaseServer> SHARED = SingletonSupplier.of(DatabaseServer::asConfigured);
    private static final Supplier<String> TEMPLATE = SingletonSupplier.of(TestDatabase::createTemplate);

    private final DatabaseServer server;
    private final String name;
    private final boolean ownsServer;
    private final Runnable dropped;

    private TestDatabase(DatabaseServer server, String name, boolean ownsServer) {
        this(
                server,
                name,
                ownsServer,
                () -> Sql.execute(server, "DROP DATABASE IF EXISTS %s WITH (FORCE)".formatted(name)));
    }

    private TestDatabase(DatabaseServer server, String name, boolean ownsServer, Runnable dropped) {
        this.server = server;
        this.name = name;
        this.ownsServer = ownsServer;
        this.dropped = dropped;
    }

    /** Empty. */
    public static TestDatabase fresh() {
        return copyOf("template1");
    }

    /** With all migrations of {@code db/migration} applied: a copy of a template that is migrated once per JVM. */
    public static TestDatabase migrated() {
        return CitusCluster.isGiven() ? sharedOut() : copyOf(TEMPLATE.get());
    }

    /** Whether migrated databases lie on several servers, each with a clock of its own. */
    public static boolean isSharedOut() {
        return CitusCluster.isGiven();
    }

    private static TestDatabase sharedOut() {
        CitusCluster cluster = CitusCluster.given();
        String name = unique();
        return sharedOut(cluster, name, new TestDatabase(cluster.coordinator(), name, false, () -> cluster.drop(name)));
    }

    private static TestDatabase sharedOut(CitusCluster cluster, String name, TestDatabase database) {
        cluster.create(name);
        database.migrate();
        cluster.distribute(name);
        return database;
    }

    /** Migrated, on the cluster that is given: {@link #stop} loses one of its workers, {@link #start} brings it back. */
    public static TestDatabase onLosableWorkers() {
        CitusCluster cluster = CitusCluster.given().behindProxies();
        String name = unique();
        return sharedOut(cluster, name, new TestDatabase(new LosableWorkers(cluster, name), name, true));
    }

    private static String unique() {
        return "test_" + UUID.randomUUID().toString().replace("-", "");
    }

    /** Empty, on a server that nobody else uses: the only kind that can be stopped. Skips the test on an external server. */
    public static TestDatabase onOwnServer() {
        DatabaseServer server = DatabaseServer.asConfigured();
        if (server instanceof ExternalServer external) {
            external.stop();
        }
        Sql.execute(server, "CREATE DATABASE epilogue");
        return new TestDatabase(server, "epilogue", true);
    }

    /** Applies the migrations to this database. */
    public TestDatabase migrate() {
        Flyway.configure()
                .dataSource(jdbcUrl(), user(), password())
                .locations("classpath:db/migration")
                .configuration(Map.of("flyway.postgresql.transactional.lock", "false"))
                .load()
                .migrate();
        return this;
    }

    public String r2dbcUrl() {
        return "r2dbc:postgresql://%s:%d/%s".formatted(server.host(), server.port(), name);
    }

    public String jdbcUrl() {
        return Sql.jdbcUrl(server, name);
    }

    public String user() {
        return server.user();
    }

    public String password() {
        return server.password();
    }

    /** Opens a new connection at each call; the caller pools where it needs to. */
    public ConnectionFactory connectionFactory() {
        return ConnectionFactories.get(ConnectionFactoryOptions.parse(r2dbcUrl())
                .mutate()
                .option(ConnectionFactoryOptions.USER, user())
                .option(ConnectionFactoryOptions.PASSWORD, password())
                .build());
    }

    public int port() {
        return server.port();
    }

    /** What a Spring application is told in order to use this database. */
    public Map<String, Object> springProperties() {
        return Map.of(
                "spring.r2dbc.url", r2dbcUrl(),
                "spring.r2dbc.username", user(),
                "spring.r2dbc.password", password(),
                "spring.flyway.url", jdbcUrl(),
                "spring.flyway.user", user(),
                "spring.flyway.password", password());
    }

    /** What a test does to the data behind the service's back. */
    public void execute(String statement) {
        Sql.execute(server, name, statement);
    }

    /** Every row of every table, as text. */
    public List<String> dump() {
        return Sql.dump(server, name);
    }

    /** Takes the server down; its data stays. */
    public void stop() {
        if (!ownsServer) {
            throw new IllegalStateException("other tests use this server: ask for TestDatabase.onOwnServer()");
        }
        server.stop();
    }

    /** Back on the same port with the same data; returns once it answers. */
    public void start() {
        server.start();
    }

    public void restart() {
        stop();
        start();
    }

    /** On losable workers: what lies in some buckets is carried to another one while others write. Returns once it is there. */
    public void moveShard() {
        if (!(server instanceof LosableWorkers losable)) {
            throw new IllegalStateException("nothing is shared out: ask for TestDatabase.onLosableWorkers()");
        }
        losable.cluster().moveShard(name);
    }

    /** Comes back on another timeline, as a standby does that was promoted. */
    public void failOver() {
        execute("ALTER SYSTEM SET restore_command = 'false'");
        execute("""
                DO $$ BEGIN EXECUTE format('COPY (SELECT 1) TO %L', current_setting('data_directory') || '/recovery.signal'); END $$
                """);
        restart();
    }

    /** Comes back as a standby of a server that is gone: it can be read, and takes no writes. */
    public void becomeStandby() {
        execute("""
                DO $$ BEGIN EXECUTE format('COPY (SELECT 1) TO %L', current_setting('data_directory') || '/standby.signal'); END $$
                """);
        restart();
    }

    /** Uses up transaction ids, as years of work do. */
    public void age(int transactions) {
        execute("DO $$ BEGIN FOR i IN 1..%d LOOP PERFORM pg_current_xact_id(); COMMIT; END LOOP; END $$"
                .formatted(transactions));
    }

    /** Its rows as they are, as a dump or a logical replica has them, in the same schema on another server. */
    public void copyTo(TestDatabase other) {
        Sql.copy(server, name, other.server, other.name);
    }

    @Override
    public void close() {
        if (ownsServer) {
            server.close();
        } else {
            dropped.run();
        }
    }

    private static TestDatabase copyOf(String template) {
        String name = unique();
        Sql.execute(SHARED.get(), "CREATE DATABASE %s TEMPLATE %s".formatted(name, template));
        return new TestDatabase(SHARED.get(), name, false);
    }

    private static String createTemplate() {
        TestDatabase template = fresh().migrate();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> dropOnExternalServer(template)));
        return template.name;
    }

    /** Every other server goes down with this JVM, and takes the template with it. */
    private static void dropOnExternalServer(TestDatabase template) {
        if (template.server instanceof ExternalServer) {
            template.close();
        }
    }
}

package dev.epilogue.testing;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Somebody's Citus cluster, by the address of its coordinator: {@code -Depilogue.test.citus.url=postgresql://user:password@host:port/database}.
 * The database named there knows the cluster's nodes; each test gets one of its own on all of them, shared out by
 * {@code db/citus/distribute.sql}. Its workers may stand behind proxies, so that one of them can be lost for it without being so for others.
 */
final class CitusCluster {

    private static final String PROPERTY = "epilogue.test.citus.url";

    /** What {@code psql} does for itself: its own commands, and its variable. */
    private static final Pattern PSQL = Pattern.compile("^\\s*\\\\.*$", Pattern.MULTILINE);

    private static final String SHARDS = System.getProperty("epilogue.test.citus.shards", "16");

    private final ExternalServer coordinator;
    private final List<Worker> workers;

    /** @param proxy through which the others reach it; null: directly */
    private record Worker(ExternalServer server, @Nullable DatabaseProxy proxy) {

        String address() {
            return proxy == null
                    ? "'%s', %d".formatted(server.host(), server.port())
                    : "'127.0.0.1', %d".formatted(proxy.port());
        }
    }

    private CitusCluster(ExternalServer coordinator, List<Worker> workers) {
        this.coordinator = coordinator;
        this.workers = workers;
    }

    static boolean isGiven() {
        return !System.getProperty(PROPERTY, "").isEmpty();
    }

    static CitusCluster given() {
        URI address = URI.create(System.getProperty(PROPERTY));
        ExternalServer coordinator = ExternalServer.at(address);
        String known = address.getPath().substring(1);
        try (Connection connection = connect(coordinator, known);
                Statement sql = connection.createStatement();
                ResultSet row = sql.executeQuery("SELECT nodename, nodeport FROM pg_dist_node WHERE groupid > 0")) {
            List<Worker> workers = new ArrayList<>();
            while (row.next()) {
                ExternalServer server =
                        new ExternalServer(row.getString(1), row.getInt(2), coordinator.user(), coordinator.password());
                workers.add(new Worker(server, null));
            }
            return new CitusCluster(coordinator, List.copyOf(workers));
        } catch (SQLException refused) {
            throw new IllegalStateException("no Citus cluster at " + address.getHost(), refused);
        }
    }

    /** The same, on this machine. */
    CitusCluster behindProxies() {
        return new CitusCluster(
                coordinator,
                workers.stream()
                        .map(each -> new Worker(
                                each.server(), new DatabaseProxy(each.server().port())))
                        .toList());
    }

    /** Whoever is connected to one of the workers loses it, and nobody reaches it. */
    void loseOne() {
        Worker lost = workers.get(ThreadLocalRandom.current().nextInt(workers.size()));
        Objects.requireNonNull(lost.proxy()).shut();
    }

    void allBack() {
        workers.forEach(each ->
                Objects.requireNonNull(each.proxy()).moveTo(each.server().port()));
    }

    /** All that lies in some buckets goes to another worker, while others write. */
    void moveShard(String database) {
        Sql.execute(coordinator, database, """
                SELECT citus_move_shard_placement(s.shardid, s.nodename, s.nodeport, n.nodename, n.nodeport, 'force_logical')
                FROM (SELECT * FROM citus_shards WHERE table_name = 'closure'::regclass ORDER BY random() LIMIT 1) s,
                  LATERAL (SELECT * FROM pg_dist_node n WHERE n.shouldhaveshards AND n.nodeport <> s.nodeport LIMIT 1) n
                """);
    }

    ExternalServer coordinator() {
        return coordinator;
    }

    /** Empty, on every node, each of which knows the others. */
    void create(String database) {
        for (ExternalServer node : nodes()) {
            Sql.execute(node, "CREATE DATABASE " + database);
            Sql.execute(node, database, "CREATE EXTENSION citus");
        }
        Sql.execute(
                coordinator,
                database,
                "SELECT citus_set_coordinator_host('%s', %d)".formatted(coordinator.host(), coordinator.port()));
        workers.forEach(
                worker -> Sql.execute(coordinator, database, "SELECT citus_add_node(%s)".formatted(worker.address())));
    }

    /** What an operator runs once the tables are there. */
    void distribute(String database) {
        Sql.execute(coordinator, database, script());
    }

    void drop(String database) {
        nodes().reversed()
                .forEach(node -> Sql.execute(node, "DROP DATABASE IF EXISTS %s WITH (FORCE)".formatted(database)));
        workers.stream().map(Worker::proxy).filter(Objects::nonNull).forEach(DatabaseProxy::close);
    }

    private List<ExternalServer> nodes() {
        List<ExternalServer> all = new ArrayList<>(List.of(coordinator));
        workers.forEach(worker -> all.add(worker.server()));
        return all;
    }

    private static String script() {
        try {
            String script = Files.readString(Path.of("db/citus/distribute.sql"));
            return PSQL.matcher(script).replaceAll("").replace(":'shards'", "'" + SHARDS + "'");
        } catch (IOException missing) {
            throw new IllegalStateException(missing);
        }
    }

    private static Connection connect(ExternalServer server, String database) throws SQLException {
        return DriverManager.getConnection(Sql.jdbcUrl(server, database), server.user(), server.password());
    }
}

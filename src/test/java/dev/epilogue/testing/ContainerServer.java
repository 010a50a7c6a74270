package dev.epilogue.testing;

import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.testcontainers.postgresql.PostgreSQLContainer;

/** PostgreSQL's own image on a Docker engine. Its port is fixed, so that it survives a restart of the container. */
final class ContainerServer implements DatabaseServer {

    static final String IMAGE = "postgres:18-alpine";

    private final int port = FreePort.find();
    private final PostgreSQLContainer container = new PostgreSQLContainer(IMAGE)
            .withCommand(
                    "postgres",
                    "-c",
                    "fsync=on",
                    "-c",
                    "max_connections=" + MAX_CONNECTIONS,
                    "-c",
                    "shared_preload_libraries=pg_stat_statements");

    ContainerServer() {
        container.setPortBindings(List.of("127.0.0.1:" + port + ":5432"));
        container.start();
    }

    @Override
    public void stop() {
        container.getDockerClient().stopContainerCmd(container.getContainerId()).exec();
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> !container.isRunning());
    }

    @Override
    public void start() {
        if (!container.isRunning()) {
            container
                    .getDockerClient()
                    .startContainerCmd(container.getContainerId())
                    .exec();
        }
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> Sql.answers(this));
    }

    @Override
    public void close() {
        container.stop();
    }

    @Override
    public String host() {
        return container.getHost();
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public String user() {
        return container.getUsername();
    }

    @Override
    public String password() {
        return container.getPassword();
    }
}

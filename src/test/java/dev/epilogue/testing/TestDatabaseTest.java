package dev.epilogue.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

@Tag("database")
class TestDatabaseTest {

    @Test
    void serverFlushesBeforeItConfirms() {
        try (TestDatabase database = TestDatabase.fresh()) {
            assertThat(setting(database, "fsync")).isEqualTo("on");
            assertThat(setting(database, "synchronous_commit")).isEqualTo("on");
            assertThat(setting(database, "full_page_writes")).isEqualTo("on");
        }
    }

    @Test
    void serverTakesTheConnectionsOfSeveralInstances() {
        try (TestDatabase database = TestDatabase.fresh()) {
            assertThat(Integer.parseInt(setting(database, "max_connections")))
                    .isGreaterThanOrEqualTo(DatabaseServer.MAX_CONNECTIONS);
        }
    }

    @Test
    void callersDoNotSeeEachOther() {
        try (TestDatabase one = TestDatabase.fresh();
                TestDatabase other = TestDatabase.fresh()) {
            run(one, "CREATE TABLE mine (id int)");

            assertThat(one.r2dbcUrl()).isNotEqualTo(other.r2dbcUrl());
            assertThat(read(other, "SELECT coalesce(to_regclass('mine')::text, 'absent')"))
                    .isEqualTo("absent");
        }
    }

    @Test
    void closedDatabaseIsGoneEvenWhileSomebodyIsConnected() {
        try (TestDatabase witness = TestDatabase.fresh()) {
            TestDatabase closed = TestDatabase.fresh();
            Mono.from(closed.connectionFactory().create()).block(Duration.ofSeconds(10));

            closed.close();

            String name = closed.jdbcUrl().substring(closed.jdbcUrl().lastIndexOf('/') + 1);
            assertThat(read(witness, "SELECT count(*)::text FROM pg_database WHERE datname = '" + name + "'"))
                    .isEqualTo("0");
        }
    }

    @Test
    void migratedCopyEqualsAMigratedDatabase() {
        String tables = "SELECT coalesce(string_agg(table_name, ',' ORDER BY table_name), '')"
                + " FROM information_schema.tables WHERE table_schema = 'public'";
        try (TestDatabase copy = TestDatabase.migrated();
                TestDatabase migrated = TestDatabase.fresh().migrate()) {
            assertThat(read(copy, tables)).isEqualTo(read(migrated, tables)).contains("flyway_schema_history");
        }
    }

    @Test
    void outageKeepsDataAndPort() {
        try (TestDatabase database = TestDatabase.onOwnServer()) {
            run(database, "CREATE TABLE kept (id int)");
            run(database, "INSERT INTO kept VALUES (7)");

            database.stop();
            StepVerifier.create(Mono.from(database.connectionFactory().create()))
                    .expectError()
                    .verify(Duration.ofSeconds(30));
            database.start();

            assertThat(read(database, "SELECT id::text FROM kept")).isEqualTo("7");
        }
    }

    @Test
    void sharedServerIsNotStopped() {
        try (TestDatabase database = TestDatabase.fresh()) {
            assertThatIllegalStateException().isThrownBy(database::stop).withMessageContaining("onOwnServer");
        }
    }

    @Test
    void externalServerIsNamedByItsAddress() {
        assertThat(ExternalServer.at(URI.create("postgresql://me:pa%3Ass@db.example:6432/any")))
                .isEqualTo(new ExternalServer("db.example", 6432, "me", "pa:ss"));
        assertThat(ExternalServer.at(URI.create("postgresql://me:pw@db.example"))
                        .port())
                .isEqualTo(5432);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ExternalServer.at(URI.create("mysql://me:pw@db.example")));
        assertThatIllegalArgumentException().isThrownBy(() -> ExternalServer.at(URI.create("typo")));
    }

    @Test
    void externalServerServesLikeOurOwn() {
        try (DatabaseServer server = DatabaseServer.asConfigured()) {
            URI address = URI.create("postgresql://%s:%s@%s:%d"
                    .formatted(server.user(), server.password(), server.host(), server.port()));

            assertThat(Sql.answers(ExternalServer.at(address))).isTrue();
        }
    }

    @Test
    @EnabledIfDocker
    void containerKeepsDataAndPortThroughAnOutage() {
        try (ContainerServer server = new ContainerServer()) {
            Sql.execute(server, "CREATE DATABASE kept");

            server.stop();
            assertThat(Sql.answers(server)).isFalse();
            server.start();

            Sql.execute(server, "DROP DATABASE kept");
        }
    }

    private static String setting(TestDatabase database, String name) {
        return read(database, "SELECT current_setting('" + name + "')");
    }

    private static String read(TestDatabase database, String query) {
        return DatabaseClient.create(database.connectionFactory())
                .sql(query)
                .mapValue(String.class)
                .one()
                .block(Duration.ofSeconds(20));
    }

    private static void run(TestDatabase database, String statement) {
        DatabaseClient.create(database.connectionFactory())
                .sql(statement)
                .then()
                .block(Duration.ofSeconds(20));
    }
}

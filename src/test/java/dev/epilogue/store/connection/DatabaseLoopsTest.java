package dev.epilogue.store.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.testing.TestDatabase;
import io.r2dbc.postgresql.PostgresqlConnectionFactoryProvider;
import io.r2dbc.spi.ConnectionFactories;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryOptions;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.resources.LoopResources;

@Tag("database")
class DatabaseLoopsTest {

    /** As a pool does that grows under load: the answer on one connection asks for the next one. */
    @Test
    void connectionsThatOneThreadAsksForAreServedByAll() {
        LoopResources loops = ConnectionConfiguration.databaseLoops();
        try (TestDatabase database = TestDatabase.fresh()) {
            ConnectionFactory factory = ConnectionFactories.get(ConnectionFactoryOptions.parse(database.r2dbcUrl())
                    .mutate()
                    .option(ConnectionFactoryOptions.USER, database.user())
                    .option(ConnectionFactoryOptions.PASSWORD, database.password())
                    .option(PostgresqlConnectionFactoryProvider.LOOP_RESOURCES, new HandshakeLoops(loops))
                    .build());
            Set<String> threads = new HashSet<>();
            Flux.range(0, 6)
                    .concatMap(number -> Mono.from(factory.create())
                            .flatMap(connection -> Flux.from(
                                            connection.createStatement("SELECT 1").execute())
                                    .concatMap(result -> result.map(row -> Thread.currentThread().getName()))
                                    .single()
                                    .delayUntil(name -> connection.close())))
                    .doOnNext(threads::add)
                    .blockLast();

            assertThat(threads).hasSizeGreaterThan(1);
        } finally {
            loops.dispose();
        }
    }
}

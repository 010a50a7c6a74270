package dev.epilogue.store.connection;

import io.r2dbc.postgresql.PostgresqlConnectionFactoryProvider;
import org.springframework.boot.r2dbc.ConnectionFactoryDecorator;
import org.springframework.boot.r2dbc.autoconfigure.ConnectionFactoryOptionsBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.netty.resources.LoopResources;

@Configuration(proxyBeanMethods = false)
class ConnectionConfiguration {

    /**
     * Threads of the database's own, on which connections take turns. On the driver's, a connection stays with the thread that asked for
     * it, which is nearly always the one that serves all the others.
     */
    @Bean(destroyMethod = "dispose")
    static LoopResources databaseLoops() {
        int threads = Math.max(2, Runtime.getRuntime().availableProcessors());
        return LoopResources.create("database", threads, threads, true, false);
    }

    @Bean
    ConnectionFactoryOptionsBuilderCustomizer timedHandshakes(LoopResources databaseLoops) {
        return options -> options.option(
                PostgresqlConnectionFactoryProvider.LOOP_RESOURCES, new HandshakeLoops(databaseLoops));
    }

    /** Under the pool, which asks each connection before it hands it out. */
    @Bean
    ConnectionFactoryDecorator watchedConnections() {
        return real -> new WatchedConnections(new TimedConnections(real));
    }
}

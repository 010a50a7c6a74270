package dev.epilogue.store.connection;

import dev.epilogue.store.DatabaseSettings;
import io.r2dbc.postgresql.PostgresqlConnectionFactoryProvider;
import org.springframework.boot.r2dbc.ConnectionFactoryDecorator;
import org.springframework.boot.r2dbc.autoconfigure.ConnectionFactoryOptionsBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.netty.tcp.TcpResources;

@Configuration(proxyBeanMethods = false)
class ConnectionConfiguration {

    @Bean
    ConnectionFactoryOptionsBuilderCustomizer timedHandshakes() {
        return options -> options.option(
                PostgresqlConnectionFactoryProvider.LOOP_RESOURCES, new HandshakeLoops(TcpResources.get()));
    }

    /** Under the pool, which asks each connection before it hands it out. */
    @Bean
    ConnectionFactoryDecorator watchedConnections(DatabaseSettings settings) {
        String limits = "SET statement_timeout = %d; SET lock_timeout = %d"
                .formatted(
                        settings.longestStatement().toMillis(),
                        settings.longestLockWait().toMillis());
        return real -> new WatchedConnections(new TimedConnections(real, limits), System::nanoTime);
    }
}

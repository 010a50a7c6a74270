package dev.epilogue.store.connection;

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
    ConnectionFactoryDecorator watchedConnections() {
        return real -> new WatchedConnections(new TimedConnections(real));
    }
}

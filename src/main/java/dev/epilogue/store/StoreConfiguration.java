package dev.epilogue.store;

import org.springframework.boot.r2dbc.ConnectionFactoryDecorator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class StoreConfiguration {

    /** Under the pool, which asks each connection before it hands it out. */
    @Bean
    ConnectionFactoryDecorator watchedConnections() {
        return WatchedConnections::new;
    }
}

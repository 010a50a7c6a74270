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

    /**
     * Left to itself the server plans a statement of twenty parts at each call, which costs more than to run it: it takes the unknown
     * number of rows for many. A plan that is kept must not read tables from end to end because they were small once. Searches are
     * planned for their values all the same. Citus has to know the bucket before it knows where a statement goes.
     */
    private static final String PLANNED_ONCE = """
            SELECT set_config('plan_cache_mode', 'force_generic_plan', false), set_config('enable_seqscan', 'off', false),
              set_config('jit', 'off', false)
            WHERE NOT EXISTS (SELECT 1 FROM pg_extension WHERE extname = 'citus')""";

    @Bean
    ConnectionFactoryOptionsBuilderCustomizer timedHandshakes() {
        return options -> options.option(
                PostgresqlConnectionFactoryProvider.LOOP_RESOURCES, new HandshakeLoops(TcpResources.get()));
    }

    /** Under the pool, which asks each connection before it hands it out. */
    @Bean
    ConnectionFactoryDecorator watchedConnections(DatabaseSettings settings) {
        String standing = "SET statement_timeout = %d; SET lock_timeout = %d; %s"
                .formatted(
                        settings.longestStatement().toMillis(),
                        settings.longestLockWait().toMillis(),
                        PLANNED_ONCE);
        return real -> new WatchedConnections(new TimedConnections(real, standing));
    }
}

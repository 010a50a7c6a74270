package dev.epilogue.command;

import dev.epilogue.channel.StateArchive;
import dev.epilogue.credential.ApiKeyStore;
import dev.epilogue.credential.ApiKeys;
import dev.epilogue.desk.KeyConfiguration;
import dev.epilogue.desk.KeySettings;
import dev.epilogue.signing.ClosureVault;
import dev.epilogue.store.keys.Rewrapping;
import dev.epilogue.store.keys.WrappedKeysConfiguration;
import dev.epilogue.tenancy.TenantStore;
import dev.epilogue.tenancy.Tenants;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import reactor.core.publisher.Mono;

/** The database of an installation, reached as the service would reach it, and brought to this version's schema. */
final class Installation {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration LONG = Duration.ofHours(6);

    private final List<String> settings;

    Installation(List<String> settings) {
        this.settings = settings;
    }

    /** No service: nothing listens, and no work is done. */
    @EnableAutoConfiguration
    @Import({TenantStore.class, Tenants.class, ApiKeyStore.class, ApiKeys.class})
    static final class Parts {}

    /** What commands need of it. */
    record Desk(TenantStore tenants, ApiKeys keys) {}

    /** With what wraps keys. */
    @EnableAutoConfiguration
    @EnableConfigurationProperties(KeySettings.class)
    @Import({WrappedKeysConfiguration.class, StateArchive.class, Rewrapping.class})
    static final class KeyParts {

        @Bean
        ClosureVault vault(KeySettings settings) {
            return KeyConfiguration.vault(settings);
        }
    }

    /** What a change of the master key needs of it. */
    record Keys(Rewrapping rewrapping, ClosureVault vault) {}

    /** Connects for as long as the work takes. */
    <T> @Nullable T with(Function<Desk, Mono<T>> work) {
        return within(
                Parts.class,
                PATIENCE,
                context -> work.apply(new Desk(context.getBean(TenantStore.class), context.getBean(ApiKeys.class))));
    }

    /** The same with the keys' tables, which may be long. */
    <T> @Nullable T withKeys(Function<Keys, Mono<T>> work) {
        return within(
                KeyParts.class,
                LONG,
                context ->
                        work.apply(new Keys(context.getBean(Rewrapping.class), context.getBean(ClosureVault.class))));
    }

    private <T> @Nullable T within(
            Class<?> parts, Duration patience, Function<ConfigurableApplicationContext, Mono<T>> work) {
        try (ConfigurableApplicationContext context = new SpringApplicationBuilder(parts)
                .web(WebApplicationType.NONE)
                .properties(
                        "spring.main.banner-mode=off",
                        "logging.level.root=WARN",
                        // the service's own parts are not there
                        "management.endpoint.health.validate-group-membership=false")
                .run(settings.toArray(String[]::new))) {
            return work.apply(context).block(patience);
        }
    }
}

package dev.epilogue.command;

import dev.epilogue.credential.ApiKeyStore;
import dev.epilogue.credential.ApiKeys;
import dev.epilogue.tenancy.TenantStore;
import dev.epilogue.tenancy.Tenants;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;
import reactor.core.publisher.Mono;

/** The database of an installation, reached as the service would reach it, and brought to this version's schema. */
final class Installation {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

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

    /** Connects for as long as the work takes. */
    <T> @Nullable T with(Function<Desk, Mono<T>> work) {
        try (ConfigurableApplicationContext context = new SpringApplicationBuilder(Parts.class)
                .web(WebApplicationType.NONE)
                .properties(
                        "spring.main.banner-mode=off",
                        "logging.level.root=WARN",
                        // the service's own parts are not there
                        "management.endpoint.health.validate-group-membership=false")
                .run(settings.toArray(String[]::new))) {
            Desk desk = new Desk(context.getBean(TenantStore.class), context.getBean(ApiKeys.class));
            return work.apply(desk).block(PATIENCE);
        }
    }
}

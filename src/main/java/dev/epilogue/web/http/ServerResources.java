package dev.epilogue.web.http;

import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.ReactorResourceFactory;

/** The web server's event loops are this service's own and end with it: another one in the same process keeps its own. */
@Configuration(proxyBeanMethods = false)
class ServerResources {

    /** The graceful end has waited for every request before: whoever stops for two more seconds waits for nothing. */
    static final Duration AFTER_THE_LAST_REQUEST = Duration.ZERO;

    @Bean
    public ReactorResourceFactory reactorResourceFactory() {
        ReactorResourceFactory resources = new ReactorResourceFactory();
        resources.setUseGlobalResources(false);
        resources.setShutdownQuietPeriod(AFTER_THE_LAST_REQUEST);
        return resources;
    }
}

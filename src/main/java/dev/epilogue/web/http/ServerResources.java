package dev.epilogue.web.http;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.ReactorResourceFactory;

/** The web server's event loops are this service's own and end with it: another one in the same process keeps its own. */
@Configuration(proxyBeanMethods = false)
class ServerResources {

    @Bean
    public ReactorResourceFactory reactorResourceFactory() {
        ReactorResourceFactory resources = new ReactorResourceFactory();
        resources.setUseGlobalResources(false);
        return resources;
    }
}

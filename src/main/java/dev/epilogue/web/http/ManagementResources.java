package dev.epilogue.web.http;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextConfiguration;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextType;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.http.client.ReactorResourceFactory;
import reactor.netty.resources.LoopResources;

/** Health and figures are answered by a thread of their own: whoever keeps those of the API busy does not make the service look dead. */
@ManagementContextConfiguration(value = ManagementContextType.CHILD, proxyBeanMethods = false)
@Conditional(ManagementResources.Apart.class)
class ManagementResources {

    @Bean
    public ReactorResourceFactory reactorResourceFactory() {
        ReactorResourceFactory resources = new ReactorResourceFactory();
        resources.setUseGlobalResources(false);
        resources.setShutdownQuietPeriod(ServerResources.AFTER_THE_LAST_REQUEST);
        resources.setLoopResourcesSupplier(() -> LoopResources.create("management", 1, true));
        return resources;
    }

    /** The scan for the service's own parts finds this one as well, and must leave it. */
    static final class Apart implements Condition {

        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            ConfigurableListableBeanFactory beans = context.getBeanFactory();
            return beans != null && beans.getParentBeanFactory() != null;
        }
    }
}

package dev.epilogue.testing;

import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.boot.web.server.reactive.context.AnnotationConfigReactiveWebServerApplicationContext;
import org.springframework.core.io.Resource;
import org.springframework.core.type.classreading.MetadataReader;

/**
 * The service's context as in production, but for what Spring finds on the classpath: that is looked for and read once for all services
 * of a test machine, since it stays what it is. Classes of the tests are none of the service's.
 */
final class RememberedClasspath extends AnnotationConfigReactiveWebServerApplicationContext {

    private static final Map<String, Resource[]> CLASSES = new ConcurrentHashMap<>();
    private static final Map<Resource, MetadataReader> READ = new ConcurrentHashMap<>();

    @Override
    public Resource[] getResources(String pattern) throws IOException {
        if (!pattern.endsWith(".class")) {
            return super.getResources(pattern);
        }
        Resource[] known = CLASSES.get(pattern);
        if (known == null) {
            known = Arrays.stream(super.getResources(pattern))
                    .filter(each -> !each.getDescription().contains("/test-classes/"))
                    .toArray(Resource[]::new);
            CLASSES.put(pattern, known);
        }
        return known.clone();
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T> Map<Resource, T> getResourceCache(Class<T> type) {
        return type == MetadataReader.class ? (Map<Resource, T>) READ : super.getResourceCache(type);
    }
}

package dev.epilogue.testing;

import dev.epilogue.EpilogueApplication;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.web.server.WebFilter;

/** The whole service on a free port, with a database and nodes of the test's choice. */
public final class RunningEpilogue implements AutoCloseable {

    /** Not secret: what the sandbox and the tests wrap keys with. */
    private static final String MASTER_KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

    private final ConfigurableApplicationContext context;

    private RunningEpilogue(ConfigurableApplicationContext context) {
        this.context = context;
    }

    public static Starter on(TestDatabase database) {
        return new Starter(database);
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    public <T> List<T> beans(Class<T> type) {
        return List.copyOf(context.getBeansOfType(type).values());
    }

    public int port() {
        return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    public String url() {
        return "http://127.0.0.1:" + port();
    }

    /** What is asked for here: health and figures have a port of their own. */
    public String url(String path) {
        return (path.startsWith("/actuator") ? managementUrl() : url()) + path;
    }

    /** Where health and figures are. */
    public String managementUrl() {
        return "http://127.0.0.1:" + context.getEnvironment().getRequiredProperty("local.management.port");
    }

    @Override
    public void close() {
        context.close();
    }

    /** What is to be started. */
    public static final class Starter {

        private final Map<String, Object> properties = new LinkedHashMap<>();
        private final List<WebFilter> filters = new ArrayList<>();

        private Starter(TestDatabase database) {
            properties.putAll(database.springProperties());
            properties.put("server.port", 0);
            properties.put("server.address", "127.0.0.1");
            properties.put("management.server.port", 0);
            properties.put("epilogue.access.mode", "open");
            properties.put("spring.main.banner-mode", "off");
            properties.put("epilogue.keys.master", MASTER_KEY);
            properties.put("epilogue.keys.ephemeral", true);
        }

        public Starter node(String name, String url, String dialect) {
            return with("epilogue.nodes." + name + ".url", url).with("epilogue.nodes." + name + ".dialect", dialect);
        }

        public Starter with(String property, Object value) {
            properties.put(property, value);
            return this;
        }

        /** What stands between the service's own guard and its calls. */
        public Starter behind(WebFilter filter) {
            filters.add(filter);
            return this;
        }

        public RunningEpilogue start() {
            String[] arguments = properties.entrySet().stream()
                    .map(property -> "--" + property.getKey() + "=" + property.getValue())
                    .toArray(String[]::new);
            return new RunningEpilogue(new SpringApplicationBuilder(EpilogueApplication.class)
                    .web(WebApplicationType.REACTIVE)
                    .contextFactory(type -> new RememberedClasspath())
                    .initializers(initial -> filters.forEach(filter -> ((GenericApplicationContext) initial)
                            .registerBean(filter.getClass().getName(), WebFilter.class, () -> filter)))
                    .run(arguments));
        }
    }
}

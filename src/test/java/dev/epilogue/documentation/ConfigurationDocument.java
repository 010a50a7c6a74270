package dev.epilogue.documentation;

import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AnnotationTypeFilter;

/** {@code docs/configuration.md}, written from the records that hold the settings. */
final class ConfigurationDocument {

    private static final String HEAD = """
            # Configuration

            Every setting of Epilogue's own, generated from the code. Give it as a property (`--epilogue.pipeline.poll=1s`), in
            a file that `SPRING_CONFIG_ADDITIONAL_LOCATION` names, or in the environment: upper case, `_` for dots, no dashes
            (`EPILOGUE_PIPELINE_SETTLINGDELAY=5s`). Secrets are best kept in files that `SPRING_CONFIG_IMPORT=configtree:/folder/`
            names. The database is Spring Boot's: `spring.r2dbc.url`, `.username`, `.password` for work and `spring.flyway.url`,
            `.user`, `.password` for migrations. What is wrong is named when the service starts, and it does not start.
            """;

    private ConfigurationDocument() {}

    static String write() {
        StringBuilder document = new StringBuilder(HEAD);
        for (Class<?> type : holders()) {
            String prefix = type.getAnnotation(ConfigurationProperties.class).value();
            document.append("\n## `").append(prefix).append("`\n\n");
            document.append(RecordJavadoc.of(type).summary()).append("\n\n");
            document.append("| setting | type | default | meaning |\n|---|---|---|---|\n");
            rows(prefix, type).forEach(row -> document.append(row).append('\n'));
        }
        return document.toString();
    }

    private static List<Class<?>> holders() {
        var scanner = new ClassPathScanningCandidateComponentProvider(false);
        scanner.addIncludeFilter(new AnnotationTypeFilter(ConfigurationProperties.class));
        return scanner.findCandidateComponents("dev.epilogue").stream()
                .map(found -> load(found.getBeanClassName()))
                .filter(Class::isRecord)
                .sorted(Comparator.comparing(type ->
                        type.getAnnotation(ConfigurationProperties.class).value()))
                .collect(Collectors.toList());
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException gone) {
            throw new IllegalStateException(gone);
        }
    }

    private static List<String> rows(String prefix, Class<?> type) {
        RecordJavadoc javadoc = RecordJavadoc.of(type);
        Map<String, String> defaults = defaults(type);
        List<String> rows = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            String name = prefix + "." + dashed(component.getName());
            Class<?> inner = inner(component);
            if (inner == null) {
                rows.add("| `%s` | %s | %s | %s |"
                        .formatted(
                                name,
                                typeOf(component),
                                defaults.get(component.getName()),
                                javadoc.component(component.getName())));
            } else {
                boolean named = Map.class.isAssignableFrom(component.getType());
                rows.addAll(rows(named ? name + ".NAME" : name, inner));
            }
        }
        return rows;
    }

    /** The record of ours that a component consists of, or that its entries do. */
    private static Class<?> inner(RecordComponent component) {
        Type type = component.getGenericType();
        if (type instanceof ParameterizedType map && Map.class.isAssignableFrom(component.getType())) {
            type = map.getActualTypeArguments()[1];
        }
        return type instanceof Class<?> found && found.isRecord() ? found : null;
    }

    private static String typeOf(RecordComponent component) {
        Class<?> type = component.getType();
        if (type.isEnum()) {
            return Arrays.stream(type.getEnumConstants())
                    .map(constant -> "`" + constant + "`")
                    .collect(Collectors.joining(", "));
        }
        return switch (type.getSimpleName()) {
            case "String" -> "text";
            case "int", "long" -> "number";
            case "double" -> "decimal";
            case "boolean" -> "yes or no";
            case "Duration" -> "duration";
            case "DataSize" -> "size";
            case "URI" -> "address";
            case "List" -> "list";
            case "Map" -> "text by key";
            default -> type.getSimpleName();
        };
    }

    /** The annotation stands on the canonical constructor's parameters, which are the only constructor's. */
    private static Map<String, String> defaults(Class<?> type) {
        return Arrays.stream(type.getDeclaredConstructors()[0].getParameters())
                .collect(Collectors.toMap(Parameter::getName, ConfigurationDocument::defaultOf));
    }

    private static String defaultOf(Parameter parameter) {
        DefaultValue value = parameter.getAnnotation(DefaultValue.class);
        return value == null || value.value().length == 0 ? "–" : "`" + String.join(",", value.value()) + "`";
    }

    private static String dashed(String name) {
        return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }
}

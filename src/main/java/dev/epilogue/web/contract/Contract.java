package dev.epilogue.web.contract;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.representer.Representer;

/** The OpenAPI document: a file for each room, put together. */
public final class Contract {

    /** What the rooms share; begins the document. */
    private static final String HEAD = "openapi.yaml";

    private Contract() {}

    /** @throws IllegalStateException when two files say something about the same thing */
    public static Map<String, Object> document() {
        Map<String, Object> whole = new LinkedHashMap<>();
        for (Resource file : files()) {
            merge(whole, parsed(file), String.valueOf(file.getFilename()));
        }
        return whole;
    }

    public static byte[] yaml() {
        DumperOptions options = new DumperOptions();
        options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        options.setAllowUnicode(true);
        options.setSplitLines(false);
        Yaml writer = new Yaml(new Representer(options), options);
        return writer.dump(document()).getBytes(StandardCharsets.UTF_8);
    }

    private static List<Resource> files() {
        try {
            Resource[] found = new PathMatchingResourcePatternResolver().getResources("classpath:openapi/*.yaml");
            return Arrays.stream(found)
                    .sorted(Comparator.comparing((Resource file) -> !HEAD.equals(file.getFilename()))
                            .thenComparing(file -> String.valueOf(file.getFilename())))
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Map<String, Object> parsed(Resource file) {
        LoaderOptions strict = new LoaderOptions();
        strict.setAllowDuplicateKeys(false);
        try (InputStream in = file.getInputStream()) {
            return new Yaml(new SafeConstructor(strict)).load(in);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @SuppressWarnings("unchecked")
    private static void merge(Map<String, Object> into, Map<String, Object> from, Object place) {
        from.forEach((name, value) -> {
            Object there = into.putIfAbsent(name, value);
            if (there instanceof Map<?, ?> old && value instanceof Map<?, ?> more) {
                merge((Map<String, Object>) old, (Map<String, Object>) more, place + "/" + name);
            } else if (there != null) {
                throw new IllegalStateException("said twice: " + place + "/" + name);
            }
        });
    }
}

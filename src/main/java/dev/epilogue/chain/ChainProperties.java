package dev.epilogue.chain;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The chains that the service reads and sends to.
 *
 * @param chains by name
 */
@ConfigurationProperties("epilogue")
public record ChainProperties(@Nullable Map<String, ChainSettings> chains) {

    /** @throws IllegalArgumentException that lists every mistake */
    public ChainProperties {
        chains = chains == null ? Map.of() : new LinkedHashMap<>(chains);
        List<String> mistakes = new ArrayList<>();
        List<Long> ids = new ArrayList<>();
        chains.forEach((name, settings) -> {
            settings.mistakes().forEach(mistake -> mistakes.add("epilogue.chains." + name + "." + mistake));
            if (ids.contains(settings.id())) {
                mistakes.add("epilogue.chains." + name + ".id: another chain has it too");
            }
            ids.add(settings.id());
        });
        if (!mistakes.isEmpty()) {
            throw new IllegalArgumentException(String.join("\n", mistakes));
        }
    }

    public Map<String, ChainSettings> configured() {
        return Objects.requireNonNull(chains);
    }
}

package dev.epilogue.web.problem;

import dev.epilogue.problem.ProblemCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.core.io.ClassPathResource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** What is told of every code to whoever looks it up: the words of {@code problems.yaml}. */
final class Remedies {

    /**
     * @param cause what brings it about
     * @param remedy what to do
     */
    record Remedy(String cause, String remedy) {}

    private final Map<ProblemCode, Remedy> all;

    private Remedies(Map<ProblemCode, Remedy> all) {
        this.all = all;
    }

    /** @throws IllegalStateException when a code has no words, or words have no code */
    static Remedies read() {
        LoaderOptions strict = new LoaderOptions();
        strict.setAllowDuplicateKeys(false);
        try (InputStream in = new ClassPathResource("problems.yaml").getInputStream()) {
            return complete(new Yaml(new SafeConstructor(strict)).load(in));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Remedies complete(Map<String, Map<String, String>> words) {
        Map<ProblemCode, Remedy> all = new EnumMap<>(ProblemCode.class);
        words.forEach((code, told) -> all.put(
                ProblemCode.ofWireName(code),
                new Remedy(told.getOrDefault("cause", ""), told.getOrDefault("remedy", ""))));
        List<ProblemCode> missing = Arrays.stream(ProblemCode.values())
                .filter(code -> !all.containsKey(code))
                .toList();
        if (!missing.isEmpty()) {
            throw new IllegalStateException("problems.yaml says nothing of " + missing);
        }
        return new Remedies(all);
    }

    Remedy of(ProblemCode code) {
        return Objects.requireNonNull(all.get(code));
    }
}

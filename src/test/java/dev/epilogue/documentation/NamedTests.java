package dev.epilogue.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The tests that a document names: whoever renames or removes one is told what stood on it. */
final class NamedTests {

    private static final Pattern NAMED = Pattern.compile("`(\\w+)(?:\\.(\\w+))?`");

    private final Map<String, String> sources;

    private NamedTests(Map<String, String> sources) {
        this.sources = sources;
    }

    static NamedTests read() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src", "test", "java"))) {
            return new NamedTests(files.filter(file -> file.toString().endsWith(".java"))
                    .collect(Collectors.toMap(
                            file -> file.getFileName().toString().replace(".java", ""),
                            NamedTests::text,
                            (one, other) -> one + other)));
        }
    }

    /** Whatever is in backquotes is a test that is there. */
    void assertEachIsThere(String cell) {
        List<MatchResult> named = NAMED.matcher(cell).results().toList();
        assertThat(named).as(cell).isNotEmpty();
        assertThat(named).allSatisfy(this::assertThere);
    }

    /** What is called a test is one, and there is one at least; other words may be in backquotes. */
    void assertSomeAreThere(String cell) {
        List<MatchResult> named = NAMED.matcher(cell)
                .results()
                .filter(each -> each.group(1).endsWith("Test"))
                .toList();
        assertThat(named).as(cell).isNotEmpty();
        assertThat(named).allSatisfy(this::assertThere);
    }

    private void assertThere(MatchResult test) {
        assertThat(sources.getOrDefault(test.group(1), ""))
                .as(test.group())
                .contains("class " + test.group(1))
                .contains(test.group(2) == null ? "" : "void " + test.group(2) + "(");
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }
}

package dev.epilogue.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every decision is listed, under its own title, in its order; and every page of the documentation that another one leads to is there. */
class DecisionsTest {

    private static final Path DOCS = Path.of("docs");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)(?:#[^)]*)?\\)");

    @Test
    void everyDecisionIsListed() throws IOException {
        List<String> listed = Files.readAllLines(DOCS.resolve("adr/README.md")).stream()
                .filter(line -> line.startsWith("* [0"))
                .toList();
        try (Stream<Path> files = Files.list(DOCS.resolve("adr"))) {
            List<String> expected = files.filter(
                            file -> file.getFileName().toString().matches("(?!0000)\\d{4}-.*"))
                    .sorted()
                    .map(file -> "* [%s](%s)".formatted(title(file), file.getFileName()))
                    .toList();
            assertThat(listed).isEqualTo(expected);
        }
    }

    @Test
    void everyLinkLeadsSomewhere() throws IOException {
        try (Stream<Path> files =
                Stream.concat(Stream.of(Path.of("README.md"), Path.of("CONTRIBUTING.md")), Files.walk(DOCS))) {
            assertThat(files.filter(file -> file.toString().endsWith(".md")).flatMap(DecisionsTest::dead))
                    .isEmpty();
        }
    }

    private static Stream<String> dead(Path page) {
        return LINK.matcher(text(page))
                .results()
                .map(found -> found.group(1))
                .filter(link -> !Files.exists(page.resolveSibling(link)))
                .map(link -> page + " leads to " + link);
    }

    private static String title(Path decision) {
        return text(decision).lines().findFirst().orElseThrow().substring("# ".length());
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}

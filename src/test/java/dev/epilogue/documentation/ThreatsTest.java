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
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each threat has its number and a test that is there: whoever renames or removes one is told what stood on it. */
class ThreatsTest {

    private static final int THREATS = 36;
    private static final Pattern TEST = Pattern.compile("`(\\w+)(?:\\.(\\w+))?`");

    @Test
    void everyThreatHasANumberAndATestThatIsThere() throws IOException {
        List<String[]> rows = Files.readAllLines(Path.of("docs", "access.md")).stream()
                .filter(line -> line.matches("\\| T\\d+ \\|.*"))
                .map(line -> line.split(" \\| "))
                .toList();

        assertThat(rows)
                .extracting(row -> row[0])
                .containsExactlyElementsOf(IntStream.rangeClosed(1, THREATS)
                        .mapToObj(number -> "| T" + number)
                        .toList());
        Map<String, String> tests = tests();
        assertThat(rows).allSatisfy(row -> {
            List<MatchResult> named = TEST.matcher(row[3]).results().toList();
            assertThat(named).as(row[0]).isNotEmpty();
            assertThat(named)
                    .allSatisfy(test -> assertThat(tests.getOrDefault(test.group(1), ""))
                            .as(test.group())
                            .contains("class " + test.group(1))
                            .contains(test.group(2) == null ? "" : "void " + test.group(2) + "("));
        });
    }

    private static Map<String, String> tests() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src", "test", "java"))) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .collect(Collectors.toMap(
                            file -> file.getFileName().toString().replace(".java", ""),
                            ThreatsTest::read,
                            (one, other) -> one + other));
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }
}

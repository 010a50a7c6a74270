package dev.epilogue.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table of statements and tests is true. */
class ConformanceDocumentTest {

    private static final Path TESTS = Path.of("src", "test", "java");
    private static final Path DOCUMENT = Path.of("docs", "conformance.md");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| (\\d+) \\| (.+) \\|$");
    private static final Pattern CLASS = Pattern.compile("`([\\w.]+)`");
    private static final Pattern NAMED = Pattern.compile("\"(0\\.x|v1) checklist ([\\d, -]+)");
    private static final int STATEMENTS_OF_0X_UP_TO_SUBMISSION = 44;

    @Test
    void everyTestInTheTableExists() throws IOException {
        List<String> classes = CLASS.matcher(rows("0.x") + rows("v1"))
                .results()
                .map(found -> found.group(1))
                .toList();

        assertThat(classes)
                .isNotEmpty()
                .allSatisfy(name -> assertThat(source(name)).exists());
    }

    @Test
    void everyStatementOf0xUpToSubmissionHasATestThatNamesIt() throws IOException {
        for (int statement = 1; statement <= STATEMENTS_OF_0X_UP_TO_SUBMISSION; statement++) {
            int number = statement;
            assertThat(classesOf("0.x", number)).as("0.x statement %d", number).isNotEmpty();
            for (String name : classesOf("0.x", number)) {
                assertThat(named(source(name), "0.x")).as(name).contains(number);
            }
        }
    }

    @Test
    void everyNumberInADisplayNameIsInTheTable() throws IOException {
        for (Path test : sources()) {
            String name = test.toString()
                    .substring(
                            TESTS.resolve(Path.of("dev", "epilogue")).toString().length() + 1)
                    .replace(".java", "")
                    .replace('/', '.');
            for (String dialect : List.of("0.x", "v1")) {
                named(test, dialect)
                        .forEach(number -> assertThat(classesOf(dialect, number))
                                .as("%s statement %d", dialect, number)
                                .contains(name));
            }
        }
    }

    private static TreeSet<Integer> named(Path test, String dialect) {
        TreeSet<Integer> numbers = new TreeSet<>();
        for (MatchResult found : NAMED.matcher(read(test)).results().toList()) {
            if (found.group(1).equals(dialect)) {
                numbers.addAll(numbers(found.group(2)));
            }
        }
        return numbers;
    }

    /** Of {@code 21, 23-25}. */
    private static List<Integer> numbers(String text) {
        List<Integer> numbers = new ArrayList<>();
        for (String part : text.strip().split("\\s*,\\s*")) {
            String[] ends = part.strip().split("-");
            for (int i = Integer.parseInt(ends[0].strip()); i <= Integer.parseInt(ends[ends.length - 1].strip()); i++) {
                numbers.add(i);
            }
        }
        return numbers;
    }

    private static List<String> classesOf(String dialect, int statement) {
        return ROW.matcher(rows(dialect))
                .results()
                .filter(row -> Integer.parseInt(row.group(1)) == statement)
                .flatMap(row -> CLASS.matcher(row.group(2)).results().map(found -> found.group(1)))
                .toList();
    }

    private static String rows(String dialect) {
        String[] parts = read(DOCUMENT).split("(?m)^## ");
        return dialect.equals("0.x") ? parts[1] : parts[2];
    }

    private static Path source(String name) {
        return TESTS.resolve("dev/epilogue/" + name.replace('.', '/') + ".java");
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(TESTS)) {
            return files.filter(file -> file.toString().endsWith("Test.java")).toList();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
    }
}

package dev.epilogue.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Each threat has its number and a test that is there. */
class ThreatsTest {

    private static final int THREATS = 39;

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
        NamedTests tests = NamedTests.read();
        assertThat(rows).allSatisfy(row -> tests.assertEachIsThere(row[3]));
    }
}

package dev.epilogue.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each promise names a test that is there. */
class PromisesTest {

    @Test
    void everyPromiseNamesATestThatIsThere() throws IOException {
        String text = Files.readString(Path.of("docs", "reliability.md"));
        List<String> promises = Stream.of("## Promises", "## Events")
                .flatMap(title -> rows(text, title).stream())
                .toList();
        NamedTests tests = NamedTests.read();

        assertThat(promises).hasSizeGreaterThan(70);
        assertThat(promises).allSatisfy(row -> {
            String[] cells = row.split(" \\| ");
            assertThat(cells).as(row).hasSize(3);
            tests.assertSomeAreThere(cells[2]);
        });
    }

    /** Of the first table below a title, without its head. */
    private static List<String> rows(String text, String title) {
        assertThat(text).contains(title + "\n");
        return text.substring(text.indexOf(title + "\n"))
                .lines()
                .dropWhile(line -> !line.startsWith("|"))
                .takeWhile(line -> line.startsWith("|"))
                .skip(2)
                .toList();
    }
}

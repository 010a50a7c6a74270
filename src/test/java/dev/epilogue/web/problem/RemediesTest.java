package dev.epilogue.web.problem;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.problem.ProblemCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RemediesTest {

    private final Remedies remedies = Remedies.read();

    @ParameterizedTest
    @EnumSource
    void everyCodeHasACauseAndARemedy(ProblemCode code) {
        assertThat(remedies.of(code).cause()).isNotBlank();
        assertThat(remedies.of(code).remedy()).isNotBlank();
    }

    @Test
    void theDocumentationSaysTheSame() throws IOException {
        String rows = Arrays.stream(ProblemCode.values())
                .map(code -> "| `%s` | %s | %s |"
                        .formatted(
                                code.wireName(),
                                remedies.of(code).cause(),
                                remedies.of(code).remedy()))
                .sorted()
                .collect(joining("\n"));
        String page = Files.readString(Path.of("docs/integration.md"));
        String table = page.substring(page.indexOf("## Problems"), page.indexOf("The client's own:"));
        assertThat(table.lines().filter(line -> line.startsWith("| `")).sorted().collect(joining("\n")))
                .isEqualTo(rows);
    }
}

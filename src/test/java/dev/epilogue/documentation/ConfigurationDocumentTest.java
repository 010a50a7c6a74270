package dev.epilogue.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The page about settings says what the code says. */
class ConfigurationDocumentTest {

    private static final Path PAGE = Path.of("docs", "configuration.md");
    private static final String WRITE = "epilogue.docs.write";

    @Test
    void thePageIsWhatTheCodeSays() throws IOException {
        String generated = ConfigurationDocument.write();
        if (Boolean.getBoolean(WRITE)) {
            Files.writeString(PAGE, generated);
        }
        assertThat(PAGE)
                .as("stale; write it anew with: mvn -q test -Dtest=ConfigurationDocumentTest -D" + WRITE + "=true")
                .content()
                .isEqualTo(generated);
    }

    @Test
    void everySettingIsExplained() {
        assertThat(ConfigurationDocument.write().lines().filter(line -> line.startsWith("| `")))
                .isNotEmpty()
                .noneMatch(line -> line.endsWith("|  |"));
    }
}

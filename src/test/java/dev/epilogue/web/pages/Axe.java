package dev.epilogue.web.pages;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import dev.epilogue.testing.JavaScriptTests;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** axe-core, run in a page: what hinders people who do not see it, or see it badly. */
final class Axe {

    private static final Path SCRIPT = Path.of("src", "test", "js", "node_modules", "axe-core", "axe.min.js");

    private static final String RUN = """
            async () => (await axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']}))
              .violations.map(each => each.id + ': ' + each.nodes.map(node => node.html + ' ' + node.failureSummary).join(' | '))
            """;

    private Axe() {}

    static void requireNothing(Page page) {
        assertThat(JavaScriptTests.hindrance()).isEmpty();
        try {
            page.evaluate(Files.readString(SCRIPT));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        assertThat((List<?>) page.evaluate(RUN)).isEmpty();
    }
}

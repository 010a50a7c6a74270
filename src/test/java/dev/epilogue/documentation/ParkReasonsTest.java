package dev.epilogue.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.closure.EndReason;
import dev.epilogue.closure.ParkReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whoever is asked to decide finds the reason in the runbook, and whoever reads why a closure ended finds that explained. */
class ParkReasonsTest {

    @Test
    void theRunbookHasEveryReasonToAskAPersonAndNoOther() throws IOException {
        assertThat(Files.readAllLines(Path.of("docs", "runbook", "closures-parked.md")).stream()
                        .filter(line -> line.startsWith("| `"))
                        .map(line -> line.substring(3, line.indexOf('`', 3))))
                .containsExactlyInAnyOrderElementsOf(
                        Stream.of(ParkReason.values()).map(ParkReason::code).toList());
    }

    @Test
    void thePageOnTheLifeOfAClosureHasEveryReasonOfAnEnd() throws IOException {
        assertThat(Files.readString(Path.of("docs", "closure-life.md")))
                .contains(Stream.of(EndReason.values())
                        .map(reason -> "`" + reason.code() + "`")
                        .toList());
    }
}

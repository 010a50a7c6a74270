package dev.epilogue.closure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class TransitionsTest {

    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([A-Z]+)` \\| ((?:`[A-Z]+`(?:, )?)+|–) \\|$");
    private static final Pattern NAME = Pattern.compile("`([A-Z]+)`");

    @Test
    void theDocumentedTableIsTheRealOne() throws IOException {
        Map<ClosureStatus, Set<ClosureStatus>> documented = new EnumMap<>(ClosureStatus.class);
        ROW.matcher(Files.readString(Path.of("docs/closure-life.md")))
                .results()
                .forEach(row -> documented.put(ClosureStatus.valueOf(row.group(1)), names(row.group(2))));

        assertThat(documented).hasSameSizeAs(ClosureStatus.values());
        documented.forEach(
                (status, exits) -> assertThat(exits).as("%s", status).isEqualTo(Transitions.exitsOf(status)));
    }

    @Test
    void whatHasEndedForGoodHasNoExit() {
        assertThat(ClosureStatus.values())
                .filteredOn(status -> status.ended() && !status.reopenable())
                .allSatisfy(status -> assertThat(Transitions.exitsOf(status)).isEmpty());
    }

    private static Set<ClosureStatus> names(String cell) {
        Set<ClosureStatus> names = EnumSet.noneOf(ClosureStatus.class);
        NAME.matcher(cell)
                .results()
                .map(MatchResult::group)
                .forEach(name -> names.add(ClosureStatus.valueOf(name.replace("`", ""))));
        return names;
    }
}

package dev.epilogue.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A migration holds up a running service no longer than it says. Those of before V11 are released as they are. */
class MigrationsTest {

    private static final Path FOLDER = Path.of("db", "migration");
    private static final Pattern VERSION = Pattern.compile("V(\\d+)(?:_\\d+)?__[a-z_0-9]+\\.sql");
    private static final int FIRST = 11;

    /** A limit for the transaction, or for the session where statements run without one. */
    private static final Pattern LIMIT = Pattern.compile("SET (LOCAL )?lock_timeout = '\\d+m?s'");

    private static final Pattern HOW_LONG =
            Pattern.compile("\\b(moment|milliseconds?|seconds?|minutes?|as long as|nothing)\\b");
    private static final Pattern CREATED = Pattern.compile("CREATE TABLE (?:IF NOT EXISTS )?(\\w+)");
    private static final Pattern INDEX =
            Pattern.compile("CREATE (?:UNIQUE )?INDEX (CONCURRENTLY )?(?:IF NOT EXISTS )?\\w+\\s+ON (\\w+)");

    /** Have a row for each server, consumer, account or contract, not for each closure. */
    private static final List<String> SMALL = List.of(
            "chain_account", "contract_met", "database_server", "database_timeline", "feed_pruned", "journal_cursor");

    static Stream<Path> migrations() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files
                    .filter(file -> file.toString().endsWith(".sql") && version(file) >= FIRST)
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("migrations")
    void aMigrationWaitsForLocksOnlySoLong(Path migration) {
        String first = statements(migration)
                .lines()
                .filter(line -> !line.isBlank())
                .findFirst()
                .orElse("");

        assertThat(first).as("what %s sets before anything else", migration).matches(LIMIT.pattern() + ";");
    }

    @ParameterizedTest
    @MethodSource("migrations")
    void aMigrationSaysWhatItLocksAndForHowLong(Path migration) {
        assertThat(head(migration))
                .as("the head of %s", migration)
                .containsPattern("\\bLocks\\b")
                .containsPattern(HOW_LONG);
    }

    @ParameterizedTest
    @MethodSource("migrations")
    void anIndexOnWhatCanBeLargeIsBuiltBesideTheRunningService(Path migration) {
        assertThat(blocking(statements(migration))).as("in %s", migration).isEmpty();
    }

    @Test
    void anIndexThatHoldsUpWritersIsFound() {
        assertThat(blocking("CREATE UNIQUE INDEX closure_x ON closure (bucket)"))
                .containsExactly("closure");
        assertThat(blocking("CREATE INDEX CONCURRENTLY closure_x ON closure (bucket)"))
                .isEmpty();
        assertThat(blocking("CREATE TABLE fresh (a int); CREATE INDEX fresh_a ON fresh (a)"))
                .isEmpty();
        assertThat(blocking("CREATE INDEX cursor_x ON journal_cursor (name)")).isEmpty();
        assertThat(blocking("create index\n  event_x on event (at)")).containsExactly("event");
    }

    /** Large tables on which an index is built under a lock. */
    private static List<String> blocking(String statements) {
        String one = statements
                .replaceAll("\\s+", " ")
                .replaceAll("(?i)create( unique)? index", "CREATE$1 INDEX")
                .replaceAll("(?i) on ", " ON ");
        List<String> fresh =
                CREATED.matcher(one).results().map(created -> created.group(1)).toList();
        return INDEX.matcher(one)
                .results()
                .filter(index -> index.group(1) == null)
                .map(index -> index.group(2))
                .filter(table -> !fresh.contains(table) && !SMALL.contains(table))
                .toList();
    }

    private static String head(Path migration) {
        return read(migration)
                .lines()
                .takeWhile(line -> line.isBlank() || line.startsWith("--"))
                .collect(Collectors.joining("\n"));
    }

    private static String statements(Path migration) {
        return read(migration).replaceAll("(?m)--.*$", "");
    }

    private static int version(Path file) {
        Matcher name = VERSION.matcher(file.getFileName().toString());
        assertThat(name.matches()).as("name of %s", file).isTrue();
        MatchResult matched = name.toMatchResult();
        return Integer.parseInt(matched.group(1));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}

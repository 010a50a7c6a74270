package dev.epilogue.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.testing.Closing;
import dev.epilogue.testing.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** Every command of the page on commands does what the page says; an ellipsis stands for anything. */
class CommandLineDocumentTest {

    private static final Path DOCUMENT = Path.of("docs", "command-line.md");
    private static final Pattern EXAMPLE = Pattern.compile("(?m)^    \\$ epilogue (.+)\\n((?:    .+\\n)*)");
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");
    private static final Pattern EXIT_CODE = Pattern.compile("\\(exit code (\\d)\\)");
    private static final Set<String> ASK_A_SERVICE = Set.of("explain", "park", "resume", "reconcile");
    private static final Set<String> ASK_NOBODY = Set.of("payload", "verify");

    private static Stage stage;
    private static Closing closing;

    @BeforeAll
    static void open() {
        stage = Stage.open();
        closing = stage.propose(stage.session());
    }

    @AfterAll
    static void close() {
        stage.close();
    }

    @Test
    void everyExampleAnswersAsShown() throws IOException {
        List<MatchResult> examples =
                EXAMPLE.matcher(Files.readString(DOCUMENT)).results().toList();
        assertThat(examples).hasSizeGreaterThan(10);
        for (MatchResult example : examples) {
            CommandRun run = CommandRun.of(words(example.group(1)));
            List<String> shown =
                    example.group(2).lines().map(String::strip).collect(Collectors.toCollection(ArrayList::new));
            assertThat(run.code()).as(example.group(1) + "\n" + run).isEqualTo(exitCode(shown));
            assertThat((run.out() + "\n" + run.err()).strip())
                    .as(example.group(1))
                    .matches(
                            shown.stream().map(CommandLineDocumentTest::pattern).collect(Collectors.joining()));
        }
    }

    /** A line of an ellipsis alone stands for any number of lines, none included. */
    private static String pattern(String line) {
        return line.equals("…")
                ? "(?:.*\\R?)*?"
                : Stream.of(filled(line).split("…", -1))
                        .map(Pattern::quote)
                        .collect(Collectors.joining(".*", "", "\\R?"));
    }

    private static int exitCode(List<String> shown) {
        MatchResult last =
                EXIT_CODE.matcher(shown.getLast()).results().findFirst().orElse(null);
        if (last == null) {
            return 0;
        }
        shown.removeLast();
        return Integer.parseInt(last.group(1));
    }

    private static String filled(String text) {
        return text.replace("$CLOSURE", closing.id());
    }

    private static String[] words(String command) {
        List<String> words = new ArrayList<>(WORD.matcher(filled(command))
                .results()
                .map(word -> word.group(1) == null ? word.group(2) : word.group(1))
                .toList());
        String first = words.getFirst();
        if (ASK_A_SERVICE.contains(first)) {
            words.addAll(List.of("--url", stage.epilogue().url()));
        } else if (!ASK_NOBODY.contains(first)) {
            stage.database().springProperties().forEach((name, value) -> words.add("--" + name + "=" + value));
            words.add("--epilogue.keys.master=AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=");
        }
        return words.toArray(String[]::new);
    }

    @Test
    void theTableNamesEveryCommandAndEachTeachesItself() throws IOException {
        String document = Files.readString(DOCUMENT);
        Map<String, CommandLine> commands =
                Commands.line(new Installation(List.of())).getSubcommands();
        assertThat(commands).isNotEmpty();
        commands.forEach((name, command) -> {
            assertThat(document).as(name).containsPattern("`" + (name.equals("help") ? "epilogue --" : "") + name);
            assertThat(CommandRun.of(name, "--help").out())
                    .as(name)
                    .contains("Usage: epilogue " + name)
                    .satisfiesAnyOf(
                            help -> assertThat(help).contains("Example:"),
                            help -> assertThat(help).contains("Commands:"),
                            help -> assertThat(name).isEqualTo("help"));
            command.getSubcommands()
                    .keySet()
                    .forEach(part -> assertThat(document)
                            .as("%s %s", name, part)
                            .containsPattern("`(%s )?%s".formatted(name, part)));
        });
    }
}

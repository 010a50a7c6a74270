package dev.epilogue.sandbox;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a page shows in its {@code console} blocks: commands behind a dollar sign, each with the answer below it. */
record ConsoleExamples(List<Example> all) {

    private static final Pattern BLOCK = Pattern.compile("```console\n(.*?)```", Pattern.DOTALL);
    private static final Pattern WORD = Pattern.compile("'([^']*)'|\"([^\"]*)\"|(\\S+)");

    record Example(List<String> command, String answer) {

        boolean isCall() {
            return command.getFirst().equals("curl");
        }

        /** The argument behind an option, or nothing. */
        String option(String name) {
            int at = command.indexOf(name);
            return at < 0 ? "" : command.get(at + 1);
        }

        String url() {
            return command.stream()
                    .filter(word -> word.startsWith("localhost:8080/"))
                    .findFirst()
                    .orElseThrow()
                    .substring("localhost:8080".length());
        }
    }

    static ConsoleExamples in(String page) {
        List<Example> examples = new ArrayList<>();
        BLOCK.matcher(page).results().forEach(block -> examples.addAll(examples(block.group(1))));
        return new ConsoleExamples(examples);
    }

    private static List<Example> examples(String block) {
        List<Example> examples = new ArrayList<>();
        for (String part : block.replace("\\\n", " ").split("(?m)^\\$ ")) {
            if (!part.isBlank()) {
                int end = commandEnd(part);
                examples.add(new Example(
                        words(part.substring(0, end)), part.substring(end).strip()));
            }
        }
        return examples;
    }

    /** A command goes on over lines as long as a quote is open. */
    private static int commandEnd(String part) {
        int end = part.indexOf('\n');
        while (end >= 0
                && part.substring(0, end).chars().filter(each -> each == '\'').count() % 2 == 1) {
            end = part.indexOf('\n', end + 1);
        }
        return end < 0 ? part.length() : end;
    }

    private static List<String> words(String command) {
        List<String> words = new ArrayList<>();
        Matcher matcher = WORD.matcher(command);
        while (matcher.find()) {
            String quoted = matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
            words.add(quoted != null ? quoted : matcher.group(3));
        }
        return words;
    }
}

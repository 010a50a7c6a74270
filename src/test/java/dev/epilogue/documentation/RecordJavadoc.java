package dev.epilogue.documentation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the source says about a record and its components. */
record RecordJavadoc(String text) {

    private static final Path SOURCES = Path.of("src", "main", "java");

    static RecordJavadoc of(Class<?> type) {
        try {
            String file = type.getNestHost().getName().replace('.', '/') + ".java";
            return in(Files.readString(SOURCES.resolve(file)), type.getSimpleName());
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    private static RecordJavadoc in(String source, String name) {
        Matcher declaration =
                Pattern.compile("record " + Pattern.quote(name) + "\\(").matcher(source);
        if (!declaration.find()) {
            throw new IllegalStateException("no record " + name);
        }
        String before = source.substring(0, declaration.start());
        int end = before.lastIndexOf("*/");
        int start = before.lastIndexOf("/**");
        boolean own = start >= 0 && end > start && !before.substring(end).contains("}");
        return new RecordJavadoc(own ? before.substring(start + 3, end).replaceAll("(?m)^\\s*\\*", "") : "");
    }

    /** What stands before the first tag. */
    String summary() {
        return plain(text.split("(?m)^\\s*@|\\s@param", 2)[0]);
    }

    String component(String name) {
        Matcher found = Pattern.compile("@param\\s+" + Pattern.quote(name) + "\\s+(.*?)(?=\\s@|\\z)", Pattern.DOTALL)
                .matcher(text);
        return found.find() ? plain(found.group(1)) : "";
    }

    private static String plain(String javadoc) {
        return javadoc.replaceAll("\\{@code ([^}]*)}", "`$1`")
                .replaceAll("\\{@link #?([^}]*)}", "`$1`")
                .replaceAll("\\s+", " ")
                .strip();
    }
}

package dev.epilogue.web.http;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.Function;

/** How text members are read. Every parser's exception carries words of our own only. */
public final class Texts {

    private Texts() {}

    /** One line that a person wrote. Line breaks would let a reason forge a line of a signed text. */
    public static Function<String, String> line(int least, int most) {
        return text -> {
            int length = text.codePointCount(0, text.length());
            if (length < least || length > most) {
                throw new IllegalArgumentException("expected " + least + " to " + most + " characters");
            }
            if (text.codePoints().anyMatch(Texts::unprintable)) {
                throw new IllegalArgumentException("expected one line without control characters");
            }
            return text;
        };
    }

    /** Any text that a database can keep. */
    public static Function<String, String> data(int most) {
        return text -> {
            if (text.length() > most) {
                throw new IllegalArgumentException("expected at most " + most + " characters");
            }
            if (text.codePoints().anyMatch(point -> point == 0 || surrogate(point))) {
                throw new IllegalArgumentException("expected text without NUL and without halves of characters");
            }
            return text;
        };
    }

    public static <E extends Enum<E>> Function<String, E> oneOf(Class<E> type) {
        E[] values = type.getEnumConstants();
        return text -> Arrays.stream(values)
                .filter(value -> value.name().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("expected one of " + Arrays.toString(values)));
    }

    /** The wire name of an event, known or not. */
    public static Function<String, String> eventType() {
        return text -> {
            if (!text.matches("[a-z]{1,40}(\\.[a-z]{1,40})?")) {
                throw new IllegalArgumentException("expected names as signature.accepted");
            }
            return text;
        };
    }

    /** {@code Expected …} with a full stop, from a parser's words. */
    public static String sentence(String words) {
        String text = words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
        return text.endsWith(".") ? text : text + ".";
    }

    /** A name that a stranger chose, fit to be repeated in an answer. */
    public static String abridged(String name) {
        String printable = name.codePoints()
                .limit(60)
                .map(point -> unprintable(point) ? '?' : point)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return printable.isEmpty() ? "(empty name)" : printable;
    }

    private static boolean unprintable(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SURROGATE ->
                true;
            default -> false;
        };
    }

    private static boolean surrogate(int point) {
        return Character.getType(point) == Character.SURROGATE;
    }
}

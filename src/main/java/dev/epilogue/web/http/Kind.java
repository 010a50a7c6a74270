package dev.epilogue.web.http;

import java.util.function.Function;
import java.util.function.Predicate;

/**
 * One kind of input, read the same way wherever it stands: in a body, a path, a query or a header. Whatever is wrong with a text,
 * and whatever a parser throws for it, a caller is told what was expected, in our words.
 */
public final class Kind<T> {

    private final String expected;
    private final Function<String, T> parser;

    private Kind(String expected, Function<String, T> parser) {
        this.expected = expected;
        this.parser = parser;
    }

    /**
     * @param expected as in "Expected true or false."
     * @param parser throws whatever it likes for a text that does not fit
     */
    public static <T> Kind<T> of(String expected, Function<String, T> parser) {
        return new Kind<>("Expected " + expected + ".", parser);
    }

    /** The same with less room. */
    public Kind<T> within(String expected, Predicate<T> fits) {
        return of(expected, text -> {
            T value = parser.apply(text);
            if (!fits.test(value)) {
                throw new IllegalArgumentException(expected);
            }
            return value;
        });
    }

    /** @throws Unfit when the text is no such thing */
    public T read(String text) {
        try {
            return parser.apply(text);
        } catch (RuntimeException unreadable) {
            throw new Unfit(expected, unreadable);
        }
    }

    /** What is wrong, in a sentence for the caller. */
    public static final class Unfit extends RuntimeException {

        private Unfit(String expected, RuntimeException cause) {
            super(expected, cause, false, false);
        }

        public String sentence() {
            return String.valueOf(getMessage());
        }
    }
}

package dev.epilogue.signing.nitrorpc;

/**
 * The only JSON that is frozen: compact, printable ASCII, no escapes but {@code \"} and {@code \\}, whole numbers that a double
 * holds. JavaScript's parse and stringify leave it unchanged, and a reader that knows the order of the members rebuilds it.
 */
final class CanonicalText {

    /** 2^53-1, JavaScript's largest safe integer. */
    static final long LARGEST_NUMBER = (1L << 53) - 1;

    private CanonicalText() {}

    /** @throws IllegalArgumentException when {@code text} has other characters than printable ASCII */
    static String quoted(String text) {
        StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
        for (int i = 0; i < text.length(); i++) {
            char next = text.charAt(i);
            if (!printable(next)) {
                throw new IllegalArgumentException(
                        "only printable ASCII can be signed, not U+%04X".formatted((int) next));
            }
            if (next == '"' || next == '\\') {
                quoted.append('\\');
            }
            quoted.append(next);
        }
        return quoted.append('"').toString();
    }

    /** A request array. Numbers go in as text: their format would depend on the machine's language. */
    static String request(long id, String method, String params, long timestamp) {
        return "[%s,%s,%s,%s]".formatted(number(id), quoted(method), params, number(timestamp));
    }

    static boolean printable(char letter) {
        return letter >= ' ' && letter <= '~';
    }

    static long number(long number) {
        if (number < 1 || number > LARGEST_NUMBER) {
            throw new IllegalArgumentException("expected a number from 1 to 2^53-1");
        }
        return number;
    }
}

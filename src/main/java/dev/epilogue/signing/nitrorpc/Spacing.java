package dev.epilogue.signing.nitrorpc;

import org.jspecify.annotations.Nullable;

/**
 * Blanks that JSON libraries put between the parts of a text.
 *
 * @param indent for each level, on lines of their own; null keeps one line, with a blank behind each comma and colon
 */
record Spacing(@Nullable String indent) {

    /** @param compact without empty arrays and objects */
    String of(String compact) {
        StringBuilder spaced = new StringBuilder();
        boolean quoted = false;
        int depth = 0;
        for (int i = 0; i < compact.length(); i++) {
            char letter = compact.charAt(i);
            if (quoted && letter == '\\') {
                spaced.append(letter).append(compact.charAt(++i));
                continue;
            }
            quoted ^= letter == '"';
            spaced.append(
                    quoted
                            ? String.valueOf(letter)
                            : switch (letter) {
                                case '[', '{' -> letter + line(++depth);
                                case ']', '}' -> line(--depth) + letter;
                                case ',' -> letter + (indent == null ? " " : line(depth));
                                case ':' -> ": ";
                                default -> String.valueOf(letter);
                            });
        }
        return spaced.toString();
    }

    private String line(int depth) {
        return indent == null ? "" : "\n" + indent.repeat(depth);
    }
}

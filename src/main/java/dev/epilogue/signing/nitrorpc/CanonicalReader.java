package dev.epilogue.signing.nitrorpc;

/**
 * Reads {@link CanonicalText} and nothing else. It is no JSON parser: it knows which letters have to come next, so that look-alike
 * names, repeated members, blanks and other orders have no way in.
 */
final class CanonicalReader {

    private static final int MOST_DIGITS = 16;

    private final String text;
    private int at;

    CanonicalReader(String text) {
        this.text = text;
    }

    void expect(String literal) {
        if (!next(literal)) {
            throw refused("expected " + literal);
        }
    }

    /** Whether {@code literal} comes next; passes it if so. */
    boolean next(String literal) {
        boolean found = text.startsWith(literal, at);
        at += found ? literal.length() : 0;
        return found;
    }

    String quoted() {
        expect("\"");
        StringBuilder content = new StringBuilder();
        while (!next("\"")) {
            boolean escaped = next("\\");
            char letter = letter();
            if (escaped && letter != '"' && letter != '\\') {
                throw refused("another escape than \\\" and \\\\");
            }
            content.append(letter);
        }
        return content.toString();
    }

    long number() {
        int start = at;
        while (at < text.length() && at - start < MOST_DIGITS && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        if (start == at || text.charAt(start) == '0') {
            throw refused("expected a whole number above 0");
        }
        return Long.parseLong(text, start, at, 10);
    }

    void end() {
        if (at != text.length()) {
            throw refused("expected nothing more");
        }
    }

    private char letter() {
        if (at == text.length() || !CanonicalText.printable(text.charAt(at))) {
            throw refused("expected printable ASCII");
        }
        return text.charAt(at++);
    }

    private IllegalArgumentException refused(String reason) {
        return new IllegalArgumentException("not the canonical text: %s at character %d".formatted(reason, at));
    }
}

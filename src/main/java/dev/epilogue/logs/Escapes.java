package dev.epilogue.logs;

/** Text of strangers in a log: whatever it holds, it stays within its line and shows what it is. */
final class Escapes {

    private Escapes() {}

    static String of(String text) {
        return text.codePoints().noneMatch(Escapes::breaksOut) ? text : escaped(text);
    }

    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(point -> {
            if (!breaksOut(point)) {
                escaped.appendCodePoint(point);
            } else if (point == '\n') {
                escaped.append("\\n");
            } else if (point == '\r') {
                escaped.append("\\r");
            } else {
                escaped.append("\\u%04x".formatted(point));
            }
        });
        return escaped.toString();
    }

    /** Ends a line, moves a terminal's cursor, or turns the direction of reading. */
    private static boolean breaksOut(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL -> point != '\t';
            case Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.FORMAT, Character.SURROGATE -> true;
            default -> false;
        };
    }
}

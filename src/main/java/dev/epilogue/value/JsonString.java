package dev.epilogue.value;

/** A text as a JSON string with no more escapes than JSON demands, as RFC 8785 and PostgreSQL's {@code jsonb} both write it. */
public final class JsonString {

    private JsonString() {}

    /** With its quotes. */
    public static void append(String value, StringBuilder text) {
        text.append('"');
        for (int i = 0; i < value.length(); i++) {
            char each = value.charAt(i);
            switch (each) {
                case '"' -> text.append("\\\"");
                case '\\' -> text.append("\\\\");
                case '\b' -> text.append("\\b");
                case '\f' -> text.append("\\f");
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                case '\t' -> text.append("\\t");
                default -> {
                    if (each < ' ') {
                        text.append("\\u%04x".formatted((int) each));
                    } else {
                        text.append(each);
                    }
                }
            }
        }
        text.append('"');
    }
}

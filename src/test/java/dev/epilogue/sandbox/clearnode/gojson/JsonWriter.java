package dev.epilogue.sandbox.clearnode.gojson;

import java.util.Iterator;

/** Writes compact JSON with the escapes of Go's encoder: markup characters and two line separators are escaped as well. */
public final class JsonWriter {

    private final StringBuilder out = new StringBuilder();

    private JsonWriter() {}

    public static String write(Json value) {
        JsonWriter writer = new JsonWriter();
        writer.append(value);
        return writer.out.toString();
    }

    private void append(Json value) {
        switch (value) {
            case Json.Obj object -> appendObject(object);
            case Json.Arr array -> appendArray(array);
            case Json.Str string -> appendString(string.value());
            case Json.Num number -> out.append(number.literal());
            case Json.Bool bool -> out.append(bool.value());
            case Json.Null ignored -> out.append("null");
        }
    }

    private void appendObject(Json.Obj object) {
        String separator = "";
        out.append('{');
        for (Json.Member member : object.members()) {
            out.append(separator);
            appendString(member.name());
            out.append(':');
            append(member.value());
            separator = ",";
        }
        out.append('}');
    }

    private void appendArray(Json.Arr array) {
        out.append('[');
        Iterator<Json> items = array.items().iterator();
        while (items.hasNext()) {
            append(items.next());
            if (items.hasNext()) {
                out.append(',');
            }
        }
        out.append(']');
    }

    private void appendString(String text) {
        out.append('"');
        text.codePoints().forEach(this::appendCharacter);
        out.append('"');
    }

    private void appendCharacter(int point) {
        switch (point) {
            case '"' -> out.append("\\\"");
            case '\\' -> out.append("\\\\");
            case '\b' -> out.append("\\b");
            case '\f' -> out.append("\\f");
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            default -> appendOther(point);
        }
    }

    private void appendOther(int point) {
        boolean escaped =
                point < 0x20 || point == '<' || point == '>' || point == '&' || point == 0x2028 || point == 0x2029;
        if (escaped) {
            out.append("\\u%04x".formatted(point));
        } else {
            out.appendCodePoint(point >= 0xD800 && point <= 0xDFFF ? 0xFFFD : point);
        }
    }
}
